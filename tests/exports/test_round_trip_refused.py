"""What was changed on the way is refused in words, and then nothing comes back."""

from collections.abc import Callable

import pytest

from tests.exports.files import (
    Files,
    bundle,
    changed,
    files_of,
    records,
    restored,
    restored_into_full,
    row_counts,
    without_row,
    written,
)
from tests.making import make_article, make_member, make_project, make_source
from webapp.database import Database
from webapp.errors import Refusal
from webapp.tables.filling import NotEmpty

WRONG: dict[str, tuple[tuple[str, int, str, str], str]] = {
    "a day as a spreadsheet writes it": (
        ("articles", 2, "published_on", "16/08/2020"),
        "articles.csv, row 2: published_on is “16/08/2020”, and has to be a day, such as",
    ),
    "a text that was edited": (
        ("articles", 2, "text", "The government said so."),
        "articles.csv, row 2: the text is not the one that was exported",
    ),
    "no text": (("articles", 2, "text", ""), "articles.csv, row 2: text is empty."),
    "a title with nothing to see": (
        ("articles", 2, "title", "\u200b\u2800"),
        "articles.csv, row 2: title shows nothing.",
    ),
    "a source with nothing to see": (
        ("sources", 2, "name", "\u3164"),
        "sources.csv, row 2: name shows nothing.",
    ),
    "a question with nothing to see": (
        ("disputes", 2, "question", "\xad"),
        "disputes.csv, row 2: question shows nothing.",
    ),
    "an account with nothing to see": (
        ("accounts", 2, "statement", "\u0301"),
        "accounts.csv, row 2: statement shows nothing.",
    ),
    "an address that runs": (
        ("articles", 2, "url", "javascript:alert(1)"),
        "articles.csv, row 2: the url must start with http:// or https://.",
    ),
    "an article that is not there": (
        ("claims", 2, "article_id", "nowhere"),
        "claims.csv, row 2: article_id is nowhere, which is not in articles.csv.",
    ),
    "other words than the text has": (
        ("claims", 2, "content", "he was shot"),
        "claims.csv, row 2: content is “he was shot”, but at 27-80 the article says “he was kil",
    ),
    "places outside the text": (
        ("claims", 2, "cue_spans", "9000-9010"),
        "claims.csv, row 2: cue_spans: 9000-9010 is no part of a text of",
    ),
    "a place that is none": (
        ("claims", 2, "cue_spans", "from 15 to 26"),
        "claims.csv, row 2: cue_spans is “from 15 to 26”, and has to be half-open pairs",
    ),
    "a state that is none": (
        ("claims", 2, "claim_state", "maybe"),
        "claims.csv, row 2: claim_state is “maybe”, and has to be one of proposed, accepted",
    ),
    "a share that is none": (
        ("claims", 2, "confidence", "90 %"),
        "claims.csv, row 2: confidence is “90 %”, and has to be a number from 0 to 1",
    ),
    "a final tag that nobody submitted": (
        ("claims", 2, "stance", "deny"),
        "claims.csv, row 2: stance is “deny”, but from the other columns and tables it follows "
        "that it is “support”. Make them agree.",
    ),
    "an outlet that the article does not have": (
        ("claims", 2, "outlet", "PA Media"),
        "claims.csv, row 2: outlet is “PA Media”, but from the other columns",
    ),
    "a claim twice": (
        ("claims", 3, "claim_id", "claimdevice00000"),
        "claims.csv, row 3: claim_id claimdevice00000 stands in row 2 already.",
    ),
    "a number twice": (
        ("claims", 3, "claim_number", "1"),
        "claims.csv, row 3: claim_number 1 of this article stands in row 2.",
    ),
    "a code of no codebook": (
        ("annotations", 4, "value", "sure"),
        "annotations.csv, row 4: stance is “sure”, not in codebook.csv.",
    ),
    "a source that is not there": (
        ("annotations", 2, "value", "nobody"),
        "annotations.csv, row 2: source is “nobody”, not in sources.csv.",
    ),
    "rows of one answer that disagree": (
        ("annotations", 3, "note", "else"),
        "annotations.csv, row 3: note is not what row 2 says of the same annotation.",
    ),
    "nobody": (("annotations", 2, "annotator", ""), "annotations.csv, row 2: annotator is empty."),
    "a version of the codebook that is not there": (
        ("annotations", 2, "codebook_version", "9"),
        "annotations.csv, row 2: codebook_version is 9, which is not in codebook.csv.",
    ),
    "a field that is none": (
        ("codebook", 2, "field", "mood"),
        "codebook.csv, row 2: field is “mood”, and has to be one of source_type, stance",
    ),
    "versions that are mixed": (
        ("codebook", 3, "codebook_version", "3"),
        "codebook.csv, row 4: the rows of version 1 do not stand together.",
    ),
    "a merged dispute that is merged into none": (
        ("disputes", 3, "state", "merged"),
        "disputes.csv, row 3: a dispute is merged into another one, or it is not.",
    ),
    "a pair that only one side knows of": (
        ("accounts", 3, "compatible_with", ""),
        "accounts.csv, row 4: compatible_with names accounts of other disputes",
    ),
    "a merge that leads nowhere": (
        ("codebook", 9, "merged_into", "nowhere"),
        "codebook.csv, row 9: merged_into is “nowhere”: it has to lead from a retired code",
    ),
    "a merge into itself": (
        ("codebook", 9, "merged_into", "deny"),
        "codebook.csv, row 9: merged_into is “deny”: it has to lead from a retired code",
    ),
    "a number of two rounds": (
        ("rounds", 4, "number", "1"),
        "rounds.csv, row 4: another round has this number.",
    ),
    "a round of no project of ours": (
        ("claims", 2, "round_id", "nowhere"),
        "claims.csv, row 2: round_id is nowhere, which is not in rounds.csv.",
    ),
    "a lot that is none": (
        ("claims", 2, "held_out", "maybe"),
        "claims.csv, row 2: held_out is “maybe”, and has to be true or false.",
    ),
    "a comment on nothing": (
        ("comments", 2, "claim_id", "nowhere"),
        "comments.csv, row 2: claim_id is nowhere, which is not in claims.csv.",
    ),
    "somebody who is called twice": (
        ("comments", 2, "mentions", "calm-anna-0001|calm-anna-0001"),
        "comments.csv, row 2: mentions names somebody twice.",
    ),
    "a stance of no codebook": (
        ("dispute_claims", 2, "stance", "sure"),
        "dispute_claims.csv, row 2: stance is “sure”, not in the codebook.",
    ),
    "a stance that nobody gave": (
        ("dispute_claims", 2, "stance", "deny"),
        "dispute_claims.csv, row 2: stance is “deny”, but from the other columns and tables",
    ),
    "a confirmation without a time": (
        ("dispute_claims", 3, "confirmed_at", ""),
        "dispute_claims.csv, row 3: a stance that is adjudicated has a time of confirmation.",
    ),
    "a claim twice under an account": (
        ("dispute_claims", 4, "account_id", "accountdevice000"),
        "dispute_claims.csv, row 4: the claim stands under this account twice.",
    ),
    "an answer about another claim": (
        ("dispute_answers", 2, "annotation_id", "answeranna200000"),
        "dispute_answers.csv, row 2: the annotation is about another claim.",
    ),
    "a link that is none": (
        ("evidence", 2, "url", "javascript:alert(1)"),
        "evidence.csv, row 2: a link must start with http:// or https://.",
    ),
    "evidence for no account": (
        ("evidence", 2, "account_id", ""),
        "evidence.csv, row 2: only context can be about a whole dispute.",
    ),
    "rows of one verdict that disagree": (
        ("verdicts", 3, "rationale", "Else"),
        "verdicts.csv, row 3: this is not what another row says of the same verdict.",
    ),
    "a name twice": (
        ("sources", 3, "name", "In Otto’s draft"),
        "sources.csv, row 3: the name of row 2 stands here again.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_stored(database: Database, name: str) -> None:
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


def test_a_round_of_more_people_than_can_be_asked_is_refused(database: Database) -> None:
    # given
    files = files_of()
    rows = records(files["rounds"])
    annotator, left_at = (rows[0].index(column) for column in ("annotator", "left_at"))
    for number in range(9):
        more = list(rows[3])
        more[annotator], more[left_at] = f"calm-more-{number:04}", ""
        rows.append(more)
    before = row_counts(database)

    # when
    with pytest.raises(Refusal) as refusal:
        restored(database, {**files, "rounds": written(rows)})

    # then
    assert "a round has at most 9 people." in refusal.value.message
    assert row_counts(database) == before


def test_somebody_may_answer_a_claim_once(database: Database) -> None:
    # given
    rows = records(files_of()["annotations"])
    of_otto = rows[0].index("annotator")
    for row in rows[9:17]:
        row[of_otto] = "calm-anna-0001"

    # when
    with pytest.raises(Refusal) as refusal:
        restored(database, {**files_of(), "annotations": written(rows)})

    # then
    assert "annotations.csv, row 10: calm-anna-0001 answers the claim of row 2 again." in str(
        refusal.value
    )


def test_a_missing_row_is_named(database: Database) -> None:
    # when
    with pytest.raises(Refusal) as refusal:
        restored(database, without_row(files_of(), "annotations", 5))

    # then
    assert refusal.value.message == (
        "annotations.csv: the row of answeranna100000 dispute_status is missing."
    )


SHAPES: dict[str, tuple[Callable[[Files], Files], str]] = {
    "a table is missing": (
        lambda files: {name: files[name] for name in files if name != "sources"},
        "Exported tables come back all together, and sources.csv is missing.",
    ),
    "a table comes twice": (
        lambda files: {**files, "more": files["claims"]},
        "claims.csv and more.csv both hold claims.csv: send one of them.",
    ),
    "something else came along": (
        lambda files: {**files, "texts": b"text\nHe said so."},
        "texts.csv: this is no table that Counterclaim exported.",
    ),
    "a column is missing": (
        lambda files: {**files, "sources": files["sources"].replace(b"aliases", b"alias", 1)},
        "sources.csv, row 1: the column aliases is missing.",
    ),
    "a column is new": (
        lambda files: {**files, "sources": b'"mine",' + files["sources"]},
        "sources.csv, row 1: there is a column “mine” too many.",
    ),
    "a row is short": (
        lambda files: {**files, "sources": files["sources"] + b"one,two\r\n"},
        "sources.csv, row 6: it has 2 cells, the header 7. Correct the row.",
    ),
    "a quotation mark is open": (
        lambda files: {**files, "sources": files["sources"] + b'"one'},
        "sources.csv, line 6: a quotation mark is not closed",
    ),
    "another encoding": (
        lambda files: {**files, "sources": files["sources"].decode().encode("cp1251", "replace")},
        "is not UTF-8. A spreadsheet has to save it as “CSV UTF-8”.",
    ),
    "a NUL": (
        lambda files: {**files, "sources": files["sources"].replace(b"Belarus", b"Bel\0rus")},
        "sources.csv: there is a NUL character in it, which is no text.",
    ),
    "two tables are wrong": (
        lambda files: changed(
            changed(files, "claims", 2, "origin", "x"), "sources", 2, "created_at", "now"
        ),
        "09:30:00.000Z.\nclaims.csv, row 2: origin is “x”",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_files_of_another_shape_are_named(name: str) -> None:
    # given
    change, message = SHAPES[name]

    # when
    with pytest.raises(Refusal) as refusal:
        bundle(change(files_of()))

    # then
    assert message in refusal.value.message


@pytest.mark.parametrize("fill", ["article", "source"])
def test_a_project_that_is_not_empty_stays_as_it_is(database: Database, fill: str) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session, name="Full")
        if fill == "article":
            make_article(session, project)
        else:
            make_source(session, project)
    before = row_counts(database)

    # when
    with pytest.raises(NotEmpty):
        restored_into_full(database)

    # then
    assert row_counts(database) == before


def test_a_pseudonym_that_a_member_has_is_not_given_twice(database: Database) -> None:
    # given
    with database.transaction() as session:
        make_member(session, make_project(session, name="Full"), pseudonym="calm-anna-0001")

    # when
    with pytest.raises(Refusal) as refusal:
        restored_into_full(database)

    # then
    assert "a member of this project is called calm-anna-0001 already" in refusal.value.message


@pytest.mark.parametrize(
    "leads_to", ["articleundated00", "articlesecond000", "articlenowhere00"], ids=str
)
def test_a_copy_of_itself_of_a_copy_or_of_nothing_is_refused(
    database: Database, leads_to: str
) -> None:
    # given
    second_is_a_copy = changed(files_of(), "articles", 3, "copy_of", "articlefirst0000")

    # when / then
    with pytest.raises(Refusal, match=r"articles\.csv, row 4: copy_of"):
        restored(database, changed(second_is_a_copy, "articles", 4, "copy_of", leads_to))


@pytest.mark.parametrize("cell", ["5-3", "0-3|2-9", "0-9999", "10-12|0-3"])
def test_furniture_that_is_no_part_of_the_text_is_refused(database: Database, cell: str) -> None:
    with pytest.raises(Refusal, match=r"articles\.csv, row 2: furniture"):
        restored(database, changed(files_of(), "articles", 2, "furniture", cell))
