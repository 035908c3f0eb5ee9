"""What is stored to find similar claims is what the claims say, whatever happens to them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.claims.conftest import Desk, undo_change
from tests.making import make_annotation, make_claim
from webapp.attribution import Attribution, Split, TextSpan
from webapp.claims.queries.claims import claims_of
from webapp.claims.services.judging import accept_claim, mark_not_a_claim, put_back
from webapp.claims.services.spans import add_claim, edit_spans, merge_claims, places_of, split_claim
from webapp.claims.services.splitting_again import split_again
from webapp.errors import Refusal
from webapp.models import Claim, ClaimFeature
from webapp.rules.claim_features import index_claims
from webapp.rules.stored import outdated, store_anew
from webapp.similarity.features import features_of
from webapp.similarity.numbers import number_of
from webapp.vocabulary import ClaimState, SpanRole

STEPS = 100
Step = Callable[[Desk, random.Random, Claim], object]


def stored(session: Session) -> dict[str, set[int]]:
    """The numbers that are stored of each claim, by its public id."""
    found: dict[str, set[int]] = {}
    rows = select(Claim.public_id, ClaimFeature.number)
    for public_id, number in session.execute(rows.where(Claim.id == ClaimFeature.claim_id)):
        found.setdefault(public_id, set()).add(number)
    return found


def said(session: Session) -> dict[str, set[int]]:
    """The same from the words of every claim that stands."""
    session.expire_all()
    numbers: dict[str, set[int]] = {}
    for claim in session.scalars(select(Claim)):
        spans = sorted(claim.spans, key=lambda span: span.start)
        quotes = [span.quote for span in spans if span.role != SpanRole.SOURCE]
        if quotes and claim.state != ClaimState.NOT_A_CLAIM and not claim.is_replaced:
            names = {"", *features_of(" ".join(quotes))}
            numbers[claim.public_id] = {number_of(name) for name in names}
    return numbers


def part(desk: Desk, chance: random.Random) -> list[TextSpan]:
    """Some words of the text."""
    words = list(re.finditer(r"\w+", desk.article.text))
    start = chance.randrange(len(words) - 6)
    return [TextSpan(words[start].start(), words[start + chance.randrange(1, 6)].end())]


def accept(desk: Desk, _: random.Random, claim: Claim) -> object:
    return accept_claim(desk.session, desk.anna, claim=claim, version=claim.version)


def mark(desk: Desk, _: random.Random, claim: Claim) -> object:
    return mark_not_a_claim(desk.session, desk.anna, claim=claim, version=claim.version)


def unmark(desk: Desk, _: random.Random, claim: Claim) -> object:
    return put_back(desk.session, desk.anna, claim=claim, version=claim.version)


def add(desk: Desk, chance: random.Random, _: Claim) -> object:
    places = {SpanRole.CONTENT: part(desk, chance)}
    return add_claim(desk.session, desk.anna, article=desk.article, places=places)


def edit(desk: Desk, chance: random.Random, claim: Claim) -> object:
    places = {**places_of(claim), SpanRole.CONTENT: part(desk, chance)}
    return edit_spans(desk.session, desk.judy, claim=claim, version=claim.version, places=places)


def split(desk: Desk, chance: random.Random, claim: Claim) -> object:
    contents = part(desk, chance), part(desk, chance)
    return split_claim(
        desk.session, desk.judy, claim=claim, version=claim.version, contents=contents
    )


def merge(desk: Desk, chance: random.Random, claim: Claim) -> object:
    other = chance.choice(claims_of(desk.session, desk.article))
    versions = {"version": claim.version, "other_version": other.version}
    return merge_claims(desk.session, desk.judy, claim=claim, other=other, **versions)


def tag(desk: Desk, _: random.Random, claim: Claim) -> object:
    """So that other words make a successor."""
    if claim.annotations:
        raise Refusal("It is tagged.")
    return make_annotation(desk.session, claim, desk.ben.user)


def resplit(desk: Desk, chance: random.Random, _: Claim) -> object:
    found = [Attribution((), (), tuple(part(desk, chance)), None, 0.5) for _ in range(2)]
    return split_again(
        desk.session, desk.anna, article=desk.article, split=Split("engine-1", tuple(found))
    )


def undo(desk: Desk, chance: random.Random, claim: Claim) -> object:
    by = chance.choice([desk.anna, desk.judy])
    return undo_change(desk.session, by, claim_id=claim.public_id)


EVERY_STEP: list[Step] = [
    accept,
    mark,
    unmark,
    add,
    edit,
    split,
    merge,
    tag,
    resplit,
    undo,
    undo,
]


def test_after_any_change_is_stored_what_the_claims_say(desk: Desk) -> None:
    # given
    chance, taken = random.Random(6), set()

    for _ in range(STEPS):
        claim = chance.choice(claims_of(desk.session, desk.article))
        step = chance.choice(EVERY_STEP)

        # when
        try:
            with desk.session.begin_nested():
                step(desk, chance, claim)
            taken.add(step)
        except Refusal:
            desk.session.expire_all()

        # then
        assert stored(desk.session) == said(desk.session)
    assert taken == set(EVERY_STEP)


def test_what_an_earlier_version_did_not_store_is_noticed_and_stored(desk: Desk) -> None:
    # given
    make_claim(desk.session, desk.article, state=ClaimState.NOT_A_CLAIM, content=["he was shot"])
    desk.session.execute(delete(ClaimFeature))
    assert list(outdated(desk.session)) == [f"claim {desk.claim.id}"]

    # when
    store_anew(desk.session)

    # then
    assert stored(desk.session) == said(desk.session)
    assert list(outdated(desk.session)) == []


def test_a_row_too_few_or_too_many_is_noticed_and_mended(desk: Desk) -> None:
    # given
    other = make_claim(desk.session, desk.article, content=["he was shot"])
    few = select(ClaimFeature).where(ClaimFeature.claim_id == desk.claim.id)
    row = desk.session.scalars(few.order_by(ClaimFeature.number.desc()).limit(1)).one()
    desk.session.delete(row)
    values = {"project_id": row.project_id, "draw": row.draw, "feature_count": row.feature_count}
    desk.session.add(ClaimFeature(claim_id=other.id, number=1, **values))
    desk.session.flush()
    assert list(outdated(desk.session)) == [f"claim {desk.claim.id}", f"claim {other.id}"]

    # when
    index_claims(desk.session, [desk.claim.id, other.id])

    # then
    assert stored(desk.session) == said(desk.session)
