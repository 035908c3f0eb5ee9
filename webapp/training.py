"""Training a model of one's own: from a project's checked articles, from files, or from both."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from webapp.attribution.training.options import TrainingOptions
from webapp.errors import Refusal
from webapp.models import Article, Claim, Project
from webapp.rules.claims import is_current
from webapp.rules.learning import FEWEST_JUDGED, FEWEST_TEXTS, is_checked
from webapp.vocabulary import ClaimState, SpanRole

FEWEST_HELD = 2
"""Texts held out that prove anything."""
REPORT = "report.txt"
"""What is kept beside a model: how it did, before and after."""


class NeedsMore(Refusal):
    """What training runs on is not installed, or there is too little to learn from."""


class Worse(Refusal):
    """The new model does worse than the one before."""


def checked_articles(session: Session, project: Project) -> list[dict[str, Any]]:
    """Every article whose split people have checked to its end, as the scorer reads it.

    An article with a proposal left is left out: what nobody looked at proves nothing. Replaced
    claims are not part of the answer; those that are no claims are not either.
    """
    articles = session.scalars(
        select(Article).where(Article.project_id == project.id, *is_checked()).order_by(Article.id)
    ).all()
    rows = [_row(session, article) for article in articles]
    return [row for row in rows if row["attributions"]]


def _row(session: Session, article: Article) -> dict[str, Any]:
    """The article's claims but for those that stand inside another: models learn the outer ones."""
    outer = aliased(Claim)
    is_outer = or_(outer.id.is_(None), outer.state != ClaimState.ACCEPTED)
    claims = session.scalars(
        select(Claim)
        .outerjoin(outer, Claim.nested_in_id == outer.id)
        .where(Claim.article_id == article.id, Claim.state == ClaimState.ACCEPTED, *is_current())
        .where(is_outer)
        .order_by(Claim.first_offset, Claim.id)
        .options(selectinload(Claim.spans))
    )
    return {
        "id": article.public_id,
        "text": article.text,
        "attributions": [
            {str(role): [list(span) for span in claim.spans_of(role)] for role in SpanRole}
            for claim in claims
        ],
    }


def train(
    rows: Sequence[dict[str, Any]],
    held: Sequence[dict[str, Any]],
    wish: TrainingOptions,
    report: Callable[[str], None],
) -> Iterator[str]:
    """Teach a model from gold and write it; gives lines that compare it with the one before.

    They are compared on the texts held out, or on some of these where none are given. The lines are
    kept beside the model. Refuses where there is too little to learn from, and where the model does
    worse.
    """
    claims = sum(len(row["attributions"]) for row in rows)
    if len(rows) < FEWEST_TEXTS or claims < FEWEST_JUDGED:
        raise NeedsMore(
            f"There are {len(rows)} fully checked texts with {claims} claims; training needs "
            f"{FEWEST_TEXTS} with {FEWEST_JUDGED}. Accept or refuse the last proposals of more "
            "articles, or name files of gold."
        )
    run = _run()
    learnt, held = (rows, held) if held else run.parted(rows)
    if len(held) < FEWEST_HELD:
        raise NeedsMore(
            f"By lot {len(held)} of the {len(rows)} texts would be held out, and one proves "
            "nothing. Check more articles, or name texts with --held-out."
        )
    outcome = run.train(learnt, held, wish, report)
    lines = [
        f"{len(learnt)} texts learnt from, {len(held)} held out; F1 there, before and after:",
        *_measures(outcome),
        *_kinds(outcome),
    ]
    yield from lines
    if outcome.is_worse:
        raise Worse("The new model does worse than the one before.")
    (wish.folder / REPORT).write_text("\n".join(lines) + "\n", "utf-8")


def _measures(outcome: Any) -> Iterator[str]:
    for name, before in outcome.before.measures.items():
        after = outcome.after.measures[name]
        yield f"  {name:8} {100 * before.f1:5.1f} {100 * after.f1:5.1f}"


def _kinds(outcome: Any) -> Iterator[str]:
    """What became of each kind of claim; one claim is of several kinds."""
    yield "Claims there by kind: how many, and usable as proposed before and after:"
    for kind in outcome.kinds:
        figures = f"{kind.claims:5} {kind.before:5} {kind.after:5}"
        yield f"  {kind.name:30}{figures}  {kind.verdict}"


def _run() -> Any:
    """The part that needs the extra `training`; refuses in words where that is missing."""
    try:
        return importlib.import_module("webapp.attribution.training.run")
    except ModuleNotFoundError as missing:
        raise NeedsMore(
            f"Training needs {missing.name}: pip install 'counterclaim[training]' brings it."
        ) from missing
