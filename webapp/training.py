"""Training a model of one's own: from a project's checked articles, from files, or from both."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from webapp.attribution.training.options import TrainingOptions
from webapp.errors import Refusal
from webapp.models import Article, Claim, Project
from webapp.rules.articles import is_in_work
from webapp.rules.claims import is_current
from webapp.vocabulary import ClaimState, SpanRole

FEWEST_TEXTS = 20
"""Fewer annotated texts teach nothing, and prove less."""


class NeedsMore(Refusal):
    """What training runs on is not installed, or there is too little to learn from."""


class Worse(Refusal):
    """The new model does worse than the one that is shipped."""


def checked_articles(session: Session, project: Project) -> list[dict[str, Any]]:
    """Every article whose split people have checked to its end, as the scorer reads it.

    An article with a proposal left is left out: what nobody looked at proves nothing. Replaced
    claims are not part of the answer; those that are no claims are not either.
    """
    open_claim = select(Claim.id).where(
        Claim.article_id == Article.id, Claim.state == ClaimState.PROPOSED, *is_current()
    )
    articles = session.scalars(
        select(Article)
        .where(Article.project_id == project.id, *is_in_work(), ~open_claim.exists())
        .order_by(Article.id)
    ).all()
    rows = [_row(session, article) for article in articles]
    return [row for row in rows if row["attributions"]]


def _row(session: Session, article: Article) -> dict[str, Any]:
    claims = session.scalars(
        select(Claim)
        .where(Claim.article_id == article.id, Claim.state == ClaimState.ACCEPTED, *is_current())
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
    """Teach a model from gold and write it; gives lines that compare it with the one shipped.

    They are compared on the texts held out, or on one in ten where none are given. Refuses where
    there is too little to learn from, and where the model does worse.
    """
    if len(rows) < FEWEST_TEXTS:
        raise NeedsMore(
            f"There are {len(rows)} fully checked texts; training needs {FEWEST_TEXTS}. "
            "Accept or refuse the last proposals of more articles, or name files of gold."
        )
    run = _run()
    learnt, held = (rows, held) if held else run.parted(rows)
    outcome = run.train(learnt, held, wish, report)
    yield f"{len(learnt)} texts learnt from, {len(held)} held out; F1 there, before and after:"
    for name, before in outcome.before.measures.items():
        after = outcome.after.measures[name]
        yield f"  {name:8} {100 * before.f1:5.1f} {100 * after.f1:5.1f}"
    if outcome.is_worse:
        raise Worse("The new model does worse than the one that is shipped.")
    yield f"The model is in {wish.folder}. COUNTERCLAIM_MODEL={wish.folder} makes use of it."


def _run() -> Any:
    """The part that needs the extra `training`; refuses in words where that is missing."""
    try:
        return importlib.import_module("webapp.attribution.training.run")
    except ModuleNotFoundError as missing:
        raise NeedsMore(
            f"Training needs {missing.name}: pip install 'counterclaim[training]' brings it."
        ) from missing
