"""Annex A, further requests, what Cafcass offers late, lines of enquiry and reading."""
