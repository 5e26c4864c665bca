"""HTTP for people, sign-in, the record and the demo."""

from accounts.views.code import CodeOfConduct
from accounts.views.demo import DemoCast, DemoClock, demo_clock_reset
from accounts.views.passwords import ForgottenPassword, PasswordChange, PasswordSet
from accounts.views.people import (
    PasswordLink,
    PersonChange,
    PersonCreate,
    PersonRestore,
    PersonSuspend,
    PostEnd,
    PostGive,
    people_list,
    person_page,
)
from accounts.views.record import record_list
from accounts.views.sign_in import SignIn, csrf_failure, sign_out

__all__ = [
    "CodeOfConduct",
    "DemoCast",
    "DemoClock",
    "ForgottenPassword",
    "PasswordChange",
    "PasswordLink",
    "PasswordSet",
    "PersonChange",
    "PersonCreate",
    "PersonRestore",
    "PersonSuspend",
    "PostEnd",
    "PostGive",
    "SignIn",
    "csrf_failure",
    "demo_clock_reset",
    "people_list",
    "person_page",
    "record_list",
    "sign_out",
]
