"""claims.csv: the claims with their words, and the tags that stand for them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from webapp.limits import LONGEST_CODE, LONGEST_FACT, LONGEST_TEXT
from webapp.models import Answer, Article, Claim, Codebook, Round, Span
from webapp.models.article import reading_key_of
from webapp.rules.claims import reading_order
from webapp.rules.proposals import span_values
from webapp.tables.bundles import TableBundle
from webapp.tables.cells import date_of, list_of, spans_of
from webapp.tables.claim_checks import check_claims, places_in, texts_in
from webapp.tables.claim_words import claims_around, counted_in, places_of, words_of
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    date_column,
    id_column,
    list_column,
    number_column,
    person_column,
    share_column,
    spans_column,
    text_column,
    time_column,
    truth_column,
)
from webapp.tables.exporting import TableExport
from webapp.tables.importing import ImportedRows, TableImport, add_children, add_rows
from webapp.tables.readers import Row
from webapp.tables.scope import (
    Scope,
    Viewer,
    articles_that_leave,
    final_tags_that_leave,
    suggestions_that_leave,
)
from webapp.vocabulary import AdjudicationReason, ClaimState, CodeField, FinalBy, Origin, SpanRole

STANCE_TARGET = "content"
"""What a stance is about while its claim is under no account."""
_Outer, _Older, _Merged = aliased(Claim), aliased(Claim), aliased(Claim)
_Read = aliased(Claim)
"""The claim again, where the reader may know what the engine suggests of it."""

CLAIMS = ExportedTable(
    name="claims",
    holds="One row per claim: proposals, what is not a claim, and what is unresolved, too.",
    key=("claim_id",),
    columns=(
        id_column("claim_id", "The claim.", Claim.public_id, is_needed=True),
        id_column(
            "article_id",
            "The article in which it stands.",
            Article.public_id,
            to="article_id",
            refers=("articles", "article_id"),
            is_needed=True,
        ),
        text_column("article_url", "The article’s address.", Article.url),
        text_column("outlet", "Who printed the article.", Article.outlet),
        date_column("published_on", "The day of the article’s publication.", Article.published_on),
        number_column(
            "claim_number",
            "Its id within its article, in the order in which claims were made; never given twice. "
            "Pages call a claim by its place in the text.",
            Claim.number,
            is_needed=True,
            least=1,
        ),
        list_column(
            "content",
            "What is attributed, piece by piece, as it is printed.",
            told=words_of(SpanRole.CONTENT),
        ),
        spans_column(
            "content_spans",
            "Where the pieces of the content stand.",
            told=places_of(SpanRole.CONTENT),
        ),
        list_column(
            "cue", "The words that attribute, such as “said”.", told=words_of(SpanRole.CUE)
        ),
        spans_column("cue_spans", "Where the cue stands.", told=places_of(SpanRole.CUE)),
        list_column(
            "source_text",
            "The words that name the source in the text.",
            told=words_of(SpanRole.SOURCE),
        ),
        spans_column("source_spans", "Where those words stand.", told=places_of(SpanRole.SOURCE)),
        list_column(
            "source_name",
            "Final: who says it, by the names of the register.",
            told=lambda _, claim: claim.source_names,
        ),
        code_column(
            "source_type",
            "Final: what kind of source it is.",
            Answer.source_type,
            told=counted_in(CodeField.SOURCE_TYPE),
        ),
        code_column(
            "source_role",
            "Final: as what the source speaks.",
            Answer.source_role,
            told=counted_in(CodeField.SOURCE_ROLE),
        ),
        code_column(
            "source_naming",
            "Final: whether the text names the source.",
            Answer.source_naming,
            told=counted_in(CodeField.SOURCE_NAMING),
        ),
        list_column(
            "via_source",
            "The words for who relays it, as the engine reads.",
            _Read.via_source,
            told=lambda via, _: [words for _, _, words in via or ()],
        ),
        spans_column(
            "via_spans",
            "Where those words stand.",
            _Read.via_source,
            told=lambda via, _: [(start, end) for start, end, _ in via or ()],
        ),
        code_column(
            "quote_form",
            "Final: direct, indirect or mixed quotation.",
            Answer.quote_form,
            told=counted_in(CodeField.QUOTE_FORM),
        ),
        code_column(
            "stance",
            "Final: where the source stands to the target.",
            Answer.stance,
            told=counted_in(CodeField.STANCE),
        ),
        id_column(
            "stance_target",
            "What the stance is about: “content”, the claim as it is worded, or an account’s id.",
            Answer.stance,
            told=lambda stance, _: STANCE_TARGET if stance else "",
        ),
        code_column(
            "certainty",
            "Final: how certain the source is, not the coder.",
            Answer.certainty,
            told=counted_in(CodeField.CERTAINTY),
        ),
        code_column(
            "dispute_status",
            "Final: what the collected record shows.",
            Answer.dispute_status,
            told=counted_in(CodeField.DISPUTE_STATUS),
        ),
        list_column(
            "dispute_ids",
            "The disputes in which it stands under an account.",
            told=lambda _, claim: sorted(claim.dispute_ids),
            refers=("disputes", "dispute_id"),
        ),
        code_column(
            "final_by",
            "How the final tags came about. With no submission, or while submissions differ, "
            "the claim is unresolved and the columns marked “Final” are empty; so it is, until the "
            "claim is settled, for a reader who may not see others’ tags before.",
            Claim.final_by,
            follows=True,
            told=lambda by, claim: by if claim.sees_final else FinalBy.UNRESOLVED.value,
            values=FinalBy,
            is_needed=True,
        ),
        number_column(
            "annotator_count",
            "How many submissions stand, of those that the reader sees.",
            told=lambda _, claim: claim.submissions.annotator_count,
            is_needed=True,
        ),
        share_column(
            "agreement",
            "Of all pairs of submitted answers, over the source and the seven fields of the "
            "codebook, how many are equal; empty where fewer than two are submitted, and until the "
            "claim is settled for readers who see only their own answers.",
            told=lambda _, claim: claim.agreement,
            came_with="adjudications",
        ),
        person_column(
            "adjudicator",
            "Who settled it by hand.",
            told=lambda _, claim: claim.settled.user_id,
            came_with="adjudications",
        ),
        time_column(
            "adjudicated_at",
            "When it was settled by hand.",
            told=lambda _, claim: claim.settled.at,
            came_with="adjudications",
        ),
        code_column(
            "reason",
            "Why the annotators differed, where it was settled by hand.",
            told=lambda _, claim: claim.settled.reason,
            values=AdjudicationReason,
            came_with="adjudications",
        ),
        text_column(
            "note",
            "Final: the note of the earliest of the equal submissions.",
            Answer.note,
        ),
        number_column(
            "codebook_version",
            "Final: the codebook’s version of that submission.",
            Codebook.number,
            refers=("codebook", "codebook_version"),
        ),
        time_column(
            "updated_at",
            "When the claim or a submission about it last changed, or it was settled by hand.",
            Claim.updated_at,
            told=lambda own, claim: max(own, claim.submissions.changed_at, claim.settled.at),
            is_needed=True,
        ),
        text_column(
            "text_sha256",
            "SHA-256 of the text that the spans count.",
            Article.text_sha256,
            is_needed=True,
        ),
        code_column(
            "claim_state",
            "What people made of the split.",
            Claim.state,
            values=ClaimState,
            is_needed=True,
        ),
        code_column("origin", "Who found it.", Claim.origin, values=Origin, is_needed=True),
        share_column(
            "confidence",
            "How often people mark such proposals; engine’s alone. Of a claim that is held out, "
            "this and all that the engine suggests is empty until it is settled, but for managers.",
            _Read.confidence,
            to="confidence",
        ),
        text_column(
            "proposed_source",
            "Who says it as the engine reads it: a proposal.",
            _Read.proposed_source_name,
            to="proposed_source_name",
            longest=LONGEST_TEXT,
        ),
        code_column(
            "suggested_stance",
            "The engine’s suggestion; nobody answered it.",
            _Read.suggested_stance,
            to="suggested_stance",
            longest=LONGEST_CODE,
        ),
        code_column(
            "suggested_quote_form",
            "The engine’s suggestion; nobody answered it.",
            _Read.suggested_quote_form,
            to="suggested_quote_form",
            longest=LONGEST_CODE,
        ),
        id_column(
            "nested_in",
            "The claim in whose content it stands, as the engine reads it.",
            _Outer.public_id,
            to="nested_in_id",
            refers=("claims", "claim_id"),
        ),
        text_column(
            "engine_version",
            "The engine that proposed it.",
            Claim.engine_version,
            longest=LONGEST_FACT,
        ),
        id_column(
            "supersedes",
            "The claim whose place it took when tagged words were corrected; count the newer one.",
            _Older.public_id,
            to="supersedes_id",
            refers=("claims", "claim_id"),
        ),
        id_column(
            "merged_into",
            "The claim that took its content when two were merged.",
            _Merged.public_id,
            to="merged_into_id",
            refers=("claims", "claim_id"),
        ),
        time_column(
            "created_at", "When it was proposed or drawn.", Claim.created_at, is_needed=True
        ),
        time_column(
            "withdrawn_at",
            "Since when its article is out of the work; empty while it is in it. Count no others.",
            Article.withdrawn_at,
            follows=True,
            is_later=True,
        ),
        truth_column(
            "held_out",
            "Whether it was drawn to be shown without suggestions; empty where no lot was drawn.",
            Claim.is_held_out,
            is_later=True,
        ),
        id_column(
            "round_id",
            "The calibration round in which it is; empty for most.",
            Round.public_id,
            to="round_id",
            refers=("rounds", "round_id"),
            is_later=True,
        ),
        share_column(
            "name_confidence",
            "How often names that the engine reached so are right; empty where it names nobody.",
            _Read.name_confidence,
            to="name_confidence",
            is_later=True,
        ),
    ),
)


def _rows(scope: Scope, viewer: Viewer) -> Select[Any]:
    is_final = and_(Claim.final_answer_id == Answer.id, *final_tags_that_leave(viewer))
    return (
        select(Claim.id)
        .join(Claim.article)
        .outerjoin(_Read, and_(_Read.id == Claim.id, *suggestions_that_leave(viewer)))
        .outerjoin(_Outer, _Read.nested_in_id == _Outer.id)
        .outerjoin(_Older, Claim.supersedes_id == _Older.id)
        .outerjoin(_Merged, Claim.merged_into_id == _Merged.id)
        .outerjoin(Claim.round)
        .outerjoin(Answer, is_final)
        .outerjoin(Answer.codebook)
        .where(Claim.project_id == scope.project_id, *articles_that_leave(scope))
        .order_by(*reading_order())
    )


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    """Every claim at its place, with the words that stand there; its final tags follow."""
    rows, texts, keys = bundle.rows_of("claims"), texts_in(bundle), _reading_keys(bundle)

    def besides(row: Row) -> dict[str, Any]:
        return {**_besides(row), "reading_key": keys[row["article_id"]]}

    add_rows(session, imported, CLAIMS, Claim, rows, besides)
    spans = [
        {**values, "claim_id": imported.keys["claims"][row["claim_id"]], "created_at": imported.now}
        for row in rows
        for values in span_values(texts[row["article_id"]], places_in(row))
    ]
    add_children(session, Span, spans)


def _reading_keys(bundle: TableBundle) -> dict[str, str]:
    return {
        row["article_id"]: reading_key_of(date_of(row["published_on"]), row["article_id"])
        for row in bundle.rows_of("articles")
    }


def _besides(row: Row) -> dict[str, Any]:
    via = zip(spans_of(row["via_spans"]), list_of(row["via_source"]), strict=True)
    return {
        "first_offset": min(place.start for places in places_in(row).values() for place in places),
        "via_source": [[start, end, words] for (start, end), words in via],
        "proposed_source_name": row["proposed_source"] or None,
    }


CLAIMS_EXPORT = TableExport(
    table=CLAIMS, id=Claim.id, key=Claim.article_id, rows=_rows, around=claims_around
)
CLAIMS_IMPORT = TableImport(table=CLAIMS, check=check_claims, bring=_bring)
