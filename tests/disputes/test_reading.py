"""What a page of a dispute begins with, and that no sentence is printed twice."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.disputes.conftest import Room
from tests.disputes.pages import Ids, claim_of, place, words
from tests.making import (
    TEXT,
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_evidence,
    make_placement,
    make_source,
    make_verdict,
)
from webapp.database import Database
from webapp.disputes.pages.dispute import DisputePage
from webapp.disputes.queries.page import dispute_page
from webapp.markup.dispute_lead import Lead
from webapp.models import Account, Article, Claim, Dispute, Membership
from webapp.models.base import utc_now
from webapp.rules.codebooks import newest_codebook
from webapp.rules.passages import Passage
from webapp.vocabulary import Bearing, ClaimState, DisputeState


def page_for(room: Room, viewer: Membership, dispute: Dispute | None = None) -> DisputePage:
    room.session.flush()
    room.session.expire_all()
    codebook = newest_codebook(room.session, viewer.project)
    return dispute_page(room.session, viewer, dispute or room.dispute, codebook)


def settled(room: Room, account: Account, claim: Claim, stance: str = "support") -> None:
    make_placement(room.session, account, claim, stance=stance, confirmed_at=utc_now())


def named(room: Room, claim: Claim, name: str) -> None:
    """Anna and ben say the same of the claim's source."""
    source = make_source(room.session, room.dispute.project, name=name)
    for member in (room.anna, room.ben):
        make_annotation(room.session, claim, member.user, sources=[source])


def told(lead: Lead) -> list[tuple[list[tuple[str, bool]], str, str]]:
    return [
        ([(one.name, one.is_confirmed) for one in said.speakers], said.verb, said.statement)
        for said in lead.said
    ]


def text_of(passage: Passage) -> str:
    return "".join(part.words for part in passage.parts)


def test_the_lead_says_who_holds_what_and_who_is_confirmed(room: Room) -> None:
    # given
    settled(room, room.device, room.killed)
    settled(room, room.shot, room.hole)
    settled(room, room.shot, room.believes)
    named(room, room.killed, "Government of Belarus")
    room.believes.proposed_source_name = "Elena German"

    # when
    lead = page_for(room, room.judy).lead

    # then
    assert told(lead) == [
        ([("Government of Belarus", True)], "supports", "Killed by his own device"),
        ([("his partner", False), ("Elena German", False)], "support", "Shot"),
    ]
    assert lead.counts == "1 source confirmed, 2 names not confirmed; 3 claims in 1 article"
    assert lead.held[room.shot.public_id] == "2 names not confirmed · 2 claims"
    assert lead.evidence == "No evidence in the collection bears on either account."


def test_a_dispute_without_claims_says_so(room: Room) -> None:
    # when
    lead = page_for(room, room.judy).lead

    # then
    assert (lead.said, lead.silent) == ((), "No claim stands here yet.")
    assert lead.counts == "No claim to count"
    assert lead.first_on is None


def test_claims_whose_stance_is_open_say_nothing_yet(room: Room) -> None:
    # given
    make_placement(room.session, room.device, room.killed)

    # when
    lead = page_for(room, room.judy).lead

    # then
    assert lead.silent == "It is not settled yet who says what."


def test_one_account_three_accounts_and_more(room: Room) -> None:
    # given
    one = make_dispute(room.session, room.dispute.project, statements=["Only this"])
    many = make_dispute(room.session, room.dispute.project, statements=list("ABCDE"))
    settled(room, one.accounts[0], room.killed)
    for account in many.accounts:
        settled(room, account, room.hole)

    # then
    assert told(page_for(room, room.judy, one).lead) == [
        ([("The government", False)], "supports", "Only this")
    ]
    lead = page_for(room, room.judy, many).lead
    assert [said.statement for said in lead.said] == ["A", "B", "C"]
    assert lead.silent == "2 more accounts are told below."
    assert lead.evidence == "No evidence in the collection bears on any account."


def test_a_denial_and_many_speakers(room: Room) -> None:
    # given
    settled(room, room.device, room.killed)
    settled(room, room.device, room.hole, "deny")
    text = "Иван said it fell. Ольга said it fell. Pëtr said it fell."
    article = make_article(room.session, room.dispute.project, text=text)
    for name in ("Иван", "Ольга", "Pëtr"):
        claim = make_claim(room.session, article, source=name, cue="said", content=["it fell"])
        settled(room, room.shot, claim)

    # when
    lead = page_for(room, room.judy).lead

    # then
    assert told(lead)[1] == ([("his partner", False)], "denies", "Killed by his own device")
    assert told(lead)[2][0] == [("Иван", False), ("Ольга", False)]
    assert (lead.said[2].more, lead.said[2].verb) == ("1 other", "support")


def test_a_claim_that_names_nobody_has_no_speaker_and_is_no_source(room: Room) -> None:
    # given
    claim = make_claim(room.session, room.article, source="", cue="", content=["he was shot"])
    settled(room, room.shot, claim)

    # when
    lead = page_for(room, room.judy).lead

    # then
    assert told(lead) == [([("", False)], "supports", "Shot")]
    assert lead.counts == "no source confirmed; 1 claim in 1 article"


def test_evidence_is_counted_by_what_it_does(room: Room) -> None:
    # given
    make_evidence(room.session, room.dispute, room.device, bearing=Bearing.REFUTES)
    make_evidence(room.session, room.dispute, room.device, bearing=Bearing.REFUTES)
    make_evidence(room.session, room.dispute)

    # then
    assert page_for(room, room.judy).lead.evidence == (
        "2 pieces of evidence refute account 1; 1 piece of evidence gives context."
    )


def test_claims_that_count_no_more_are_not_counted(room: Room) -> None:
    # given
    settled(room, room.device, room.killed)
    room.killed.state = ClaimState.NOT_A_CLAIM

    # then
    lead = page_for(room, room.judy).lead
    assert (lead.said, lead.counts) == ((), "No claim to count")
    assert lead.silent == "The one claim that stands here does not count: it says why."


def test_of_several_claims_that_count_no_more_one_line_says_it(room: Room) -> None:
    # given
    for claim in (room.killed, room.hole):
        settled(room, room.device, claim)
        settled(room, room.shot, claim)
        claim.state = ClaimState.NOT_A_CLAIM

    # when
    page = page_for(room, room.judy)

    # then
    nothing = "None of the 2 claims that stand here counts: each says why"
    assert page.lead.silent == f"{nothing}."
    assert page.lead.held[room.device.public_id] == nothing
    assert page.lead.first_on is None
    assert page.moments == ()


def answered(room: Room) -> None:
    """Ben and judy tag a claim, and answer how it stands under the first account."""
    answers = [
        (make_annotation(room.session, room.killed, one.user, sources=[]), "support")
        for one in (room.ben, room.judy)
    ]
    make_placement(room.session, room.device, room.killed, answers=answers)


def test_the_lead_tells_an_annotator_nothing_of_the_answers_of_others(room: Room) -> None:
    # given
    room.dispute.project.annotators_per_claim = 3
    answered(room)

    # then
    assert page_for(room, room.anna).lead.said == ()
    assert page_for(room, room.judy).lead.said != ()
    mine = page_for(room, room.ben).lead
    assert [said.verb for said in mine.said] == ["supports"]


def test_the_lead_tells_everybody_what_all_have_answered(room: Room) -> None:
    # given
    answered(room)

    # then
    assert page_for(room, room.anna).lead.said == page_for(room, room.judy).lead.said != ()


def test_what_i_named_myself_is_not_told_as_confirmed(room: Room) -> None:
    # given
    room.dispute.project.annotators_per_claim = 3
    settled(room, room.device, room.killed)
    named(room, room.killed, "Government of Belarus")

    # then
    lead = page_for(room, room.anna).lead
    assert lead.counts.startswith("1 source as you named it; 1 claim")


def test_what_settled_tags_name_is_confirmed_to_everybody(room: Room) -> None:
    # given
    settled(room, room.device, room.killed)
    named(room, room.killed, "Government of Belarus")

    # then
    lead = page_for(room, room.anna).lead
    assert lead.counts.startswith("1 source confirmed; 1 claim")


def test_claims_of_one_sentence_share_it_and_accounts_part_it(room: Room) -> None:
    # given
    settled(room, room.device, room.killed)
    settled(room, room.shot, room.hole)
    settled(room, room.shot, room.believes)

    # when
    page = page_for(room, room.judy)

    # then
    (device,), (shot,) = (page.passages[one.public_id] for one in (room.device, room.shot))
    assert text_of(device) == (
        "The government has claimed he was killed by an incendiary device he was carrying …"
    )
    assert text_of(shot).startswith("… his partner saw the body")
    assert text_of(shot).endswith("and she believes he was shot.")
    assert [part.words for part in shot.parts if part.role == "content"] == [
        "there were no marks on his hands, just a hole in his chest",
        "he was shot",
    ]
    assert [one.shown.claim for one in shot.printings[0].claims] == [room.hole, room.believes]


def test_under_one_account_alone_the_sentence_is_whole(room: Room) -> None:
    # given
    settled(room, room.shot, room.believes)

    # then
    (passage,) = page_for(room, room.judy).passages[room.shot.public_id]
    assert text_of(passage) == TEXT.split("\n")[0]


def test_claims_that_join_sentences_are_printed_once(room: Room) -> None:
    # given
    text = "He fell, one said. Two said he jumped. It rained, said three."
    article = make_article(room.session, room.dispute.project, text=text)
    said = (("one", "said", ["He fell", "he jumped"]), ("Two", "said", ["he jumped"]))
    for source, cue, content in said:
        claim = make_claim(room.session, article, source=source, cue=cue, content=content)
        settled(room, room.shot, claim)

    # then
    (passage,) = page_for(room, room.judy).passages[room.shot.public_id]
    assert text_of(passage) == "He fell, one said. Two said he jumped."


def test_copies_of_a_sentence_are_printed_once_with_every_article(room: Room) -> None:
    # given
    copy = make_article(room.session, room.dispute.project, outlet="The Copy", title="Again")
    settled(room, room.device, room.killed)
    settled(room, room.device, make_claim(room.session, copy))

    # when
    page = page_for(room, room.judy)

    # then
    (passage,) = page.passages[room.device.public_id]
    assert {one.article.outlet for one in passage.printings} == {"PA Media", "The Copy"}
    assert page.lead.counts == "1 name not confirmed; 2 claims in 2 articles"


@pytest.mark.parametrize("who", ["judy", "ben", "vera", "anna"])
def test_no_card_says_that_it_is_final_and_that_it_is_not(room: Room, who: str) -> None:
    # given
    settled(room, room.device, room.killed)
    mine = make_annotation(room.session, room.hole, room.ben.user)
    make_placement(room.session, room.shot, room.hole, answers=[(mine, "support")])
    make_placement(room.session, room.shot, room.believes)
    named(room, room.believes, "Elena German")

    # when
    page = page_for(room, getattr(room, who))

    # then
    for placed in page.claims:
        told = placed.settled_words
        if not placed.stance.stance:
            told += placed.stance.words_for_none
        assert not ("not final" in told and "final, " in told)
        assert not (placed.shown.is_guess and "final" in told.replace("until final", ""))


def test_the_page_begins_with_what_is_known_and_ends_with_what_is_to_do(
    judy: FlaskClient, vera: FlaskClient, ids: Ids
) -> None:
    # given
    place(judy, ids, 0, 0, "support")

    # when
    page, read = words(judy.get(ids.dispute).text), words(vera.get(ids.dispute).text)

    # then
    order = ["No verdict yet", "(not confirmed) supports", "1 claim in 1 article", "Settle ·"]
    assert sorted(order, key=page.index) == order
    assert page.index("1 Killed by his own device") < page.index("Settle ·")
    assert "Only adjudicators see this" in page
    assert "Settle" not in read
    assert page.count("The government has claimed he was killed") == 2  # the other to be copied


def test_a_proposed_name_leads_to_the_claims_of_that_name(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        claim_of(session, ids, 2).proposed_source_name = "Elena & German"
    place(judy, ids, 2, 1, "support")

    # when
    page = judy.get(ids.dispute).text

    # then
    assert f'href="{ids.project}/claims/?source=Elena+%26+German"' in page
    assert "“ she ”: perhaps Elena & German" in words(page)
    assert "this name is proposed, not confirmed" in page


def test_a_sensitive_text_is_not_quoted_by_the_lead(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judy, ids, 0, 0, "support")
    with database.transaction() as session:
        session.scalars(select(Article)).one().is_sensitive = True

    # when
    page = judy.get(ids.dispute).text

    # then
    lead = page.partition('class="lead"')[2].partition("</p>")[0]
    assert "incendiary" not in lead
    assert page.index("Marked as sensitive") < page.index("he was killed by an incendiary")


def test_a_merged_dispute_is_read_and_not_worked_on(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judy, ids, 0, 0, "support")
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        dispute.merged_into = make_dispute(session, dispute.project, question="Which?")
        dispute.state = DisputeState.MERGED

    # when
    page = words(judy.get(ids.dispute).text)

    # then
    assert "This dispute lives on in another one: Which?" in page
    assert "(not confirmed) supports “ Killed by his own device”" in page.replace(" ”", "”")
    assert "Settle ·" not in page


def test_a_verdict_stands_in_the_first_line(
    vera: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        make_verdict(session, dispute, [make_evidence(session, dispute, dispute.accounts[0])])

    # then
    page = words(vera.get(ids.dispute).text)
    assert page.index("Verdict of") < page.index("How did Alexander Taraikovsky die?", 60)


def test_two_ways_of_becoming_final_are_told_in_one_line(room: Room) -> None:
    # given
    settled(room, room.device, room.killed)
    named(room, room.killed, "Government of Belarus")

    # then
    (placed,) = page_for(room, room.judy).claims
    assert placed.settled_words == "final (stance: adjudicated; source: unanimous)"
