"""Where stored files lie when the storage is a folder: written aside, flushed to the disk, then named in one step."""

import os
import secrets
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

UNFINISHED = ".part"


class PrivateFolder(FileSystemStorage):
    """A folder that only the product reads. A name holds the whole file or does not exist, whenever power fails."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = target.with_name(f"{target.name}.{secrets.token_hex(4)}{UNFINISHED}")
        try:
            _write(aside, content)
            # A hard link, unlike a rename, refuses to replace a file that is there.
            os.link(aside, target)
        finally:
            aside.unlink(missing_ok=True)
        _flush_folder(target.parent)
        return name

    def url(self, name: str | None) -> str:
        """Refuses: a stored file has no address of its own, it is sent by a view that asks who may read it."""
        raise ValueError("A stored file has no address of its own.")


def _write(path: Path, content: "File[bytes]") -> None:
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as target:
        for chunk in content.chunks():
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
