"""What a file is, judged by its bytes: on the list of kinds, the kind its name says, nothing active, no bomb. Pure.

This is no virus scan (that is files/scanning.py). It does not run or render anything, and misses a file that is two
kinds at once. A file is given as a map of its bytes on the disk, so that a large one is never whole in memory.
Text inside compressed streams of a PDF is read up to a limit. docs/uploads.md says it in full.
"""

import io
import mmap
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, cast

import magic
from PIL import Image, UnidentifiedImageError

# Bytes, or a file's bytes mapped: slices of it are bytes.
Bytes = bytes | mmap.mmap

PACKED_MOST_BYTES = 500 * 1024 * 1024
PACKED_MOST_FILES = 10_000
PACKED_MOST_RATIO = 200
# Below this a ratio says nothing: an empty sheet packs very well.
SMALL = 10 * 1024 * 1024
# A reader unpacks four bytes for each dot.
PICTURE_MOST_DOTS = 150_000_000
TOO_MANY_DOTS = "The picture would unpack to far more than it seems to hold. Send it smaller, or as a PDF."
WORD = re.compile(rb"\S+")
PDF_READ_MOST = 64 * 1024 * 1024
# What a browser or reader would run, fetch or unpack by itself.
PDF_ACTS = ("JavaScript", "Launch", "EmbeddedFile", "RichMedia", "SubmitForm", "ImportData", "GoToR", "GoToE")
# So short that packed bytes spell them by chance: looked for outside the streams only.
PDF_SHORT = ("JS", "XFA")


def _spelled(*names: str) -> re.Pattern[bytes]:
    """A PDF name in every spelling: each character may stand as its number, so that /J#53 is /JS."""
    either = ("|".join("".join(f"(?:{c}|#(?i:{ord(c):02x}))" for c in name) for name in names)).encode()
    return re.compile(rb"/(" + either + rb")(?![A-Za-z0-9#])")


PDF_ACTIVE, PDF_ACTIVE_SHORT = _spelled(*PDF_ACTS), _spelled(*PDF_SHORT)
PDF_LOCKED, PDF_PACKED = _spelled("Encrypt"), _spelled("ObjStm")
PDF_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
BEGIN, END = b"stream", b"endstream"
# How far before a stream its own dictionary is looked for.
HEAD = 300
# A directory entry of an old Office file is UTF-16.
OLE_MACROS = tuple(word.encode("utf-16-le") for word in ("_VBA_PROJECT", "Macros", "VBA"))
OLE_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Finding:
    """What a check found: a reason to hold the file ("" for none), what it is, how many pages and words it has."""

    held: str = ""
    content_type: str = ""
    pages: int | None = None
    words: int | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of file on the list: how people call it, what it is served as, how its bytes must look."""

    label: str
    content_type: str
    looks: tuple[str, ...]
    look_inside: Callable[[Bytes], Finding]


def by_content(name: str, content: Bytes) -> Finding:
    """The finding about one file; every fault of a damaged file is a reason to hold it."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = KINDS.get(ending)
    if not content:
        return Finding("The file is empty.")
    if kind is None:
        said = (
            f"Files ending in “.{ending}” are not taken." if ending else "The name has no ending that says what it is."
        )
        return Finding(f"{said} {TAKEN}")
    found = magic.from_buffer(content[:1_000_000], mime=True)
    if found not in kind.looks:
        return Finding(f"The name says {kind.label}, but the content is something else ({found}).")
    inside = kind.look_inside(content)
    return Finding(inside.held, kind.content_type, inside.pages, inside.words)


def _pdf(content: Bytes) -> Finding:
    unpacked = list(_unpacked(content))
    texts: list[Bytes] = [content, *unpacked]
    if PDF_LOCKED.search(content):
        return Finding("The PDF is locked with a password, so it cannot be checked.")
    acts = [found for text in texts if (found := PDF_ACTIVE.search(text))]
    acts += [found for text in unpacked if (found := PDF_ACTIVE_SHORT.search(text))]
    acts += [found for at, ends in _outside(content) if (found := PDF_ACTIVE_SHORT.search(content, at, ends))]
    if acts:
        return Finding(f"The PDF holds something that acts or is packed inside it ({acts[0][1].decode()}).")
    return Finding(pages=sum(len(PDF_PAGE.findall(text)) for text in texts) or None)


def _unpacked(content: Bytes) -> Iterator[bytes]:
    """The packed streams of a PDF that hold objects, each and all together up to a limit."""
    left = PDF_READ_MOST
    for head, packed in _streams(content):
        if not PDF_PACKED.search(head) or left <= 0:
            continue
        try:
            text = zlib.decompressobj().decompress(packed, left)
        except zlib.error:
            continue
        left -= len(text)
        yield text


def _streams(content: Bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands before each stream, and the stream."""
    for begins, ends in _spans(content):
        body = content[begins + len(BEGIN) : ends]
        yield content[max(0, begins - HEAD) : begins], body.removeprefix(b"\r").removeprefix(b"\n")


def _spans(content: Bytes) -> Iterator[tuple[int, int]]:
    """Where each stream begins and ends. Every byte is passed once, however the file is built."""
    at = 0
    while (begins := content.find(BEGIN, at)) >= 0:
        ends = content.find(END, begins + len(BEGIN))
        if ends < 0:
            return
        yield begins, ends
        at = ends + len(END)


def _outside(content: Bytes) -> Iterator[tuple[int, int]]:
    """Where everything but the bodies of the streams begins and ends."""
    at = 0
    for begins, ends in _spans(content):
        yield at, begins
        at = ends
    yield at, len(content)


def _text(content: Bytes) -> Finding:
    return Finding(words=sum(1 for _ in WORD.finditer(content)))


def _picture(content: Bytes) -> Finding:
    """Only the head is read; nothing is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(_file(content)) as picture:
                wide, high = picture.size
    except Image.DecompressionBombError:
        return Finding(TOO_MANY_DOTS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return Finding("The picture is damaged: it cannot be opened.")
    if wide * high > PICTURE_MOST_DOTS:
        return Finding(TOO_MANY_DOTS)
    return Finding(pages=1)


def _old_office(content: Bytes) -> Finding:
    if content.find(OLE_LOCKED) >= 0:
        return Finding("The file is locked with a password, so it cannot be checked.")
    if any(content.find(word) >= 0 for word in OLE_MACROS):
        return Finding("The file holds macros. Save it without them, or as a PDF.")
    return Finding()


def _packed(*must_hold: str) -> Callable[[Bytes], Finding]:
    """A check of a packed office file: it holds what its kind must, no macros, and is no bomb."""

    def look(content: Bytes) -> Finding:
        try:
            entries = zipfile.ZipFile(_file(content)).infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            return Finding("The file is damaged: it cannot be opened.")
        return _bomb(entries, len(content)) or _contents([entry.filename for entry in entries], must_hold)

    return look


def _file(content: Bytes) -> IO[bytes]:
    """The bytes to be read like a file, without a copy of a map."""
    if isinstance(content, bytes):
        return io.BytesIO(content)
    content.seek(0)
    return cast(IO[bytes], content)


def _bomb(entries: list[zipfile.ZipInfo], size: int) -> Finding | None:
    total = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        return Finding("The file is locked with a password, so it cannot be checked.")
    if total > PACKED_MOST_BYTES or len(entries) > PACKED_MOST_FILES:
        return Finding("The file would unpack to far more than it seems to hold.")
    if total > SMALL and total > size * PACKED_MOST_RATIO:
        return Finding("The file would unpack to far more than it seems to hold.")
    return None


def _contents(names: list[str], must_hold: tuple[str, ...]) -> Finding:
    lower = [name.lower() for name in names]
    if any("vbaproject" in name or name.startswith("basic/") for name in lower):
        return Finding("The file holds macros. Save it without them, or as a PDF.")
    if any(name.rsplit("/", 1)[-1].startswith("oleobject") or "/embeddings/" in name for name in lower):
        return Finding("The file holds another file inside it. Send that one by itself.")
    if not all(any(name.startswith(part) for name in lower) for part in must_hold):
        return Finding("The file is not the kind of document that its name says.")
    return Finding()


ZIPPED = ("application/zip", "application/octet-stream")
OLE = ("application/CDFV2", "application/x-ole-storage", "application/vnd.ms-office")
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"


def _new_office(label: str, kind: str, folder: str) -> Kind:
    return Kind(label, f"{OFFICE}.{kind}", (f"{OFFICE}.{kind}", *ZIPPED), _packed("[content_types].xml", folder))


def _open_office(label: str, kind: str) -> Kind:
    return Kind(label, f"{OPEN}.{kind}", (f"{OPEN}.{kind}", *ZIPPED), _packed("mimetype", "content.xml"))


_TEXTS = ("text/plain", "text/csv", "application/csv")
_JPEG = Kind("JPEG picture", "image/jpeg", ("image/jpeg",), _picture)
KINDS = {
    "pdf": Kind("PDF", "application/pdf", ("application/pdf",), _pdf),
    "docx": _new_office("Word document", "wordprocessingml.document", "word/"),
    "xlsx": _new_office("Excel workbook", "spreadsheetml.sheet", "xl/"),
    "pptx": _new_office("PowerPoint presentation", "presentationml.presentation", "ppt/"),
    "odt": _open_office("OpenDocument text", "text"),
    "ods": _open_office("OpenDocument sheet", "spreadsheet"),
    "odp": _open_office("OpenDocument presentation", "presentation"),
    "doc": Kind("Word document", "application/msword", ("application/msword", *OLE), _old_office),
    "xls": Kind("Excel workbook", "application/vnd.ms-excel", ("application/vnd.ms-excel", *OLE), _old_office),
    "ppt": Kind(
        "PowerPoint presentation", "application/vnd.ms-powerpoint", ("application/vnd.ms-powerpoint", *OLE), _old_office
    ),
    "txt": Kind("plain text", "text/plain; charset=utf-8", _TEXTS, _text),
    "csv": Kind("table as CSV", "text/csv; charset=utf-8", _TEXTS, _text),
    "png": Kind("PNG picture", "image/png", ("image/png",), _picture),
    "jpg": _JPEG,
    "jpeg": _JPEG,
}
TAKEN = "Taken are PDF, Word, Excel, PowerPoint, OpenDocument, plain text, CSV, PNG and JPEG."
