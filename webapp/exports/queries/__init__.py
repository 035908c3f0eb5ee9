"""How each exported table is read."""

from webapp.exports.queries.annotations import ANNOTATION_ROWS
from webapp.exports.queries.articles import ARTICLE_ROWS
from webapp.exports.queries.claims import CLAIM_ROWS
from webapp.exports.queries.codebook import CODE_ROWS
from webapp.exports.queries.disputes import (
    ACCOUNT_ROWS,
    DISPUTE_ANSWER_ROWS,
    DISPUTE_CLAIM_ROWS,
    DISPUTE_ROWS,
)
from webapp.exports.queries.evidence import EVIDENCE_ROWS, VERDICT_ROWS
from webapp.exports.queries.query import Query, pages_of
from webapp.exports.queries.sources import SOURCE_ROWS

QUERIES = {
    query.table.name: query
    for query in (
        CLAIM_ROWS,
        ANNOTATION_ROWS,
        DISPUTE_ROWS,
        ACCOUNT_ROWS,
        DISPUTE_CLAIM_ROWS,
        DISPUTE_ANSWER_ROWS,
        EVIDENCE_ROWS,
        VERDICT_ROWS,
        ARTICLE_ROWS,
        SOURCE_ROWS,
        CODE_ROWS,
    )
}
"""By the names of their tables, in the order in which the page offers them."""

__all__ = ["QUERIES", "Query", "pages_of"]
