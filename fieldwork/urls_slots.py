"""Addresses of the meetings whose time is agreed with Cafcass; `urls.py` includes them."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from fieldwork.views import slots
from inspections.gate import on_inspection

AT = "inspections/<slug:ref>/diary/meetings/"
ASKED = AT + "answers/<int:pk>/"
OWN = "cafcass/<slug:ref>/diary/meetings/"
decides = on_inspection(Thing.DIARY, Verb.DECIDE)
told, answers = on_inspection(Thing.DIARY_TOLD, post=Verb.CREATE), on_inspection(Thing.DIARY_TOLD, Verb.CREATE)

urlpatterns: list[URLPattern] = [
    path(AT, on_inspection(Thing.DIARY)(slots.slot_list), name="slot_list"),
    path(AT + "proposal/", decides(slots.SlotPropose.as_view()), name="slot_propose"),
    path(ASKED + "take/", decides(slots.SlotTake.as_view()), name="slot_take"),
    path(ASKED + "keep/", decides(slots.SlotKeep.as_view()), name="slot_keep"),
    path(OWN, told(slots.CafcassSlots.as_view()), name="cafcass_slots"),
    path(OWN + "<int:pk>/", answers(slots.CafcassSlotAsk.as_view()), name="cafcass_slot_ask"),
]
