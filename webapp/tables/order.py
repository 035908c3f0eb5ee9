"""Every table that leaves a project, in the orders in which rows come back and pages offer them."""

from __future__ import annotations

from webapp.tables.accounts import ACCOUNTS_EXPORT, ACCOUNTS_IMPORT
from webapp.tables.adjudications import ADJUDICATIONS_EXPORT, ADJUDICATIONS_IMPORT
from webapp.tables.annotations import ANNOTATIONS_EXPORT, ANNOTATIONS_IMPORT
from webapp.tables.articles import ARTICLES_EXPORT, ARTICLES_IMPORT
from webapp.tables.claims import CLAIMS_EXPORT, CLAIMS_IMPORT
from webapp.tables.codebook import CODEBOOK_EXPORT, CODEBOOK_IMPORT
from webapp.tables.comments import COMMENTS_EXPORT, COMMENTS_IMPORT
from webapp.tables.dispute_answers import DISPUTE_ANSWERS_EXPORT, DISPUTE_ANSWERS_IMPORT
from webapp.tables.dispute_claims import DISPUTE_CLAIMS_EXPORT, DISPUTE_CLAIMS_IMPORT
from webapp.tables.disputes import DISPUTES_EXPORT, DISPUTES_IMPORT
from webapp.tables.evidence import EVIDENCE_EXPORT, EVIDENCE_IMPORT
from webapp.tables.rounds import ROUNDS_EXPORT, ROUNDS_IMPORT
from webapp.tables.sources import SOURCES_EXPORT, SOURCES_IMPORT
from webapp.tables.verdicts import VERDICTS_EXPORT, VERDICTS_IMPORT

IMPORTS = (
    CODEBOOK_IMPORT,
    SOURCES_IMPORT,
    ARTICLES_IMPORT,
    ROUNDS_IMPORT,
    CLAIMS_IMPORT,
    ANNOTATIONS_IMPORT,
    ADJUDICATIONS_IMPORT,
    DISPUTES_IMPORT,
    ACCOUNTS_IMPORT,
    DISPUTE_CLAIMS_IMPORT,
    DISPUTE_ANSWERS_IMPORT,
    EVIDENCE_IMPORT,
    VERDICTS_IMPORT,
    COMMENTS_IMPORT,
)
"""In the order in which the rows of one name those of another."""
EXPORTS = {
    one.table.name: one
    for one in (
        CLAIMS_EXPORT,
        ANNOTATIONS_EXPORT,
        ADJUDICATIONS_EXPORT,
        ROUNDS_EXPORT,
        DISPUTES_EXPORT,
        ACCOUNTS_EXPORT,
        DISPUTE_CLAIMS_EXPORT,
        DISPUTE_ANSWERS_EXPORT,
        EVIDENCE_EXPORT,
        VERDICTS_EXPORT,
        COMMENTS_EXPORT,
        ARTICLES_EXPORT,
        SOURCES_EXPORT,
        CODEBOOK_EXPORT,
    )
}
"""By the names of their tables, in the order in which the page offers them."""
TABLES = tuple(one.table for one in IMPORTS)
BY_NAME = {table.name: table for table in TABLES}
