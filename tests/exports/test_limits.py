"""Tables that come back obey the limits of the forms, and no row of them leads in a circle."""

from itertools import pairwise

import pytest
from sqlalchemy import select

from tests.exports.files import (
    Files,
    bundle,
    changed,
    files_of,
    records,
    restored,
    row_counts,
    written,
)
from webapp.database import Database
from webapp.errors import Refusal
from webapp.models import Source
from webapp.rules.source_names import canonical
from webapp.tables.columns import ColumnKind, ExportedColumn
from webapp.tables.order import TABLES

WRONG: dict[str, tuple[tuple[str, int, str, str], str]] = {
    "a source that was merged into itself": (
        ("sources", 3, "merged_into", "sourcemerged0000"),
        "sources.csv, row 3: merged_into is the row itself.",
    ),
    "sources that were merged in a circle": (
        ("sources", 4, "merged_into", "sourcemerged0000"),
        "sources.csv, row 3: merged_into leads in a circle, back to this row.",
    ),
    "a dispute that was merged into itself": (
        ("disputes", 2, "merged_into", "disputewho000000"),
        "disputes.csv, row 2: merged_into is the row itself.",
    ),
    "an article that corrects itself": (
        ("articles", 2, "supersedes", "articlefirst0000"),
        "articles.csv, row 2: supersedes is the row itself.",
    ),
    "articles that correct one another": (
        ("articles", 2, "supersedes", "articlesecond000"),
        "articles.csv, row 2: supersedes leads in a circle, back to this row.",
    ),
    "claims that stand in one another": (
        ("claims", 3, "nested_in", "claimmerged00000"),
        "claims.csv, row 3: nested_in leads in a circle, back to this row.",
    ),
    "claims that take one another's place": (
        ("claims", 2, "supersedes", "claimsucceeds000"),
        "claims.csv, row 2: supersedes leads in a circle, back to this row.",
    ),
    "claims that were merged in a circle": (
        ("claims", 3, "merged_into", "claimmerged00000"),
        "claims.csv, row 3: merged_into leads in a circle, back to this row.",
    ),
    "a claim in the words of another article": (
        ("claims", 2, "nested_in", "claimnever000000"),
        "claims.csv, row 2: nested_in leads to a row with another article_id.",
    ),
    "a claim merged into one of another article": (
        ("claims", 2, "merged_into", "claimnever000000"),
        "claims.csv, row 2: merged_into leads to a row with another article_id.",
    ),
    "a claim in the place of one of another article": (
        ("claims", 2, "supersedes", "claimundated0000"),
        "claims.csv, row 2: supersedes leads to a row with another article_id.",
    ),
    "a title that no form takes": (
        ("articles", 2, "title", "a" * 3_000_000),
        "articles.csv, row 2: title has 3,000,000 characters, and may have 1,000.",
    ),
    "a title that shows nothing": (
        ("articles", 2, "title", " "),
        "articles.csv, row 2: title shows nothing.",
    ),
    "a name that shows nothing": (
        ("sources", 3, "name", "\u200b\u00ad"),
        "sources.csv, row 3: name shows nothing.",
    ),
    "another name that shows nothing": (
        ("sources", 4, "aliases", "Minsk|\u2060"),
        "sources.csv, row 4: aliases shows nothing.",
    ),
    "a name with a control character": (
        ("sources", 3, "name", "State\x1b[31m"),
        "sources.csv, row 3: name has a control character in it.",
    ),
    "one long name among others": (
        ("sources", 4, "aliases", "Minsk|" + "a" * 201),
        "sources.csv, row 4: aliases has 201 characters, and may have 200.",
    ),
    "names without an end": (
        ("sources", 4, "aliases", "|".join(map(str, range(1_001)))),
        "sources.csv, row 4: aliases has 1,001 values, and may have 1,000.",
    ),
    "a type of no codebook": (
        ("sources", 3, "source_type", "ghost"),
        "sources.csv, row 3: source_type is “ghost”, not in codebook.csv.",
    ),
    "an id that is another page": (
        ("articles", 3, "article_id", "import"),
        "articles.csv, row 3: article_id is “import”, and has to be 16 random letters",
    ),
    "an id that is no address": (
        ("sources", 2, "source_id", ".."),
        "sources.csv, row 2: source_id is “..”, and has to be 16 random letters and digits",
    ),
    "a language that is none": (
        ("articles", 2, "language", "bel_by"),
        "articles.csv, row 2: language is “bel_by”, and has to be a code such as en",
    ),
    "a time before all time": (
        ("articles", 2, "created_at", "0001-01-01T00:00:00.000Z"),
        "articles.csv, row 2: created_at is “0001-01-01T00:00:00.000Z”, and has to be a moment",
    ),
    "a claim without a number": (
        ("claims", 2, "claim_number", "0"),
        "claims.csv, row 2: claim_number is 0, and has to be 1 at least.",
    ),
    "an account without a number": (
        ("accounts", 2, "account_number", "0"),
        "accounts.csv, row 2: account_number is 0, and has to be 1 at least.",
    ),
    "pieces without an end": (
        ("claims", 2, "content_spans", "|".join(["0-1"] * 1_001)),
        "claims.csv, row 2: content_spans has 1,001 values, and may have 1,000.",
    ),
    "more sources than an answer has": (
        ("annotations", 2, "value", "|".join(["sourcegovernment"] * 5)),
        "annotations.csv, row 2: value has 5 values, and may have 4.",
    ),
    "a pseudonym without an end": (
        ("evidence", 2, "added_by", "a" * 200),
        "evidence.csv, row 2: added_by has 200 characters, and may have 163.",
    ),
    "a link to nowhere": (
        ("evidence", 2, "archived_url", "https://"),
        "evidence.csv, row 2: a link must start with http:// or https://.",
    ),
    "a check without its day": (
        ("evidence", 2, "checked_on", ""),
        "evidence.csv, row 2: somebody checked it, and checked_on is empty.",
    ),
    "a confirmation of nothing": (
        ("dispute_claims", 3, "stance", ""),
        "dispute_claims.csv, row 3: it is confirmed, and stance is empty.",
    ),
    "a verdict on another dispute": (
        ("verdicts", 2, "dispute_id", "disputewho000000"),
        "verdicts.csv, row 2: the verdict names rows of another dispute.",
    ),
    "two verdicts of one revision": (
        ("verdicts", 4, "revision", "1"),
        "verdicts.csv, row 4: another verdict of the dispute has this revision.",
    ),
    "a code that is none": (
        ("codebook", 2, "value", "no code"),
        "codebook.csv, row 2: value has to be a code such as some_word",
    ),
    "a definition without an end": (
        ("codebook", 2, "definition", "a" * 1_001),
        "codebook.csv, row 2: definition may have 1,000 characters.",
    ),
}
FOLLOWS = (
    "article_url outlet content cue source_text source_name via_source note source_type "
    "source_role source_naming quote_form stance certainty dispute_status reason"
)
"""Columns of claims.csv that are compared with what the other tables say."""
ELSEWHERE = {
    ("articles", "text"),  # in bytes
    ("claims", "text_sha256"),
    ("codebook", "field"),
    ("annotations", "value"),  # a code of the codebook or a source
    ("annotations", "certainty"),
    ("adjudications", "value"),
    ("dispute_claims", "stance"),
    ("dispute_claims", "confirmed_stance"),
    ("dispute_answers", "stance"),
}
"""Columns whose cells are looked up, or measured in another way."""


@pytest.mark.parametrize("name", WRONG)
def test_what_no_form_takes_is_named_and_nothing_is_stored(database: Database, name: str) -> None:
    # given
    (table, row, column, cell), message = WRONG[name]
    files = changed(files_of(), table, row, column, cell)
    before = row_counts(database)

    # when
    with pytest.raises(Refusal) as refusal:
        restored(database, files)

    # then
    assert message in refusal.value.message
    assert row_counts(database) == before


def with_submission(files: Files, column: str) -> Files:
    """The files with one cell of a whole answer emptied."""
    rows = records(files["annotations"])
    place = rows[0].index(column)
    for row in rows[1:]:
        row[place] = "" if row[0] == "answeranna100000" else row[place]
    return {**files, "annotations": written(rows)}


@pytest.mark.parametrize("column", ["submitted_at", "codebook_version"])
def test_a_submission_has_its_time_and_its_codebook(column: str) -> None:
    # when
    with pytest.raises(Refusal) as refusal:
        bundle(with_submission(files_of(), column))

    # then
    words = f"annotations.csv, row 2: the answer is submitted, and {column} is empty."
    assert words in refusal.value.message


def chain_of(files: Files, length: int) -> Files:
    """As many sources, each merged into the next."""
    rows = records(files["sources"])
    last = dict(zip(rows[0], rows[4], strict=True))
    ids = [f"{number:016}" for number in range(length)] + [last["source_id"]]
    links = [
        {**last, "source_id": one, "name": one, "merged_into": other}
        for one, other in pairwise(ids)
    ]
    return {**files, "sources": written(rows + [list(link.values()) for link in links])}


def test_a_long_chain_of_merges_is_walked_to_its_end(database: Database) -> None:
    # when
    restored(database, chain_of(files_of(), 1_000))

    # then
    with database.reading() as session:
        first = session.scalars(select(Source).where(Source.name == f"{0:016}")).one()
        assert canonical(session, first).name == "Ёлка, his partner"


def test_a_chain_that_is_too_long_is_refused() -> None:
    # when
    with pytest.raises(Refusal) as refusal:
        bundle(chain_of(files_of(), 1_001))

    # then
    assert "merged_into leads on over more than 1,000 rows." in refusal.value.message


COLUMNS = [
    pytest.param(table.name, column, id=f"{table.name} {column.name}")
    for table in TABLES
    for column in table.columns
    if column.kind in (ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.LIST)
]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_of_words_has_a_limit(table: str, column: ExportedColumn) -> None:
    limits = (column.longest, column.values, column.refers, (table, column.name) in ELSEWHERE)
    assert any(limits) or (table == "claims" and column.name in FOLLOWS.split())


def test_a_codebook_that_no_form_could_send_is_refused() -> None:
    # given
    rows = records(files_of()["codebook"])
    last = rows[-2]  # the guideline follows it
    more = [
        [last[0], last[1], f"code_{number}", *last[3:7], "", *last[8:]] for number in range(300)
    ]

    # when
    with pytest.raises(Refusal) as refusal:
        bundle({**files_of(), "codebook": written(rows + more)})

    # then
    assert "codebook.csv, row 7: version 2 may have 300 codes." in refusal.value.message
