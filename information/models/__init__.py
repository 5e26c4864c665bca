"""Tables of this room."""

from information.models.annex import AnnexDelegate, AnnexItem, AnnexRequest, AnnexStep, AnnexTitle
from information.models.annex_files import AnnexFile, AnnexReading

__all__ = [
    "AnnexDelegate",
    "AnnexFile",
    "AnnexItem",
    "AnnexReading",
    "AnnexRequest",
    "AnnexStep",
    "AnnexTitle",
]
