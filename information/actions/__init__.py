"""Every write of this room, one verb a function."""

from information.actions.answers import accept_item, return_item, say_not_held, say_same_as
from information.actions.delegating import delegate_item, end_delegation
from information.actions.files import give_files, open_file, place_file, seal_file
from information.actions.requests import close_request, enter_title, open_request

__all__ = [
    "accept_item",
    "close_request",
    "delegate_item",
    "end_delegation",
    "enter_title",
    "give_files",
    "open_file",
    "open_request",
    "place_file",
    "return_item",
    "say_not_held",
    "say_same_as",
    "seal_file",
]
