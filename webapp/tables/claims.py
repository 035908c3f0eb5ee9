"""The columns of claims.csv."""

from __future__ import annotations

from webapp.limits import LONGEST_CODE, LONGEST_FACT, LONGEST_TEXT
from webapp.tables.columns import Column, Kind, Table
from webapp.vocabulary import ClaimState, FinalBy, Origin

LATER = " Empty until disputes and adjudication bring it."

CLAIMS = Table(
    name="claims",
    holds="One row per claim: proposals, what is not a claim, and what is unresolved, too.",
    key=("claim_id",),
    signs=frozenset({"claim_id", "final_by"}),
    columns=(
        Column("claim_id", Kind.ID, "The claim.", is_needed=True),
        Column(
            "article_id",
            Kind.ID,
            "The article in which it stands.",
            refers=("articles", "article_id"),
            is_needed=True,
        ),
        Column("article_url", Kind.TEXT, "The article’s address."),
        Column("outlet", Kind.TEXT, "Who printed the article."),
        Column("published_on", Kind.DATE, "The day of the article’s publication."),
        Column(
            "claim_number",
            Kind.WHOLE,
            "What people call it within its article.",
            is_needed=True,
            least=1,
        ),
        Column("content", Kind.LIST, "What is attributed, piece by piece, as it is printed."),
        Column("content_spans", Kind.SPANS, "Where the pieces of the content stand."),
        Column("cue", Kind.LIST, "The words that attribute, such as “said”."),
        Column("cue_spans", Kind.SPANS, "Where the cue stands."),
        Column("source_text", Kind.LIST, "The words that name the source in the text."),
        Column("source_spans", Kind.SPANS, "Where those words stand."),
        Column("source_name", Kind.LIST, "Final: who says it, by the names of the register."),
        Column("source_type", Kind.CODE, "Final: what kind of source it is."),
        Column("source_role", Kind.CODE, "Final: as what the source speaks."),
        Column("source_naming", Kind.CODE, "Final: whether the text names the source."),
        Column("via_source", Kind.LIST, "The words for who relays it, as the engine reads."),
        Column("via_spans", Kind.SPANS, "Where those words stand."),
        Column("quote_form", Kind.CODE, "Final: direct, indirect or mixed quotation."),
        Column("stance", Kind.CODE, "Final: where the source stands to the target."),
        Column(
            "stance_target",
            Kind.ID,
            "What the stance is about: “content”, the claim as it is worded, or an account’s id.",
        ),
        Column("certainty", Kind.CODE, "Final: how certain the source is, not the coder."),
        Column("dispute_status", Kind.CODE, "Final: what the collected record shows."),
        Column(
            "dispute_ids",
            Kind.LIST,
            "The disputes in which it stands under an account.",
            refers=("disputes", "dispute_id"),
        ),
        Column(
            "final_by",
            Kind.CODE,
            "How the final tags came about. With no submission, or while submissions differ, "
            "the claim is unresolved and the columns marked “Final” are empty; so it is for a "
            "reader who sees nobody’s tags but their own.",
            FinalBy,
            is_needed=True,
        ),
        Column(
            "annotator_count",
            Kind.WHOLE,
            "How many submissions stand, of those that the reader sees.",
            is_needed=True,
        ),
        Column("agreement", Kind.SHARE, "How far the annotators agree." + LATER),
        Column("adjudicator", Kind.PERSON, "Who settled it." + LATER),
        Column("adjudicated_at", Kind.TIME, "When it was settled." + LATER),
        Column("reason", Kind.CODE, "Why the annotators differed." + LATER),
        Column("note", Kind.TEXT, "Final: the note of the earliest of the equal submissions."),
        Column(
            "codebook_version",
            Kind.WHOLE,
            "Final: the codebook’s version of that submission.",
            refers=("codebook", "codebook_version"),
        ),
        Column(
            "updated_at",
            Kind.TIME,
            "When the claim or a submission about it last changed.",
            is_needed=True,
        ),
        Column(
            "text_sha256", Kind.TEXT, "SHA-256 of the text that the spans count.", is_needed=True
        ),
        Column(
            "claim_state", Kind.CODE, "What people made of the split.", ClaimState, is_needed=True
        ),
        Column("origin", Kind.CODE, "Who found it.", Origin, is_needed=True),
        Column("confidence", Kind.SHARE, "How often people mark such proposals; engine’s alone."),
        Column(
            "proposed_source",
            Kind.TEXT,
            "Who says it as the engine reads it: a proposal.",
            longest=LONGEST_TEXT,
        ),
        Column(
            "suggested_stance",
            Kind.CODE,
            "The engine’s suggestion; nobody answered it.",
            longest=LONGEST_CODE,
        ),
        Column(
            "suggested_quote_form",
            Kind.CODE,
            "The engine’s suggestion; nobody answered it.",
            longest=LONGEST_CODE,
        ),
        Column(
            "nested_in",
            Kind.ID,
            "The claim in whose content it stands, as the engine reads it.",
            refers=("claims", "claim_id"),
        ),
        Column("engine_version", Kind.TEXT, "The engine that proposed it.", longest=LONGEST_FACT),
        Column(
            "supersedes",
            Kind.ID,
            "The claim whose place it took when tagged words were corrected; count the newer one.",
            refers=("claims", "claim_id"),
        ),
        Column(
            "merged_into",
            Kind.ID,
            "The claim that took its content when two were merged.",
            refers=("claims", "claim_id"),
        ),
        Column("created_at", Kind.TIME, "When it was proposed or drawn.", is_needed=True),
    ),
)
