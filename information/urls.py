"""Addresses of this room. The gate before each page says which thing it shows and which verb it asks for."""

from django.urls import URLPattern, path

from accounts.access import Thing, Verb
from accounts.gate import gate
from files.uploading import takes_files
from information import (
    urls_documents,
    urls_further,
    urls_notification,
    urls_pia,
    urls_reading,
    urls_sample,
    urls_settling,
)
from information.views import annex, listing, own, titles
from inspections.gate import on_inspection

C, W, X = Verb.CREATE, Verb.EDIT, Verb.DECIDE
AT = "inspections/<slug:ref>/annex-a/"
ITEM = "annex-a/items/<int:pk>/"
of_annex = Thing.ANNEX_A
own_item = Thing.OWN_ANNEX_ITEM

team_pages: list[URLPattern] = [
    path(AT, on_inspection(of_annex)(annex.annex), name="annex"),
    path(AT + "close/", on_inspection(of_annex, W)(annex.AnnexClose.as_view()), name="annex_close"),
    path(AT + "items/<int:pk>/", on_inspection(of_annex)(annex.annex_item), name="annex_item"),
    path(AT + "items/<int:pk>/return/", on_inspection(of_annex, X)(annex.AnnexReturn.as_view()), name="annex_return"),
    path(AT + "items/<int:pk>/accept/", on_inspection(of_annex, X)(annex.AnnexAccept.as_view()), name="annex_accept"),
    path(AT + "files/<int:pk>/", on_inspection(Thing.ANNEX_FILE)(annex.annex_file), name="annex_file"),
]

title_pages: list[URLPattern] = [
    path("annex-a/titles/", gate(Thing.ANNEX_TITLE)(titles.annex_title_list), name="annex_title_list"),
    path(
        "annex-a/titles/<str:framework>/<str:number>/",
        gate(Thing.ANNEX_TITLE, W)(titles.AnnexTitleEdit.as_view()),
        name="annex_title_edit",
    ),
]

cafcass_pages: list[URLPattern] = [
    path(
        "cafcass/<slug:ref>/annex-a/",
        on_inspection(Thing.OWN_ANNEX_A, post=C)(takes_files(own.CafcassAnnex.as_view())),
        name="cafcass_annex",
    ),
    path(
        "cafcass/<slug:ref>/annex-a/tray/",
        on_inspection(Thing.OWN_ANNEX_A, C)(own.CafcassTray.as_view()),
        name="cafcass_tray",
    ),
    path(
        "cafcass/<slug:ref>/annex-a/list/",
        on_inspection(Thing.OWN_ANNEX_A, post=C)(takes_files(listing.CafcassList.as_view())),
        name="cafcass_list",
    ),
    path(
        "cafcass/<slug:ref>/annex-a/list/send/",
        on_inspection(Thing.OWN_ANNEX_A, C)(listing.CafcassListSend.as_view()),
        name="cafcass_list_send",
    ),
    path(
        "cafcass/<slug:ref>/annex-a/list/problems/",
        on_inspection(Thing.OWN_ANNEX_A)(listing.cafcass_list_faults),
        name="cafcass_list_faults",
    ),
    path("annex-a/items/", gate(own_item)(own.own_items), name="own_items"),
    path(ITEM, gate(own_item, post=C)(takes_files(own.OwnItem.as_view())), name="own_item"),
    path(ITEM + "not-held/", gate(own_item, W)(own.OwnItemNotHeld.as_view()), name="own_item_not_held"),
    path(ITEM + "same-as/", gate(own_item, W)(own.OwnItemSameAs.as_view()), name="own_item_same_as"),
    path(ITEM + "colleagues/", gate(own_item, W)(own.OwnItemDelegate.as_view()), name="own_item_delegate"),
    path(
        ITEM + "colleagues/<int:delegate>/end/",
        gate(own_item, W)(own.OwnItemTakeBack.as_view()),
        name="own_item_take_back",
    ),
    path("annex-a/files/<int:pk>/", gate(own_item)(own.own_annex_file), name="own_annex_file"),
    path("annex-a/files/<int:pk>/seal/", gate(own_item, C)(own.OwnFileSeal.as_view()), name="own_file_seal"),
]

urlpatterns = [
    *team_pages,
    *title_pages,
    *cafcass_pages,
    *urls_notification.urlpatterns,
    *urls_further.urlpatterns,
    *urls_reading.urlpatterns,
    *urls_documents.urlpatterns,
    *urls_pia.urlpatterns,
    *urls_settling.urlpatterns,
    *urls_sample.urlpatterns,
]
