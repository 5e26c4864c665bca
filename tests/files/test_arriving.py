"""Files that arrive in pieces: nothing is lost by a cut, nobody writes to another's, and a form takes what is whole."""

import errno
import fcntl
import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from files import arriving
from files.jobs import run_queued
from files.models import ArrivingFile
from information.models import AnnexFile
from tests.cast import Cast
from tests.information import giving

As = Callable[..., Client]
BYTES = b"An invented document. " * 1000
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.ARRIVING_FOLDER = str(tmp_path / "arriving")


@pytest.fixture
def link(cast: Cast, as_: As) -> Client:
    return as_(cast.link_person)


def begin(client: Client, size: int = len(BYTES), name: str = "1.01 ours.txt", **more: str) -> Any:
    headers = TUS | {"Upload-Length": str(size), "Upload-Metadata": f"filename {b64encode(name.encode()).decode()}"}
    return client.post(reverse("arriving_file_create"), headers=headers | more)


def piece(client: Client, address: str, content: bytes, offset: int, **more: str) -> Any:
    headers = TUS | {"Upload-Offset": str(offset)} | more
    return client.patch(address, content, content_type="application/offset+octet-stream", headers=headers)


def here(client: Client, address: str) -> int:
    return int(client.head(address, headers=TUS).headers["Upload-Offset"])


def sent(client: Client, content: bytes = BYTES, name: str = "1.01 ours.txt") -> str:
    """Whole; its number."""
    address = str(begin(client, len(content), name).headers["Location"])
    assert piece(client, address, content, 0).status_code == 204
    return address.split("/")[-2]


def test_pieces_come_one_behind_the_other(link: Client) -> None:
    address = begin(link).headers["Location"]
    assert piece(link, address, BYTES[:5000], 0).headers["Upload-Offset"] == "5000"
    assert here(link, address) == 5000
    assert piece(link, address, BYTES[9000:], 9000).status_code == 409
    assert piece(link, address, BYTES[:100], 0).status_code == 409
    assert piece(link, address, BYTES[5000:], 5000).status_code == 204
    file = ArrivingFile.objects.get()
    assert arriving.path_of(file).read_bytes() == BYTES
    assert file.name == "1.01 ours.txt"


def test_what_came_before_a_cut_counts(link: Client, cast: Cast) -> None:
    def cut() -> Iterator[bytes]:
        yield BYTES[:3000]
        raise ConnectionResetError

    address = begin(link).headers["Location"]
    with pytest.raises(ConnectionResetError):
        arriving.go_on(ArrivingFile.objects.get(), 0, cut())
    assert here(link, address) == 3000


def test_no_more_than_was_said_and_no_more_than_the_limit(link: Client, settings: Any) -> None:
    address = begin(link, 10).headers["Location"]
    assert piece(link, address, b"eleven byte", 0).status_code == 413
    assert here(link, address) <= 10
    settings.UPLOAD_MAX_BYTES = 100
    assert begin(link, 101).status_code == 413
    assert begin(link, 100).status_code == 201
    assert begin(link, 0).status_code == 400
    assert begin(link, **{"Upload-Length": "x"}).status_code == 400
    assert begin(link, 10, **{"Upload-Metadata": "filename ###"}).status_code == 400
    assert begin(link, **{"Tus-Resumable": "0.2.2"}).status_code == 412


def test_a_hostile_name_is_made_safe(link: Client) -> None:
    begin(link, 10, "../../etc/pass\x00wd\n.pdf")
    name = ArrivingFile.objects.get().name
    assert "/" not in name
    assert name.isprintable()


def test_nobody_reaches_anothers(cast: Cast, as_: As, link: Client) -> None:
    address = begin(link).headers["Location"]
    unknown = reverse("arriving_file", args=[uuid4()])
    other = as_(cast.contributor)
    for method in ("head", "delete"):
        asked, random = (getattr(other, method)(at, headers=TUS) for at in (address, unknown))
        assert (asked.status_code, asked.content) == (random.status_code, random.content) == (404, random.content)
    assert piece(other, address, BYTES, 0).status_code == 404
    assert here(link, address) == 0
    assert begin(as_(cast.lead)).status_code == 404
    assert begin(Client()).status_code in (302, 403)
    assert Client(enforce_csrf_checks=True).post(reverse("arriving_file_create"), headers=TUS).status_code != 201


def test_without_the_token_of_the_page_nothing_is_begun(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.link_person)
    assert begin(client).status_code == 403
    assert not ArrivingFile.objects.exists()


def test_two_at_once_do_not_mix(link: Client) -> None:
    address = begin(link).headers["Location"]
    arriving.folder()
    with open(arriving.path_of(ArrivingFile.objects.get()), "ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert piece(link, address, BYTES, 0).status_code == 423
    assert piece(link, address, BYTES, 0).status_code == 204


def test_a_full_disk_keeps_what_came(link: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "full")

    address = begin(link).headers["Location"]
    piece(link, address, BYTES[:100], 0)
    with monkeypatch.context() as patch:
        patch.setattr(arriving, "_write", full)
        assert piece(link, address, BYTES[100:], 100).status_code == 507
    assert here(link, address) == 100
    assert piece(link, address, BYTES[100:], 100).status_code == 204


def test_nobody_begins_without_end(link: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "AT_MOST", 2)
    assert [begin(link).status_code for _ in range(3)] == [201, 201, 429]


def test_a_form_takes_what_is_whole_once(cast: Cast, as_: As) -> None:
    inspection = giving.announced(cast)
    client, address = as_(cast.link_person), reverse("cafcass_annex", args=[inspection.ref])
    with giving.at_work():
        number, half = sent(client), begin(client, 10, "1.02 half.txt").headers["Location"].split("/")[-2]
        form = {"op": str(uuid4()), "arrived": [number, half, str(uuid4()), "nonsense"]}
        assert client.post(address, form).status_code == 302
        file = AnnexFile.objects.get()
        assert (file.upload.name, file.upload.size) == ("1.01 ours.txt", len(BYTES))
        assert file.upload.sha256 == hashlib.sha256(BYTES).hexdigest()
        # A double click sends the same once more, and finds the same.
        assert client.post(address, form).status_code == 302
        assert AnnexFile.objects.count() == 1
        run_queued()
        file.refresh_from_db()
        assert file.upload.available


def test_a_form_does_not_take_anothers(cast: Cast, as_: As) -> None:
    inspection = giving.announced(cast)
    with giving.at_work():
        number = sent(as_(cast.contributor))
        address = reverse("cafcass_annex", args=[inspection.ref])
        refused = as_(cast.link_person).post(address, {"op": str(uuid4()), "arrived": number})
    assert refused.status_code == 400
    assert not AnnexFile.objects.exists()


def test_what_nobody_took_is_swept(link: Client, cast: Cast) -> None:
    sent(link)
    path = arriving.path_of(ArrivingFile.objects.get())
    arriving.sweep()
    assert path.exists()
    with clock.moved_to(clock.now() + arriving.KEPT_FOR + timedelta(seconds=1)):
        arriving.sweep()
    assert not path.exists()
    assert not ArrivingFile.objects.exists()


def test_what_a_form_took_is_swept_soon(link: Client, cast: Cast) -> None:
    sent(link)
    ArrivingFile.objects.update(taken_at=clock.now())
    arriving.sweep()
    assert ArrivingFile.objects.exists()
    with clock.moved_to(clock.now() + arriving.KEPT_AFTER_TAKING + timedelta(seconds=1)):
        arriving.sweep()
    assert not ArrivingFile.objects.exists()


def test_the_one_who_sent_may_take_it_back(link: Client) -> None:
    address = begin(link).headers["Location"]
    piece(link, address, BYTES, 0)
    assert link.delete(address, headers=TUS).status_code == 204
    assert link.head(address, headers=TUS).status_code == 404
