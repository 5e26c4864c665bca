"""Taking files from a browser: onto the disk, only where a page wants them, and only up to a limit."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.pages import FormPage
from files import arriving, uploads
from files.actions import safe_name
from files.arriving import NO_ROOM

NO_ROOM_SAID = (
    "There is no room for files at the moment, so nothing was kept. Tell an administrator, and send it again later."
)
FULL = "no_room"
View = Callable[..., HttpResponseBase]


class Limited(TemporaryFileUploadHandler):
    """Stops writing what is too large or finds no room on the disk, but reads on, so that the page can say so."""

    full = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.full = False
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= settings.UPLOAD_MAX_BYTES:
            try:
                super().receive_data_chunk(raw_data, start)
            except OSError as error:
                if error.errno not in NO_ROOM:
                    raise
                self.full = True

    def file_complete(self, file_size: int) -> UploadedFile | None:
        done = super().file_complete(file_size)
        if done is not None:
            setattr(done, FULL, self.full)
        return done


def takes_files(view: View) -> View:
    """For a view behind its gate: whoever may not send files here has them neither read nor written."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_REQUEST_MAX_BYTES:
            return render(request, "413.html", status=413)
        # The token of a form is read with its files, so this comes before it is asked for.
        request.upload_handlers = [Limited(request)]
        return protected(request, *args, **kwargs)

    return taking


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """One or many files; refuses the empty and the too large by name; the rest is for the checks."""

    widget = SeveralFiles

    def widget_attrs(self, widget: forms.Widget) -> Any:
        """Says where the script may send the files in pieces beforehand."""
        return super().widget_attrs(widget) | {"data-arriving": reverse_lazy("arriving_file_create")}

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = list(data or [])
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        faults = [fault for each in given for fault in faults_of(each)]
        if faults:
            raise forms.ValidationError(faults)
        return given


def faults_of(file: UploadedFile) -> Iterator[forms.ValidationError]:
    name = safe_name(file.name or "")
    if not file.size:
        yield forms.ValidationError(f"“{name}” is empty. Choose the file that holds the text.", code="empty")
    elif getattr(file, FULL, False):
        yield forms.ValidationError(f"“{name}”: {NO_ROOM_SAID}", code="no_room")
    elif file.size > settings.UPLOAD_MAX_BYTES:
        limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
        yield forms.ValidationError(f"“{name}” is larger than {limit}. Choose a smaller file.", code="too_large")


class UploadPage(FormPage):
    """A form page with a FilesField `documents`; `perform` finds the bytes in `self.arrived`, each to be received."""

    arrived: list[uploads.Arrived]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        arriving.take_along(request)
        return super().dispatch(request, *args, **kwargs)

    def once(self, form: Any) -> str:
        with uploads.arriving(form.cleaned_data["documents"]) as self.arrived:
            address = super().once(form)
        arriving.taken(self.request)
        return address

    def accept(self, form: Any) -> HttpResponse:
        """A disk that is full while the files are kept: nothing was kept, and the page says so beside the field."""
        try:
            return super().accept(form)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            form.add_error("documents", NO_ROOM_SAID)
            return self.page(form, 507)

    def page(self, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        too_large = "documents" in form.fields and form.is_bound and form.has_error("documents", "too_large")
        return super().page(form, 413 if too_large else status, **more)
