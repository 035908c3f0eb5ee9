"""The registry says all of every kind, and nothing speaks of kinds and actions but the enums."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect

import webapp
from webapp.journal.articles import KEPT
from webapp.journal.history import OTHERS
from webapp.journal.kind import Kind
from webapp.journal.registry import KINDS, SUBJECTS
from webapp.journal.values import NEVER_KEPT
from webapp.models import Article
from webapp.rules.actions import Action, ObjectKind

WEBAPP = Path(webapp.__file__).parent
LEFT_OUT = {
    ObjectKind.ARTICLE: set(inspect(Article).columns.keys()) - NEVER_KEPT - KEPT,
    ObjectKind.CLAIM: {
        *("first_offset", "reading_key", "is_current", "search_text", "folded_sources"),
        "ordinal",
        *("final_by", "final_answer_id", "annotator_count"),
        *("final_source_type", "final_source_naming"),
        *("is_settled", "settled_at", "needs_adjudication", "difference_count"),
        *("is_held_out", "round_id", "asked_in_round"),
        *("complete_on", "adjudicated_on"),
    },
    ObjectKind.DISPUTE: {"folded_question"},
    ObjectKind.ANNOTATION: {
        *("kind", "claim_id", "claim_standing", "is_open", "user_id", "created_at"),
    },
    ObjectKind.ADJUDICATION: {"kind", "claim_id", "claim_standing", "is_open", "created_at"},
    ObjectKind.SOURCE: {"created_by_id", "created_at", "shared_at", "folded_name"},
}
"""Columns that no undo brings back; another one has to be decided upon here and in its kind."""
NOT_TOLD = {
    *(ObjectKind.DISMISSAL, ObjectKind.ARTICLE, ObjectKind.ASSIGNMENT),
}
"""What nobody sees, and what has no page of its history."""
WITHOUT_A_PAGE = {
    *(ObjectKind.ANNOTATION, ObjectKind.ADJUDICATION, ObjectKind.COMMENT),
    *(ObjectKind.ARTICLE, ObjectKind.ASSIGNMENT),
}
"""What people say of a claim is told with it; articles in the activity."""


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind)
def test_every_kind_of_rows_has_all_its_entries(kind: Kind) -> None:
    # when
    kept = {f"{one.name}_id" if one.leads_to else one.name for one in kind.fields}

    # then
    columns = set(inspect(kind.model).columns.keys()) - NEVER_KEPT
    assert kind.kind == (inspect(kind.model).polymorphic_identity or kind.model.__tablename__)
    assert kept == columns - LEFT_OUT.get(kind.kind, set())
    assert (kind.parts is None) == (kind.write_parts is None)
    assert (kind.told is None) == (kind.kind in NOT_TOLD)
    assert (kind.within is None) == (kind.subject != ObjectKind.DISPUTE)
    assert kind.subject in SUBJECTS


def test_every_thing_with_a_history_tells_it() -> None:
    # then
    assert OTHERS.keys() == SUBJECTS.keys() - WITHOUT_A_PAGE
    for subject in SUBJECTS.values():
        assert subject.kind in KINDS
        assert {kind for kind in subject.tells if KINDS[kind].told is None} == set()


def bare_words() -> Iterator[str]:
    """Places where the program writes out what an enum of the history has a name for."""
    actions, kinds = set(Action), set(ObjectKind)
    for path in sorted(WEBAPP.rglob("*.py")):
        if path == WEBAPP / "rules" / "actions.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for word in _words_in(node):
                if (word in actions and " " in word) or word in kinds:
                    yield f"{path.relative_to(WEBAPP)}:{getattr(node, 'lineno', 0)} {word}"


def _words_in(node: ast.AST) -> Iterator[str]:
    """Strings that are an action, are given as a kind, or are compared with one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in set(Action):
        yield node.value if " " in node.value else ""
    if isinstance(node, ast.keyword) and node.arg in ("object_kind", "action"):
        yield from _constants(node.value)
    if isinstance(node, ast.Compare) and "object_kind" in ast.unparse(node):
        yield from _constants(node)


def _constants(node: ast.AST) -> Iterator[str]:
    found = (one for one in ast.walk(node) if isinstance(one, ast.Constant))
    yield from (one.value for one in found if isinstance(one.value, str))


def test_no_kind_and_no_action_is_a_bare_string() -> None:
    # when / then
    assert list(bare_words()) == []
