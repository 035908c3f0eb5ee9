"""Splitting an article again replaces what nobody touched, and nothing else."""

from dataclasses import replace

import pytest

from tests.claims.conftest import Desk, undo_change
from tests.making import make_annotation, make_claim, make_dispute, make_placement
from webapp.attribution import Attribution, Split, TextSpan
from webapp.claims.queries.claims import claims_of
from webapp.claims.services.judging import accept_claim, mark_not_a_claim
from webapp.claims.services.spans import edit_spans, places_of
from webapp.claims.services.splitting_again import split_again
from webapp.errors import Stale
from webapp.models import Claim, Dismissal
from webapp.vocabulary import AnnotationState, ClaimState, SpanRole

GOVERNMENT = ("The government", "has claimed", "he was killed by an incendiary device")
PARTNER = ("she", "believes", "he was shot")


def found(desk: Desk, source: str, cue: str, content: str) -> Attribution:
    def at(words: str) -> tuple[TextSpan, ...]:
        start = desk.article.text.index(words)
        return (TextSpan(start, start + len(words)),)

    return Attribution(at(source), at(cue), at(content), None, 0.5)


def again(desk: Desk, *quotes: tuple[str, str, str]) -> list[Claim]:
    split = Split("engine-1", tuple(found(desk, *words) for words in quotes))
    split_again(desk.session, desk.anna, article=desk.article, split=split)
    desk.session.expire_all()
    return claims_of(desk.session, desk.article)


def test_an_untouched_proposal_gives_way_to_new_ones(desk: Desk) -> None:
    # given
    old_id = desk.claim.public_id

    # when
    claims = again(desk, GOVERNMENT, PARTNER)

    # then
    assert old_id not in {claim.public_id for claim in claims}
    assert [claim.content_text for claim in claims] == [GOVERNMENT[2], PARTNER[2]]
    assert [claim.number for claim in claims] == [2, 3]
    assert {claim.state for claim in claims} == {ClaimState.PROPOSED}


def test_a_proposal_on_the_same_words_stays_the_same_row(desk: Desk) -> None:
    # given
    public_id = desk.claim.public_id
    whole = ("The government", "has claimed", desk.claim.content_text)

    # when
    claims = again(desk, whole)

    # then
    assert [claim.public_id for claim in claims] == [public_id]


def test_what_a_person_accepted_is_neither_touched_nor_proposed_again(desk: Desk) -> None:
    # given
    accept_claim(desk.session, desk.anna, claim=desk.claim, version=desk.claim.version)
    version, words = desk.claim.version, desk.claim.content_text

    # when
    claims = again(desk, GOVERNMENT)

    # then
    assert [(claim.content_text, claim.version) for claim in claims] == [(words, version)]


def test_what_a_person_corrected_is_not_proposed_again_as_it_was(desk: Desk) -> None:
    # given
    places = {**places_of(desk.claim), SpanRole.SOURCE: []}
    edit_spans(desk.session, desk.anna, claim=desk.claim, version=desk.claim.version, places=places)

    # when
    claims = again(desk, GOVERNMENT, PARTNER)

    # then
    assert [claim.source_text for claim in claims] == ["", "she"]


def test_what_is_no_claim_is_not_proposed_again(desk: Desk) -> None:
    # given
    mark_not_a_claim(desk.session, desk.anna, claim=desk.claim, version=desk.claim.version)

    # when
    claims = again(desk, GOVERNMENT)

    # then
    assert [claim.state for claim in claims] == [ClaimState.NOT_A_CLAIM]


def test_a_proposal_with_tags_stays(desk: Desk) -> None:
    # given
    make_annotation(desk.session, desk.claim, desk.ben.user, state=AnnotationState.DRAFT)

    # when
    claims = again(desk, PARTNER)

    # then
    assert [claim.number for claim in claims] == [1, 2]


def test_the_same_split_changes_nothing_and_leaves_no_event(desk: Desk) -> None:
    # given
    again(desk, PARTNER)
    version = desk.article.version

    # when
    result = split_again(
        desk.session,
        desk.anna,
        article=desk.article,
        split=Split("engine-1", (found(desk, *PARTNER),)),
        version=version,
    )

    # then
    assert (result.added_count, result.removed_count) == (0, 0)
    assert desk.article.version == version


def test_a_stale_article_is_refused(desk: Desk) -> None:
    # given
    make_claim(desk.session, desk.article)

    # when / then
    with pytest.raises(Stale, match="changed this article"):
        split_again(
            desk.session,
            desk.anna,
            article=desk.article,
            split=Split("engine-1"),
            version=desk.article.version + 1,
        )


def test_a_proposal_that_stands_in_a_dispute_stays(desk: Desk) -> None:
    # given
    account = make_dispute(desk.session, desk.article.project).accounts[0]
    make_placement(desk.session, account, desk.claim)

    # when
    claims = again(desk, PARTNER)

    # then
    assert desk.claim in claims


def test_a_suggestion_that_was_turned_down_goes_with_its_proposal(desk: Desk) -> None:
    # given
    dispute = make_dispute(desk.session, desk.article.project)
    desk.session.add(Dismissal(dispute=dispute, claim=desk.claim))
    old_id = desk.claim.public_id

    # when
    claims = again(desk, PARTNER)

    # then
    assert old_id not in {claim.public_id for claim in claims}
    assert dispute.dismissals == []


def nested(desk: Desk) -> tuple[Claim, Claim]:
    """What the partner believes, and what the government claims inside it."""
    outer = found(desk, "his partner", "saw", desk.claim.content_text)
    inner = replace(found(desk, *PARTNER), nested_in=0)
    split_again(
        desk.session, desk.anna, article=desk.article, split=Split("engine-1", (outer, inner))
    )
    desk.session.expire_all()
    first, second = (c for c in claims_of(desk.session, desk.article) if c is not desk.claim)
    return first, second


def test_an_inner_proposal_stands_in_its_outer_one(desk: Desk) -> None:
    # when
    outer, inner = nested(desk)

    # then
    assert (inner.nested_in, outer.nested_in) == (outer, None)


def test_an_inner_proposal_stands_in_a_claim_that_was_there_before(desk: Desk) -> None:
    # given
    accept_claim(desk.session, desk.anna, claim=desk.claim, version=desk.claim.version)
    outer = found(desk, "The government", "has claimed", desk.claim.content_text)
    inner = replace(found(desk, *PARTNER), nested_in=0)

    # when
    split_again(
        desk.session, desk.anna, article=desk.article, split=Split("engine-1", (outer, inner))
    )

    # then
    _, added = claims_of(desk.session, desk.article)
    assert added.nested_in is desk.claim


def test_a_judged_claim_outlives_the_proposal_that_it_stood_in(desk: Desk) -> None:
    # given
    outer, inner = nested(desk)
    accept_claim(desk.session, desk.anna, claim=inner, version=inner.version)
    outer_id = outer.public_id

    # when
    again(desk, PARTNER)
    alone = inner.nested_in
    undo_change(desk.session, desk.anna, claim_id=outer_id)

    # then
    assert alone is None
    assert inner.nested_in is not None
    assert inner.nested_in.public_id == outer_id
