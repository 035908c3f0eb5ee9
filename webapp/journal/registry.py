"""Every kind of rows that the journal keeps, and every thing with a history of its own."""

from __future__ import annotations

from webapp.journal.adjudications import ADJUDICATION, ADJUDICATIONS
from webapp.journal.articles import ARTICLE, ARTICLES
from webapp.journal.assignments import ASSIGNMENT, ASSIGNMENTS
from webapp.journal.claims import CLAIM, CLAIMS
from webapp.journal.comments import COMMENT, COMMENTS
from webapp.journal.disputes import (
    ACCOUNTS,
    DISMISSALS,
    DISPUTE,
    DISPUTES,
    EVIDENCE,
    PLACEMENTS,
    VERDICTS,
)
from webapp.journal.sources import SOURCE, SOURCES
from webapp.journal.tags import ANNOTATION, ANNOTATIONS

KINDS = {
    one.kind: one
    for one in (
        ARTICLES,
        CLAIMS,
        ANNOTATIONS,
        ADJUDICATIONS,
        COMMENTS,
        SOURCES,
        DISPUTES,
        ACCOUNTS,
        EVIDENCE,
        PLACEMENTS,
        VERDICTS,
        DISMISSALS,
        ASSIGNMENTS,
    )
}
"""Those first to which others point."""
SUBJECTS = {
    one.kind: one
    for one in (
        *(ARTICLE, CLAIM, ANNOTATION, ADJUDICATION, COMMENT),
        *(SOURCE, DISPUTE, ASSIGNMENT),
    )
}
