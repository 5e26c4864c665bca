"""Tables of this room."""

from information.models.annex import AnnexDelegate, AnnexItem, AnnexRequest, AnnexStep, AnnexTitle
from information.models.annex_files import AnnexFile, AnnexReading
from information.models.notification import (
    CallSheet,
    IncidentEntry,
    PreparationMark,
    WellbeingContact,
    WellbeingSteps,
)

__all__ = [
    "AnnexDelegate",
    "AnnexFile",
    "AnnexItem",
    "AnnexReading",
    "AnnexRequest",
    "AnnexStep",
    "AnnexTitle",
    "CallSheet",
    "IncidentEntry",
    "PreparationMark",
    "WellbeingContact",
    "WellbeingSteps",
]
