"""The pages about disputes, as people of each kind use them."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.disputes.conftest import furnish
from tests.making import (
    make_annotation,
    make_claim,
    make_dispute,
    make_evidence,
    make_member,
    make_placement,
    make_project,
    make_source,
)
from webapp.database import Database
from webapp.models import Claim, Dispute, Evidence, Placement, Verdict
from webapp.vocabulary import Bearing, ClaimState

SignIn = Callable[[str], FlaskClient]


@dataclass(frozen=True)
class Ids:
    """How the addresses of the room begin, and the public ids in them."""

    project: str
    dispute: str
    accounts: tuple[str, str]
    claims: tuple[str, str, str]
    people: tuple[str, str, str, str]


@pytest.fixture
def ids(database: Database) -> Ids:
    """The room, kept; ann, ben, the adjudicator and the viewer may sign in."""
    with database.transaction() as session:
        room = furnish(session)
        members = (room.ann, room.ben, room.judge, room.reader)
        project = f"/projects/{room.dispute.project.public_id}"
        return Ids(
            project=project,
            dispute=f"{project}/disputes/{room.dispute.public_id}",
            accounts=(room.device.public_id, room.shot.public_id),
            claims=(room.killed.public_id, room.hole.public_id, room.believes.public_id),
            people=tuple(member.user.username for member in members),  # type: ignore[arg-type]  # four
        )


@pytest.fixture
def ann(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in(ids.people[0])


@pytest.fixture
def ben(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in(ids.people[1])


@pytest.fixture
def judge(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in(ids.people[2])


@pytest.fixture
def reader(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in(ids.people[3])


def words(page: str) -> str:
    """What the page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def place(browser: FlaskClient, ids: Ids, claim: int, account: int, stance: str) -> str:
    path = f"{ids.project}/claims/{ids.claims[claim]}/disputes?back=dispute"
    form = {"account": ids.accounts[account], "stance": stance}
    return words(browser.post(path, data=form, follow_redirects=True).text)


def test_an_empty_list_says_what_a_dispute_is(database: Database, sign_in: SignIn) -> None:
    # given
    with database.transaction() as session:
        member = make_member(session, make_project(session))
        username, project_id = member.user.username, member.project.public_id

    # when
    page = words(sign_in(username).get(f"/projects/{project_id}/disputes/").text)

    # then
    assert "This project has no dispute yet" in page


def test_the_list_is_filtered_by_words_and_state(ann: FlaskClient, ids: Ids) -> None:
    # when
    found = words(ann.get(f"{ids.project}/disputes/?words=taraikovsky+DIE").text)
    missed = words(ann.get(f"{ids.project}/disputes/?state=resolved").text)

    # then
    assert "How did Alexander Taraikovsky die?" in found
    assert "No dispute is as asked" in missed


def test_a_dispute_is_opened_from_a_claim_and_leads_back_to_it(
    ann: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    path = f"{ids.project}/disputes/add?claim={ids.claims[0]}"
    asked = words(ann.get(path).text)

    # when
    answer = ann.post(
        path,
        data={
            "question": "Was it a bomb?",
            "dispute_type": "causal",
            "statements": "It was\r\nIt was not",
            "stance": "support",
        },
    )

    # then
    assert "he was killed by an incendiary device" in asked
    assert f"/claims/{ids.claims[0]}" in answer.location
    with database.reading() as session:
        dispute = session.scalars(select(Dispute).order_by(Dispute.id.desc())).first()
        assert dispute is not None
        assert [account.statement for account in dispute.accounts] == ["It was", "It was not"]
        assert len(dispute.accounts[0].placements) == 1


def test_what_was_typed_stays_when_a_dispute_is_refused(ann: FlaskClient, ids: Ids) -> None:
    # when
    answer = ann.post(
        f"{ids.project}/disputes/add",
        data={"question": "Was it a bomb?", "dispute_type": "causal", "statements": "It was"},
    )

    # then
    assert answer.status_code == 400
    assert "A dispute has two or more accounts" in words(answer.text)
    assert 'value="Was it a bomb?"' in answer.text


def test_the_page_shows_each_claim_in_its_sentence(judge: FlaskClient, ids: Ids) -> None:
    # when
    page = place(judge, ids, 0, 0, "support")

    # then
    assert "The government has claimed he was killed by an incendiary device" in page
    assert "PA Media, date not known" in page
    assert "Stance final, adjudicated" in page


def test_support_for_two_accounts_makes_the_dispute_disputed_and_says_why(
    judge: FlaskClient, ids: Ids, reader: FlaskClient
) -> None:
    # given
    place(judge, ids, 0, 0, "support")
    place(judge, ids, 1, 1, "support")
    place(judge, ids, 2, 1, "support")

    # when
    page = words(reader.get(ids.dispute).text)

    # then
    assert (
        "claim 1 of The government supports account 1; claim 2 of his partner and claim 3 of she "
        "support account 2, and the two exclude each other." in page
    )
    assert "0 of 3 are tagged as disputed" in page


def test_a_denial_of_the_same_account_is_named_too(judge: FlaskClient, ids: Ids) -> None:
    # given
    place(judge, ids, 0, 0, "support")

    # when
    page = place(judge, ids, 1, 0, "deny")

    # then
    assert "claim 1 of The government supports account 1; claim 2 of his partner denies it." in page


def test_an_annotators_answer_is_not_shown_to_the_others(
    ann: FlaskClient, ben: FlaskClient, reader: FlaskClient, ids: Ids
) -> None:
    # when
    mine = place(ann, ids, 0, 0, "query")
    pages = [browser.get(ids.dispute).text for browser in (ben, reader)]

    # then
    assert "query The government" in mine
    assert all("stance hidden The government" in words(page) for page in pages)
    assert not [page for page in pages if 'class="tag query"' in page or "1 query" in words(page)]


def test_answers_of_enough_people_are_shown_to_those_who_settle(
    ann: FlaskClient,
    ben: FlaskClient,
    reader: FlaskClient,
    judge: FlaskClient,
    ids: Ids,
    database: Database,
) -> None:
    # given
    place(ann, ids, 0, 0, "deny")
    with database.reading() as session:
        placement = session.scalars(select(Placement)).one()

    # when
    path = f"{ids.dispute}/placements/{placement.public_id}"
    ben.post(path, data={"account": ids.accounts[0], "stance": "deny", "version": 1})

    # then
    settled, hidden = (words(one.get(ids.dispute).text) for one in (judge, reader))
    assert "deny The government" in settled
    assert "Stance final, unanimous" in settled
    assert "deny The government" not in hidden
    assert "unanimous" not in hidden


def test_tags_that_are_not_final_stay_out_of_the_page(
    ann: FlaskClient, ben: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        project, claim = dispute.project, dispute.project
        placement = make_placement(session, dispute.accounts[0], _claim(session, ids, 0))
        source = make_source(session, project, name="Ministry of Truth")
        user = next(m.user for m in claim.memberships if m.user.username == ids.people[0])
        make_annotation(session, placement.claim, user, sources=[source])

    # then
    assert "Ministry of Truth" in words(ann.get(ids.dispute).text)
    assert "Ministry of Truth" not in words(ben.get(ids.dispute).text)


def test_a_source_that_people_named_leads_to_its_page(
    judge: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        source = make_source(session, dispute.project, name="Ministry <of> Truth")
        make_source(session, dispute.project, name="his partner")
        user = next(m.user for m in dispute.project.memberships if m.user.username == ids.people[0])
        for number in (0, 1):
            make_placement(session, dispute.accounts[0], _claim(session, ids, number))
        make_annotation(session, _claim(session, ids, 0), user, sources=[source])
        path = f"{ids.project}/sources/{source.public_id}"

    # when
    page = judge.get(ids.dispute).text

    # then
    link = f'<a href="{path}"><bdi>Ministry &lt;of&gt; Truth</bdi></a>'
    assert f"<b>{link}</b>" in page
    assert f'<th scope="row">{link}</th>' in page
    assert '<b class="guess"><bdi>his partner</bdi></b>' in page
    assert '<th scope="row"><bdi>his partner</bdi></th>' in page


def _claim(session: Session, ids: Ids, number: int) -> Claim:
    return session.scalars(select(Claim).where(Claim.public_id == ids.claims[number])).one()


def test_moving_a_claim_is_choosing_another_account(
    judge: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judge, ids, 1, 0, "support")
    with database.reading() as session:
        placement = session.scalars(select(Placement)).one()
    path = f"{ids.dispute}/placements/{placement.public_id}"
    shown = judge.get(path).text

    # when
    form = {"account": ids.accounts[1], "stance": "support", "version": placement.version}
    page = words(judge.post(path, data=form, follow_redirects=True).text)

    # then
    assert f'value="{ids.accounts[0]}"' in shown
    assert "Claim 2: moved to account 2." in page


def test_a_stale_answer_says_what_stands_there(
    judge: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judge, ids, 1, 0, "support")
    with database.reading() as session:
        placement = session.scalars(select(Placement)).one()

    # when
    answer = judge.post(
        f"{ids.dispute}/placements/{placement.public_id}",
        data={"account": ids.accounts[1], "stance": "deny", "version": 0},
    )

    # then
    assert answer.status_code == 409
    assert "Somebody changed this while you had it open" in words(answer.text)


def test_a_claim_is_taken_away_and_put_back_by_undo(
    judge: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judge, ids, 1, 0, "support")
    with database.reading() as session:
        placement = session.scalars(select(Placement)).one()

    # when
    path = f"{ids.dispute}/placements/{placement.public_id}/take-away"
    gone = judge.post(path, data={"version": placement.version}, follow_redirects=True)
    back = judge.post(f"{ids.dispute}/undo", follow_redirects=True)

    # then
    assert "0 claims" in words(gone.text)
    assert "1 claim ·" in words(back.text)


def test_a_button_that_is_refused_says_why(ben: FlaskClient, ids: Ids) -> None:
    # when
    answer = ben.post(f"{ids.dispute}/accounts/{ids.accounts[0]}/remove")

    # then
    assert answer.status_code == 400
    assert "A dispute has two or more accounts" in words(answer.text)


def test_a_claim_that_became_none_stays_and_says_so(
    judge: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judge, ids, 0, 0, "support")
    with database.transaction() as session:
        _claim(session, ids, 0).state = ClaimState.NOT_A_CLAIM

    # then
    assert "Marked as not a claim; it counts for nothing here." in words(
        judge.get(ids.dispute).text
    )


def test_claims_are_found_by_their_words(ann: FlaskClient, ids: Ids) -> None:
    # when
    found = words(ann.get(f"{ids.dispute}/claims?words=HOLE+chest").text)
    missed = words(ann.get(f"{ids.dispute}/claims?words=elephant").text)

    # then
    assert "Place claim 2…" in found
    assert "No claim that is not placed here yet has all of these words." in missed


EVIDENCE = {
    "url": "https://example.org/video",
    "quote": "nothing in his hands",
    "medium": "video",
    "bearing": "refutes",
    "checked_on": "2020-08-20",
}


def test_evidence_is_added_with_who_checked_it_and_when(ann: FlaskClient, ids: Ids) -> None:
    # when
    page = ann.post(
        f"{ids.dispute}/evidence/add",
        data={**EVIDENCE, "account": ids.accounts[0]},
        follow_redirects=True,
    ).text

    # then
    assert "Refutes account 1 · Video nothing in his hands" in words(page)
    assert re.search(r"checked by You \(\w+\) on 20 Aug 2020", words(page))
    assert 'href="https://example.org/video" rel="noreferrer noopener"' in page


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"url": "javascript:alert(1)"}, "A link starts with https"),
        ({"url": "http://[", "quote": ""}, "A link starts with https"),
        ({"archived_url": "ftp://example.org"}, "A link starts with https"),
        ({"url": "", "quote": ""}, "Give a link, or the words"),
        ({"account": ""}, "Say which account this supports or refutes"),
    ],
)
def test_evidence_that_proves_nothing_is_refused(
    ann: FlaskClient, ids: Ids, changes: dict[str, str], refusal: str
) -> None:
    # when
    form = {**EVIDENCE, "account": ids.accounts[0], **changes}
    answer = ann.post(f"{ids.dispute}/evidence/add", data=form)

    # then
    assert answer.status_code == 400
    assert refusal in words(answer.text)


def test_evidence_is_changed_and_removed(ann: FlaskClient, ids: Ids, database: Database) -> None:
    # given
    ann.post(f"{ids.dispute}/evidence/add", data={**EVIDENCE, "account": ids.accounts[0]})
    with database.reading() as session:
        path = f"{ids.dispute}/evidence/{session.scalars(select(Evidence.public_id)).one()}"

    # when
    form = {**EVIDENCE, "account": "", "bearing": "context", "version": 1}
    changed = words(ann.post(path, data=form, follow_redirects=True).text)
    stale = ann.post(path, data=form)
    removed = words(ann.post(f"{path}/remove", data={"version": 2}, follow_redirects=True).text)

    # then
    assert "Context for the whole dispute" in changed
    assert stale.status_code == 409
    assert "The evidence is removed." in removed


def test_a_verdict_asks_for_a_rating_a_rationale_and_evidence(
    judge: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        evidence = make_evidence(session, dispute, dispute.accounts[0], bearing=Bearing.REFUTES)
        evidence_id = evidence.public_id
    rating = f"rating-{ids.accounts[0]}"
    whole = {rating: "Not so", "rationale": "The video.", "evidence": evidence_id, "version": "0"}

    # when
    blank = judge.get(f"{ids.dispute}/verdict").text
    without = {
        name: judge.post(f"{ids.dispute}/verdict", data={**whole, name: nothing}).text
        for name, nothing in {rating: "\u200b", "rationale": "\u3164", "evidence": ""}.items()
    }
    page = words(judge.post(f"{ids.dispute}/verdict", data=whole, follow_redirects=True).text)

    # then
    assert "checked" not in blank
    assert "Rate one account at least" in words(without[rating])
    assert "a verdict needs a rationale" in words(without["rationale"])
    assert "rests on one piece of evidence at least" in words(without["evidence"])
    assert "Verdict: Not so" in page


def test_a_verdict_is_revised_and_the_earlier_one_stays_readable(
    judge: FlaskClient, reader: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        evidence_id = make_evidence(session, dispute, dispute.accounts[0]).public_id
    form = {"rationale": "The video.", "evidence": evidence_id}
    rating = f"rating-{ids.accounts[0]}"
    judge.post(f"{ids.dispute}/verdict", data={**form, rating: "Not so", "version": 0})

    # when
    shown = judge.get(f"{ids.dispute}/verdict").text
    judge.post(f"{ids.dispute}/verdict", data={**form, rating: "Likely", "version": 1})
    stale = judge.post(f"{ids.dispute}/verdict", data={**form, rating: "No", "version": 1})

    # then
    page = words(reader.get(ids.dispute).text)
    assert 'value="Not so"' in shown
    assert "Verdict: Likely" in page
    assert "1 earlier revision" in page
    assert stale.status_code == 409
    with database.reading() as session:
        assert len(session.scalars(select(Verdict)).all()) == 2


def test_merging_asks_first_into_which_and_then_which_accounts_are_the_same(
    judge: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        other = make_dispute(
            session, dispute.project, question="Who?", statements=["A device", "Nobody"]
        )
        make_placement(session, other.accounts[0], make_claim(session))
        path = f"{ids.project}/disputes/{other.public_id}"
        device, nobody = (account.public_id for account in other.accounts)
        into = dispute.public_id

    # when
    choosing = words(judge.get(f"{path}/merge").text)
    matching = words(judge.get(f"{path}/merge?into={into}").text)
    form = {"version": 1, f"same-{device}": ids.accounts[0], f"same-{nobody}": ""}
    page = judge.post(f"{path}/merge?into={into}", data=form, follow_redirects=True).text

    # then
    assert "Into which dispute?" in choosing
    assert "the same as 1 · Killed by his own device" in matching
    assert "Account 3 Nobody" in words(page)
    assert "This dispute lives on in another one" in words(judge.get(path).text)


def test_a_dispute_is_split(judge: FlaskClient, ids: Ids) -> None:
    # when
    form = {"question": "Was he shot?", "accounts": ids.accounts[1], "version": 1}
    page = words(judge.post(f"{ids.dispute}/split", data=form, follow_redirects=True).text)

    # then
    assert "Split off: Was he shot?" in page
    assert "Account 1 Shot" in page


def test_accounts_are_edited_moved_and_added(ann: FlaskClient, ids: Ids) -> None:
    # given
    path = f"{ids.dispute}/accounts/{ids.accounts[1]}"

    # when
    form = {"statement": "Shot dead", "compatible": ids.accounts[0], "version": 1}
    ann.post(path, data=form)
    marked = ann.get(path).text
    ann.post(f"{path}/earlier")
    added = ann.post(
        f"{ids.dispute}/accounts/add", data={"statement": "Alive"}, follow_redirects=True
    )

    # then
    assert re.search(rf'checked[^>]*value="{ids.accounts[0]}"', marked)
    page = words(added.text)
    assert "Account 1 Shot dead" in page
    assert "Account 3 Alive" in page


def test_the_state_is_set_by_those_who_settle(judge: FlaskClient, ids: Ids) -> None:
    # when
    page = words(
        judge.post(
            f"{ids.dispute}/state", data={"state": "resolved", "version": 1}, follow_redirects=True
        ).text
    )

    # then
    assert "The dispute is resolved now." in page


def test_a_viewer_reads_everything_and_is_offered_nothing(
    reader: FlaskClient, judge: FlaskClient, ids: Ids
) -> None:
    # given
    place(judge, ids, 0, 0, "support")

    # when
    page = reader.get(ids.dispute).text

    # then
    main = page.partition("<main")[2]
    assert "he was killed by an incendiary device" in main
    assert "<form" not in main
    assert "Not yet placed" not in main


def test_the_history_tells_what_was_done_without_anyones_answers(
    ann: FlaskClient, ben: FlaskClient, ids: Ids
) -> None:
    # given
    place(ann, ids, 0, 0, "query")
    ann.post(
        f"{ids.dispute}/edit", data={"question": "Why?", "dispute_type": "causal", "version": 1}
    )

    # when
    page = words(ben.get(f"{ids.dispute}/history").text)

    # then
    assert "Dispute reworded" in page
    assert "How did Alexander Taraikovsky die? Why?" in page
    assert "Claim placed" in page
    assert "query" not in page


def test_the_history_of_the_claim_leads_to_that_of_the_dispute(ann: FlaskClient, ids: Ids) -> None:
    # given
    place(ann, ids, 0, 0, "query")

    # when
    page = ann.get(f"{ids.project}/claims/{ids.claims[0]}/history").text

    # then
    assert f"{ids.dispute}/history" in page


def test_a_dispute_that_was_taken_back_still_has_a_history(
    ann: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    ann.post(
        f"{ids.project}/disputes/add",
        data={"question": "Was it a bomb?", "dispute_type": "causal", "statements": "Yes\nNo"},
    )
    with database.reading() as session:
        newest = session.scalars(select(Dispute).order_by(Dispute.id.desc())).first()
        assert newest is not None
        path = f"{ids.project}/disputes/{newest.public_id}"

    # when
    undone = words(ann.post(f"{path}/undo", follow_redirects=True).text)
    gone = words(ann.get(f"{path}/history").text)

    # then
    assert "Your last change is taken back." in undone
    assert "This dispute is gone" in gone
    assert ann.get(path).status_code == 404


def test_a_suggestion_is_placed_or_turned_down_by_one_button(judge: FlaskClient, ids: Ids) -> None:
    # given
    place(judge, ids, 0, 0, "support")
    shown = judge.get(ids.dispute).text

    # when
    path = f"{ids.dispute}/claims/{ids.claims[2]}/dismiss?back=dispute"
    dismissed = words(judge.post(path, follow_redirects=True).text)
    listed = words(judge.get(f"{ids.dispute}/claims").text)

    # then
    assert 'data-key="n"' in shown
    assert 'data-key="1"' in shown
    assert "May speak to account 2" in words(shown)
    assert "Claim 3: does not belong here." in dismissed
    assert "1 turned down" in listed


def test_a_claims_page_of_places_leads_to_likely_accounts(ann: FlaskClient, ids: Ids) -> None:
    # when
    page = words(ann.get(f"{ids.project}/claims/{ids.claims[2]}/disputes").text)

    # then
    assert "It may belong here How did Alexander Taraikovsky die? 2 · Shot" in page
    assert "Shares the word “shot”" in page
