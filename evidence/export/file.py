"""The file: data, a readable page, what it is and how it is checked, and a manifest with the hash of each."""

import hashlib
import io
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from accounts import clock
from evidence import chain
from evidence.export import ABOUT, DATA, FORMAT, MANIFEST, PAGE, STYLE
from evidence.export.page import page_of
from evidence.export.rows import Row

# A zip says when each part was changed; the same content is to give the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
STYLESHEET = Path(settings.BASE_DIR) / "static" / "print" / "evidence_record.css"


def file_of(rows: list[Row], *, made_at: datetime, made_by: str) -> bytes:
    """The zip of these rows."""
    manifest = {
        "format": FORMAT,
        "inspection": rows[0]["ref"],
        "made_at": made_at,
        "made_by": made_by,
        "rows": dict(sorted(Counter(row["type"] for row in rows).items())),
        "last_chain": last_chain(rows),
    }
    parts = {
        DATA: b"".join(chain.canonical(row) + b"\n" for row in rows),
        PAGE: render_to_string("evidence/print/record.html", _context(rows, manifest)).encode(),
        STYLE: STYLESHEET.read_bytes(),
        ABOUT: render_to_string("evidence/print/about.txt", _context(rows, manifest)).encode(),
    }
    manifest["files"] = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(parts.items())}
    return _zipped({**parts, MANIFEST: chain.canonical(manifest)})


def last_chain(rows: list[Row]) -> str:
    """The chain value of the last revision, which holds all before it; that of none is zeros."""
    return next((row["chain"] for row in reversed(rows) if row["type"] == "revision"), chain.FIRST)


def _context(rows: list[Row], manifest: dict[str, Any]) -> dict[str, Any]:
    return {"manifest": manifest, "made_at": clock.london(manifest["made_at"]), **page_of(rows)}


def _zipped(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return kept.getvalue()
