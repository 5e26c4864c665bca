"""Addresses of further requests and of additional information; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from files.uploading import takes_files
from information.views import further as views
from information.views import own_further as own
from inspections.gate import on_inspection

C, W, X, OWN = Verb.CREATE, Verb.EDIT, Verb.DECIDE, Verb.EDIT_OWN
AT = "inspections/<slug:ref>/requests/"
ONE = AT + "<int:pk>/"
OFFERS = "inspections/<slug:ref>/additional/"
of_request, of_offer = Thing.FURTHER_REQUEST, Thing.OFFER

team_pages: list[URLPattern] = [
    path(AT, on_inspection(of_request)(views.further_request_list), name="further_request_list"),
    path(
        AT + "new/", on_inspection(of_request, C)(views.FurtherRequestCreate.as_view()), name="further_request_create"
    ),
    path(ONE, on_inspection(of_request)(views.further_request), name="further_request"),
    path(
        ONE + "agree/", on_inspection(of_request, X)(views.FurtherRequestAgree.as_view()), name="further_request_agree"
    ),
    path(ONE + "phone/", on_inspection(of_request, W)(views.FurtherRequestLog.as_view()), name="further_request_log"),
    path(
        ONE + "confirm/",
        on_inspection(of_request, X)(views.FurtherRequestConfirm.as_view()),
        name="further_request_confirm",
    ),
    path(
        ONE + "decline/",
        on_inspection(of_request, X)(views.FurtherRequestDecline.as_view()),
        name="further_request_decline",
    ),
    path(
        ONE + "view/", on_inspection(of_request, OWN)(views.FurtherRequestView.as_view()), name="further_request_view"
    ),
    path(AT + "files/<int:pk>/", on_inspection(of_request)(views.further_request_file), name="further_request_file"),
    path(OFFERS, on_inspection(of_offer)(views.offer_list), name="offer_list"),
    path(OFFERS + "<int:pk>/", on_inspection(of_offer, X)(views.OfferDecide.as_view()), name="offer_decide"),
    path(OFFERS + "<int:pk>/file/", on_inspection(of_offer)(views.offer_file), name="offer_file"),
]

cafcass_pages: list[URLPattern] = [
    path(
        "cafcass/<slug:ref>/requests/", on_inspection(Thing.OWN_REQUEST)(own.own_request_list), name="own_request_list"
    ),
    path(
        "cafcass/<slug:ref>/requests/<int:pk>/",
        on_inspection(Thing.OWN_REQUEST, C)(takes_files(own.OwnRequestReply.as_view())),
        name="own_request_reply",
    ),
    path(
        "cafcass/<slug:ref>/additional/",
        on_inspection(Thing.OWN_OFFER, post=C)(takes_files(own.OwnOfferPage.as_view())),
        name="own_offer",
    ),
]

urlpatterns = [*team_pages, *cafcass_pages]
