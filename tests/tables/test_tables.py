"""Names and order of columns are a promise: whoever changes them changes this test."""

import pytest

from webapp.tables.columns import ExportedTable
from webapp.tables.order import BY_NAME, TABLES
from webapp.tables.signs import exported_table_or_none

COLUMNS = {
    "codebook": "codebook_version field value label definition status since_version key created_at "
    "is_required merged_into",
    "sources": "source_id name source_type aliases merged_into created_at shared_at",
    "articles": "article_id title is_title_ours outlet published_on url language is_sensitive "
    "supersedes word_count text_sha256 engine_version last_claim_number created_at text "
    "furniture copy_of withdrawn_at withdrawn_because",
    "claims": "claim_id article_id article_url outlet published_on claim_number content "
    "content_spans cue cue_spans source_text source_spans source_name source_type source_role "
    "source_naming via_source via_spans quote_form stance stance_target certainty dispute_status "
    "dispute_ids final_by annotator_count agreement adjudicator adjudicated_at reason note "
    "codebook_version updated_at text_sha256 claim_state origin confidence proposed_source "
    "suggested_stance suggested_quote_form nested_in engine_version supersedes "
    "merged_into created_at withdrawn_at held_out round_id name_confidence",
    "annotations": "annotation_id claim_id annotator field value certainty note status_reason "
    "state skipped_reason created_at updated_at submitted_at codebook_version newest_article_id "
    "reopened_because",
    "adjudications": "adjudication_id claim_id adjudicator field value note status_reason reason "
    "state created_at updated_at submitted_at codebook_version newest_article_id reopened_because",
    "rounds": "round_id number name note codebook_version seed annotator left_at started_by "
    "started_at closed_by closed_at",
    "disputes": "dispute_id question type state summary merged_into opened_by opened_at "
    "resolved_at",
    "accounts": "account_id dispute_id account_number statement compatible_with created_by "
    "created_at",
    "dispute_claims": "placement_id dispute_id account_id claim_id stance stance_final_by "
    "position confirmed_by confirmed_at placed_by placed_at confirmed_stance",
    "dispute_answers": "placement_id annotation_id stance_target stance answered_at",
    "evidence": "evidence_id dispute_id account_id url archived_url quote medium bearing "
    "checked_by checked_on added_by added_at",
    "verdicts": "verdict_id dispute_id revision account_id rating rationale evidence_ids set_by "
    "set_at",
    "comments": "comment_id claim_id author text mentions created_at edited_at resolved_by "
    "resolved_at",
}


def test_columns_have_their_names_and_their_order() -> None:
    assert {table.name: " ".join(table.header) for table in TABLES} == COLUMNS


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_known_by_its_columns_in_any_order(table: ExportedTable) -> None:
    assert BY_NAME[exported_table_or_none(reversed(table.header)) or ""] is table


def test_other_columns_are_no_table_of_ours() -> None:
    assert exported_table_or_none(["text", "title", "claim_id"]) is None


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_says_what_it_means_and_the_key_is_among_them(table: ExportedTable) -> None:
    assert all(column.meaning.endswith(".") for column in table.columns)
    assert set(table.key) <= set(table.header)
    assert len(set(table.header)) == len(table.header)
