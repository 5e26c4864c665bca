"""The names under which PDFs are asked for: the same content at the same stage has one name, and so one file. Pure."""

from datetime import date

JOB_KIND = "report_pdf"


def rendering_key(report_id: int, stage: str, sha256: str, embargo_until: date | None) -> str:
    return f"{report_id}:{stage}:{sha256}:{embargo_until.isoformat() if embargo_until else 'none'}"


def job_key(key: str) -> str:
    return f"{JOB_KIND}:{key}"
