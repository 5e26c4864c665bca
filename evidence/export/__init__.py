"""The whole evidence record of an inspection as one file, and the check that such a file is what it says it is."""

JOB_KIND = "evidence_export"
DATA, PAGE, STYLE = "record.jsonl", "record.html", "record.css"
ABOUT, MANIFEST = "README.txt", "manifest.json"
FORMAT = "evidence-record-1"
