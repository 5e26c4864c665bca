"""Tables of this room."""

from information.models.annex import AnnexDelegate, AnnexItem, AnnexRequest, AnnexStep, AnnexTitle
from information.models.annex_files import AnnexFile, AnnexReading
from information.models.further import AdditionalOffer, FurtherRequest, RequestFile, RequestReply
from information.models.notification import (
    CallSheet,
    IncidentEntry,
    PreparationMark,
    WellbeingContact,
    WellbeingSteps,
)

__all__ = [
    "AdditionalOffer",
    "AnnexDelegate",
    "AnnexFile",
    "AnnexItem",
    "AnnexReading",
    "AnnexRequest",
    "AnnexStep",
    "AnnexTitle",
    "CallSheet",
    "FurtherRequest",
    "IncidentEntry",
    "PreparationMark",
    "RequestFile",
    "RequestReply",
    "WellbeingContact",
    "WellbeingSteps",
]
