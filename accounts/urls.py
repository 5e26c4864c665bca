"""Addresses of this room; each declares the thing that it shows and the verb that it needs."""

from django.urls import path

from accounts import views
from accounts.access import Thing, Verb
from accounts.gate import gate

front_door = gate(Thing.FRONT_DOOR, Verb.READ, Verb.CREATE)
change_person = gate(Thing.PEOPLE, Verb.EDIT)
decide_on_person = gate(Thing.PEOPLE, Verb.DECIDE)

urlpatterns = [
    path("sign-in/", front_door(views.SignIn.as_view()), name="sign_in"),
    path("sign-out/", front_door(views.sign_out), name="sign_out"),
    path("password/forgotten/", front_door(views.ForgottenPassword.as_view()), name="password_forgotten"),
    path("password/set/<uidb64>/<token>/", front_door(views.PasswordSet.as_view()), name="password_set"),
    path(
        "password/change/",
        gate(Thing.OWN_ACCOUNT, Verb.READ, Verb.EDIT)(views.PasswordChange.as_view()),
        name="password_change",
    ),
    path(
        "code-of-conduct/",
        gate(Thing.CODE_OF_CONDUCT, Verb.READ, Verb.CREATE)(views.CodeOfConduct.as_view()),
        name="code_of_conduct",
    ),
    path("people/", gate(Thing.PEOPLE)(views.people_list), name="people_list"),
    path("people/new/", gate(Thing.PEOPLE, Verb.CREATE)(views.PersonCreate.as_view()), name="person_create"),
    path("people/<int:pk>/", gate(Thing.PEOPLE)(views.person_page), name="person"),
    path("people/<int:pk>/change/", change_person(views.PersonChange.as_view()), name="person_change"),
    path("people/<int:pk>/posts/new/", decide_on_person(views.PostGive.as_view()), name="post_give"),
    path("people/<int:pk>/posts/<int:post>/end/", decide_on_person(views.PostEnd.as_view()), name="post_end"),
    path("people/<int:pk>/suspension/", decide_on_person(views.PersonSuspend.as_view()), name="person_suspend"),
    path("people/<int:pk>/restoration/", decide_on_person(views.PersonRestore.as_view()), name="person_restore"),
    path("people/<int:pk>/password-link/", change_person(views.PasswordLink.as_view()), name="password_link"),
    path("record/", gate(Thing.RECORD)(views.record_list), name="record_list"),
    path("demo/", gate(Thing.DEMO_CAST, Verb.READ, Verb.CREATE)(views.DemoCast.as_view()), name="demo_cast"),
    path("demo/clock/", gate(Thing.DEMO_CLOCK, Verb.READ, Verb.EDIT)(views.DemoClock.as_view()), name="demo_clock"),
    path("demo/clock/reset/", gate(Thing.DEMO_CLOCK, Verb.EDIT)(views.demo_clock_reset), name="demo_clock_reset"),
]
