"""The columns of claims.csv."""

from __future__ import annotations

from webapp.limits import LONGEST_CODE, LONGEST_FACT, LONGEST_TEXT
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.vocabulary import ClaimState, FinalBy, Origin

LATER = " Empty until disputes and adjudication bring it."

CLAIMS = ExportedTable(
    name="claims",
    holds="One row per claim: proposals, what is not a claim, and what is unresolved, too.",
    key=("claim_id",),
    signs=frozenset({"claim_id", "final_by"}),
    columns=(
        ExportedColumn("claim_id", ColumnKind.ID, "The claim.", is_needed=True),
        ExportedColumn(
            "article_id",
            ColumnKind.ID,
            "The article in which it stands.",
            refers=("articles", "article_id"),
            is_needed=True,
        ),
        ExportedColumn("article_url", ColumnKind.TEXT, "The article’s address."),
        ExportedColumn("outlet", ColumnKind.TEXT, "Who printed the article."),
        ExportedColumn("published_on", ColumnKind.DATE, "The day of the article’s publication."),
        ExportedColumn(
            "claim_number",
            ColumnKind.WHOLE,
            "What people call it within its article.",
            is_needed=True,
            least=1,
        ),
        ExportedColumn(
            "content", ColumnKind.LIST, "What is attributed, piece by piece, as it is printed."
        ),
        ExportedColumn("content_spans", ColumnKind.SPANS, "Where the pieces of the content stand."),
        ExportedColumn("cue", ColumnKind.LIST, "The words that attribute, such as “said”."),
        ExportedColumn("cue_spans", ColumnKind.SPANS, "Where the cue stands."),
        ExportedColumn(
            "source_text", ColumnKind.LIST, "The words that name the source in the text."
        ),
        ExportedColumn("source_spans", ColumnKind.SPANS, "Where those words stand."),
        ExportedColumn(
            "source_name", ColumnKind.LIST, "Final: who says it, by the names of the register."
        ),
        ExportedColumn("source_type", ColumnKind.CODE, "Final: what kind of source it is."),
        ExportedColumn("source_role", ColumnKind.CODE, "Final: as what the source speaks."),
        ExportedColumn(
            "source_naming", ColumnKind.CODE, "Final: whether the text names the source."
        ),
        ExportedColumn(
            "via_source", ColumnKind.LIST, "The words for who relays it, as the engine reads."
        ),
        ExportedColumn("via_spans", ColumnKind.SPANS, "Where those words stand."),
        ExportedColumn(
            "quote_form", ColumnKind.CODE, "Final: direct, indirect or mixed quotation."
        ),
        ExportedColumn("stance", ColumnKind.CODE, "Final: where the source stands to the target."),
        ExportedColumn(
            "stance_target",
            ColumnKind.ID,
            "What the stance is about: “content”, the claim as it is worded, or an account’s id.",
        ),
        ExportedColumn(
            "certainty", ColumnKind.CODE, "Final: how certain the source is, not the coder."
        ),
        ExportedColumn(
            "dispute_status", ColumnKind.CODE, "Final: what the collected record shows."
        ),
        ExportedColumn(
            "dispute_ids",
            ColumnKind.LIST,
            "The disputes in which it stands under an account.",
            refers=("disputes", "dispute_id"),
        ),
        ExportedColumn(
            "final_by",
            ColumnKind.CODE,
            "How the final tags came about. With no submission, or while submissions differ, "
            "the claim is unresolved and the columns marked “Final” are empty; so it is for a "
            "reader who sees nobody’s tags but their own.",
            FinalBy,
            is_needed=True,
        ),
        ExportedColumn(
            "annotator_count",
            ColumnKind.WHOLE,
            "How many submissions stand, of those that the reader sees.",
            is_needed=True,
        ),
        ExportedColumn("agreement", ColumnKind.SHARE, "How far the annotators agree." + LATER),
        ExportedColumn("adjudicator", ColumnKind.PERSON, "Who settled it." + LATER),
        ExportedColumn("adjudicated_at", ColumnKind.TIME, "When it was settled." + LATER),
        ExportedColumn("reason", ColumnKind.CODE, "Why the annotators differed." + LATER),
        ExportedColumn(
            "note", ColumnKind.TEXT, "Final: the note of the earliest of the equal submissions."
        ),
        ExportedColumn(
            "codebook_version",
            ColumnKind.WHOLE,
            "Final: the codebook’s version of that submission.",
            refers=("codebook", "codebook_version"),
        ),
        ExportedColumn(
            "updated_at",
            ColumnKind.TIME,
            "When the claim or a submission about it last changed.",
            is_needed=True,
        ),
        ExportedColumn(
            "text_sha256",
            ColumnKind.TEXT,
            "SHA-256 of the text that the spans count.",
            is_needed=True,
        ),
        ExportedColumn(
            "claim_state",
            ColumnKind.CODE,
            "What people made of the split.",
            ClaimState,
            is_needed=True,
        ),
        ExportedColumn("origin", ColumnKind.CODE, "Who found it.", Origin, is_needed=True),
        ExportedColumn(
            "confidence", ColumnKind.SHARE, "How often people mark such proposals; engine’s alone."
        ),
        ExportedColumn(
            "proposed_source",
            ColumnKind.TEXT,
            "Who says it as the engine reads it: a proposal.",
            longest=LONGEST_TEXT,
        ),
        ExportedColumn(
            "suggested_stance",
            ColumnKind.CODE,
            "The engine’s suggestion; nobody answered it.",
            longest=LONGEST_CODE,
        ),
        ExportedColumn(
            "suggested_quote_form",
            ColumnKind.CODE,
            "The engine’s suggestion; nobody answered it.",
            longest=LONGEST_CODE,
        ),
        ExportedColumn(
            "nested_in",
            ColumnKind.ID,
            "The claim in whose content it stands, as the engine reads it.",
            refers=("claims", "claim_id"),
        ),
        ExportedColumn(
            "engine_version", ColumnKind.TEXT, "The engine that proposed it.", longest=LONGEST_FACT
        ),
        ExportedColumn(
            "supersedes",
            ColumnKind.ID,
            "The claim whose place it took when tagged words were corrected; count the newer one.",
            refers=("claims", "claim_id"),
        ),
        ExportedColumn(
            "merged_into",
            ColumnKind.ID,
            "The claim that took its content when two were merged.",
            refers=("claims", "claim_id"),
        ),
        ExportedColumn(
            "created_at", ColumnKind.TIME, "When it was proposed or drawn.", is_needed=True
        ),
    ),
)
