"""Every write of this room, one verb a function."""

from accounts.actions.passwords import ask_for_password_link, change_password, send_password_link, set_password
from accounts.actions.people import (
    accept_code,
    change_person,
    create_person,
    end_sessions,
    invite_again,
    make_first_administrator,
    restore,
    suspend,
)
from accounts.actions.posts import end_post, give_post
from accounts.actions.sign_in import admit, choose_from_cast, move_clock, stop_moving_clock

__all__ = [
    "accept_code",
    "admit",
    "ask_for_password_link",
    "change_password",
    "change_person",
    "choose_from_cast",
    "create_person",
    "end_post",
    "end_sessions",
    "give_post",
    "invite_again",
    "make_first_administrator",
    "move_clock",
    "restore",
    "send_password_link",
    "set_password",
    "stop_moving_clock",
    "suspend",
]
