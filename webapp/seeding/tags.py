"""What the demo's annotators have answered, and its adjudicator, as people do it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from webapp.adjudication.queries.answers import claim_to_settle_or_none, digest_of, version_of
from webapp.adjudication.services.settling import settle_claim
from webapp.annotations.queries.claims import claim_to_tag_or_none, words_digest
from webapp.annotations.services.tagging import submit
from webapp.claims.services.judging import mark_not_a_claim
from webapp.claims.services.spans import add_claim, edit_spans, places_of
from webapp.models import Article, Claim, Membership
from webapp.rules.source_names import source_named_or_none
from webapp.rules.tags import SeenVersion, Tags
from webapp.seeding.folder import seeds_folder
from webapp.seeding.words import (
    DescribedWords,
    Places,
    article_named,
    claim_on_or_none,
    places_of_words,
)
from webapp.sources.services.editing import add_alias
from webapp.vocabulary import AdjudicationReason, CodeField

Annotators = Mapping[str, Membership]
"""Those who answer, by the names under which the file speaks of them."""


@dataclass(frozen=True)
class Checked:
    """A claim as it stands once its split is checked, and what is answered about it."""

    claim: Claim
    answers: tuple[Mapping[str, Any], ...]
    settled: Mapping[str, Any] | None


def check_splits(
    session: Session, annotators: Annotators, articles: Mapping[str, Article]
) -> list[Checked]:
    """Every described claim, mended, or added where it was missed; what is none is marked."""
    checked = []
    taken: set[int] = set()
    for row in _file()["claim"]:
        claim = _as_described(session, annotators[row["checked_by"]], row, articles, taken)
        taken.add(claim.id)
        checked.append(Checked(claim, tuple(row["tags"]), row.get("settled")))
    for row in _file()["not_a_claim"]:
        article, places = _place(row, articles)
        claim_or_none = claim_on_or_none(session, article, places, taken)
        if claim_or_none is not None:
            by = annotators[row["checked_by"]]
            mark_not_a_claim(session, by, claim=claim_or_none, version=claim_or_none.version)
    return checked


def seed_tags(session: Session, annotators: Annotators, checked: list[Checked]) -> None:
    """The answers of each annotator, submitted; the note of an answer is the first one's."""
    for one in checked:
        for answer in one.answers:
            first, *others = (annotators[name] for name in answer["by"])
            _submit(session, first, one.claim, _tags(answer))
            for other in others:
                _submit(session, other, one.claim, replace(_tags(answer), note=""))


def settle_some(session: Session, by: Membership, checked: list[Checked]) -> None:
    """What the adjudicator has settled by hand; the rest waits for whoever tries the demo."""
    for one in checked:
        claim = claim_to_settle_or_none(session, by.project, one.claim.public_id)
        if claim is not None and one.settled is not None:
            settle_claim(
                session,
                by,
                claim=claim,
                answers=_tags(one.settled),
                reason=AdjudicationReason(one.settled["reason"]),
                seen=SeenVersion(version=version_of(claim), words=digest_of(claim)),
            )


def seed_aliases(session: Session, by: Membership) -> None:
    """The other names of the sources that the tags have named."""
    for row in _file()["source"]:
        for alias in row["aliases"]:
            source = source_named_or_none(session, by.project, row["name"])
            if source is not None:
                add_alias(session, by, source=source, version=source.version, name=alias)


def _file() -> dict[str, Any]:
    return tomllib.loads((seeds_folder() / "tags.toml").read_text("utf-8"))


def _place(row: Mapping[str, Any], articles: Mapping[str, Article]) -> tuple[Article, Places]:
    """Where the described words stand."""
    article = article_named(articles, row["article"])
    words = DescribedWords(row["source"], row["cue"], tuple(row["content"]))
    return article, places_of_words(article.text, words)


def _as_described(
    session: Session,
    by: Membership,
    row: Mapping[str, Any],
    articles: Mapping[str, Article],
    taken: set[int],
) -> Claim:
    """The claim on these words, once the person has checked it."""
    article, places = _place(row, articles)
    claim = claim_on_or_none(session, article, places, taken)
    if claim is None:
        return add_claim(session, by, article=article, places=places)
    if places_of(claim) == places:
        return claim
    return edit_spans(session, by, claim=claim, version=claim.version, places=places)


def _submit(session: Session, by: Membership, described: Claim, answers: Tags) -> None:
    claim = claim_to_tag_or_none(session, by.project, described.public_id)
    if claim is None:
        return
    own = next((row.version for row in claim.annotations if row.user_id == by.user_id), 0)
    seen = SeenVersion(version=own, words=words_digest(claim))
    submit(session, by.user, claim=claim, answers=answers, seen=seen)


def _tags(answer: Mapping[str, Any]) -> Tags:
    return Tags(
        source_names=tuple(answer["sources"]),
        codes={field: answer.get(field.value, "") for field in CodeField},
        note=answer.get("note", ""),
        status_reason=answer.get("status_reason", ""),
    )
