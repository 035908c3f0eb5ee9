"""Where a source is heard in disputes: every placement, but no stance that is not to be seen."""

import pytest

from tests.making import make_annotation, make_claim, make_dispute, make_placement
from tests.sources.conftest import Register
from webapp.models import Account, Dispute, Membership, Placement, PlacementAnswer
from webapp.sources.pages.disputes import DisputeSummary
from webapp.sources.pages.statements import SourceProfile
from webapp.sources.queries.statements import dossier_of
from webapp.vocabulary import ClaimState, DisputeState


def dossier(register: Register, viewer: Membership) -> SourceProfile:
    register.session.expire_all()
    return dossier_of(register.session, viewer, register.police, labels={}, number=1)


def placed(found: SourceProfile) -> list[list[tuple[int, str, bool, str]]]:
    """Of each claim: account, stance, whether it is final, and what the member answered."""
    return [
        [
            (one.placed.account.position, one.label, one.is_final, one.own_label)
            for one in statement.placed
        ]
        for day in found.days
        for statement in day.statements
    ]


def counts(heard: DisputeSummary) -> list[tuple[int, tuple[tuple[str, int], ...]]]:
    return [(row.account.position, row.counts) for row in heard.accounts]


def say(register: Register, account: Account, stance: str, *people: Membership) -> Placement:
    """A claim of the police under the account, so answered and tagged by each of the people."""
    claim = make_claim(register.session, register.article)
    answers = [
        (make_annotation(register.session, claim, one.user, sources=[register.police]), stance)
        for one in people
    ]
    return make_placement(register.session, account, claim, answers=answers)


@pytest.fixture
def death(register: Register) -> Dispute:
    """A dispute with two accounts."""
    return make_dispute(register.session, register.article.project)


def test_each_claim_tells_the_accounts_under_which_it_stands(
    register: Register, death: Dispute
) -> None:
    # given
    device, shot = death.accounts
    placement = say(register, device, "support", register.anna, register.ben)
    answers = [(row, "deny") for row in placement.claim.annotations]
    make_placement(register.session, shot, placement.claim, answers=answers)

    # when
    found = dossier(register, register.judy)

    # then
    assert placed(found) == [[(1, "support", True, ""), (2, "deny", True, "")]]


def test_a_stance_of_others_is_seen_by_those_who_settle(register: Register, death: Dispute) -> None:
    # given
    register.article.project.annotators_per_claim = 3
    placement = say(register, death.accounts[0], "support", register.ben)
    make_annotation(
        register.session, placement.claim, register.judy.user, sources=[register.police]
    )

    # when
    found = {who: dossier(register, getattr(register, who)) for who in ("anna", "ben", "judy")}

    # then
    assert {who: placed(one) for who, one in found.items()} == {
        "anna": [],
        "ben": [[(1, "support", False, "support")]],
        "judy": [[(1, "support", True, "")]],
    }
    assert found["anna"].heard == ()


def test_a_claim_opens_with_its_tags_and_its_stance_in_a_dispute_for_itself(
    register: Register, death: Dispute
) -> None:
    # given
    placement = say(register, death.accounts[0], "support", register.ben)
    tags = make_annotation(
        register.session, placement.claim, register.judy.user, sources=[register.police]
    )
    tagged = placed(dossier(register, register.anna))

    # when
    placement.answers.append(PlacementAnswer(annotation=tags, stance="support"))
    register.session.flush()

    # then
    assert tagged == [[(1, "", False, "")]]
    assert placed(dossier(register, register.anna)) == [[(1, "support", True, "")]]


def test_what_the_member_answered_stands_beside_what_is_confirmed(
    register: Register, death: Dispute
) -> None:
    # given
    placement = say(register, death.accounts[0], "support", register.anna, register.ben)
    placement.stance, placement.confirmed_at = "deny", placement.created_at
    register.session.flush()

    # when
    found = dossier(register, register.anna)

    # then
    assert placed(found) == [[(1, "deny", True, "support")]]


def test_the_disputes_are_counted_by_account_and_stance_the_fullest_first(
    register: Register, death: Dispute
) -> None:
    # given
    both = (register.anna, register.ben)
    other = make_dispute(register.session, register.article.project, question="Who won?")
    say(register, death.accounts[1], "deny", *both)
    for stance in ("support", "support", "query"):
        say(register, other.accounts[0], stance, *both)
    say(register, other.accounts[1], "deny", *both)

    # when
    found = dossier(register, register.anna).heard

    # then
    assert [one.dispute.question for one in found] == ["Who won?", death.question]
    assert [one.claim_count for one in found] == [4, 1]
    assert counts(found[0]) == [(1, (("support", 2), ("query", 1))), (2, (("deny", 1),))]
    assert counts(found[1]) == [(2, (("deny", 1),))]


def test_claims_that_do_not_show_the_source_lend_it_no_dispute(
    register: Register, death: Dispute
) -> None:
    # given
    device = death.accounts[0]
    say(register, device, "support", register.ben)
    say(register, device, "support", register.anna).claim.state = ClaimState.NOT_A_CLAIM
    register.session.flush()

    # when
    found = dossier(register, register.anna)

    # then
    assert (found.total, found.heard) == (0, ())


def test_a_dispute_that_was_merged_away_is_not_named(register: Register, death: Dispute) -> None:
    # given
    say(register, death.accounts[0], "support", register.anna, register.ben)
    death.state = DisputeState.MERGED
    register.session.flush()

    # when
    found = dossier(register, register.anna)

    # then
    assert (placed(found), found.heard) == ([[]], ())
