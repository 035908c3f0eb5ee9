"""No act on a claim of a withdrawn article is offered, or taken by whatever address it comes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_placement,
    make_project,
)
from tests.people import SignIn, join
from webapp.annotations.queries.claims import words_digest
from webapp.database import Database
from webapp.models import Annotation, Article, Claim, Dispute, Event, Placement
from webapp.models.base import utc_now
from webapp.vocabulary import ClaimState

OTHER_TEXT = "The ministry said that nobody was hurt in Minsk.\n"
Sent = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class World:
    """A claim that stands in a dispute, another of its article, and what addresses name of them."""

    database: Database
    project: str
    article: str
    claim: str
    second: str
    dispute: str
    accounts: tuple[str, str]
    placement: str
    words: str

    def version(self, model: Any, public_id: str) -> int:
        """Of a row, as it stands now."""
        with self.database.reading() as session:
            found = session.scalars(select(model.version).where(model.public_id == public_id)).one()
            return int(found)

    def own_version(self) -> int:
        """Of Mona's tags on the claim; 0 where there are none."""
        with self.database.reading() as session:
            query = select(Annotation.version).join(Annotation.claim).join(Annotation.user)
            query = query.where(Claim.public_id == self.claim).where(
                Annotation.user.has(username="mona")
            )
            return session.scalars(query).one_or_none() or 0

    def of_claim(self, path: str, **data: Any) -> Sent:
        """What is sent to an address of the claim."""
        return f"/claims/{self.claim}{path}", data

    def of_dispute(self, path: str, **data: Any) -> Sent:
        """What is sent to an address of the dispute."""
        return f"/disputes/{self.dispute}{path}", data

    def judged(self, path: str) -> Sent:
        """A button of the claim."""
        return self.of_claim(path, version=self.version(Claim, self.claim))

    def placed(self, path: str = "", **data: Any) -> Sent:
        """A form of the placement."""
        version = self.version(Placement, self.placement)
        return self.of_dispute(f"/placements/{self.placement}{path}", version=version, **data)

    def event_count(self) -> int:
        """How many changes stand in the history."""
        with self.database.reading() as session:
            return session.scalars(select(func.count(Event.id))).one()

    def send(self, client: FlaskClient, act: "Act") -> TestResponse:
        """Do it as its form would."""
        path, data = act(self)
        return client.post(f"/projects/{self.project}{path}", data=data)


Act = Callable[[World], Sent]
TAGS = {"source": "Police", "source_type": "government", "stance": "support"}


def tag(w: World) -> Sent:
    return w.of_claim("", version=w.own_version(), words=w.words, step="submit", **TAGS)


def place(w: World) -> Sent:
    return w.of_claim("/disputes", account=w.accounts[1], stance="deny")


def reject(w: World) -> Sent:
    return w.judged("/not-a-claim")


def accept_several(w: World) -> Sent:
    chosen = [f"{w.claim}@{w.version(Claim, w.claim)}"]
    return "/claims/together", {"act": "accept", "chosen": chosen, "count": 1}


def confirm_disputed(w: World) -> Sent:
    chosen = [f"{w.claim}@{w.own_version()}"]
    return w.of_dispute("/confirm-disputed", chosen=chosen)


def dismiss(w: World) -> Sent:
    return f"/disputes/{w.dispute}/claims/{w.second}/dismiss", {}


ACTS: dict[str, tuple[Act, ...]] = {
    "tag": (tag,),
    "save a draft": (
        lambda w: w.of_claim("", version=w.own_version(), words=w.words, step="draft", **TAGS),
    ),
    "skip": (lambda w: w.of_claim("/skip", version=0, words=w.words, reason="ambiguous"),),
    "take back tags": (tag, lambda w: w.of_claim("/undo-tags", version=w.own_version())),
    "take back the last change, to tags": (tag, lambda w: ("/undo", {})),
    "accept": (lambda w: w.judged("/accept"),),
    "mark as not a claim": (reject,),
    "put back": (reject, lambda w: w.judged("/restore")),
    "take back a judgement": (reject, lambda w: w.judged("/undo")),
    "take back the last change, a judgement": (reject, lambda w: ("/undo", {})),
    "edit spans": (
        lambda w: w.of_claim(
            "/spans", version=w.version(Claim, w.claim), source="", cue="", content="he was killed"
        ),
    ),
    "split": (
        lambda w: w.of_claim(
            "/split",
            version=w.version(Claim, w.claim),
            first="he was killed by an incendiary device",
            second="he was carrying",
        ),
    ),
    "merge": (
        lambda w: w.of_claim(
            "/merge",
            version=w.version(Claim, w.claim),
            other=f"{w.second}@{w.version(Claim, w.second)}",
        ),
    ),
    "add a claim": (
        lambda w: (
            f"/articles/{w.article}/claims/add",
            {"source": "", "cue": "", "content": "extensive bruises"},
        ),
    ),
    "split the article again": (
        lambda w: (
            f"/articles/{w.article}/split-again",
            {"version": w.version(Article, w.article)},
        ),
    ),
    "accept several": (accept_several,),
    "take back several": (accept_several, lambda w: w.of_claim("/undo-together")),
    "place": (place,),
    "take back a placement": (place, lambda w: w.of_dispute("/undo")),
    "open a dispute from it": (
        lambda w: (
            f"/disputes/add?claim={w.claim}",
            {
                "question": "Who was hurt?",
                "dispute_type": "event_property",
                "statements": "He was\nNobody was",
                "stance": "support",
            },
        ),
    ),
    "answer for it in a dispute": (lambda w: w.placed(account=w.accounts[0], stance="query"),),
    "move it in a dispute": (lambda w: w.placed(account=w.accounts[1], stance="deny"),),
    "confirm its placement": (
        lambda w: w.placed("/confirm", account=w.accounts[0], stance="query"),
    ),
    "take it out of a dispute": (lambda w: w.placed("/take-away"),),
    "dismiss its suggestion": (dismiss,),
    "let it be suggested again": (
        dismiss,
        lambda w: (f"/disputes/{w.dispute}/claims/{w.second}/offer-again", {}),
    ),
    "confirm it as disputed": (confirm_disputed,),
    "take back that it is disputed": (
        confirm_disputed,
        lambda w: w.of_dispute(f"/claims/{w.claim}/undo-confirmation"),
    ),
}


@pytest.fixture
def world(database: Database) -> World:
    """The claim denies nobody's account alone: another one stands against it."""
    with database.transaction() as session:
        project = make_project(session)
        _, anna = join(session, project, "mona", "anna")
        article = make_article(session, project)
        claim = make_claim(session, article)
        second = make_claim(session, article, source="", cue="", content=["he was shot"])
        other = make_article(session, project, text=OTHER_TEXT, title="Minsk")
        against = make_claim(
            session, other, source="The ministry", cue="said", content=["nobody was hurt in Minsk"]
        )
        dispute = make_dispute(session, project)
        first_account, second_account = dispute.accounts
        settled = {"stance": "support", "confirmed_at": utc_now()}
        placement = make_placement(session, first_account, claim, **settled)
        make_placement(session, second_account, against, **settled)
        make_annotation(session, against, anna.user)
        return World(
            database,
            project.public_id,
            article.public_id,
            claim.public_id,
            second.public_id,
            dispute.public_id,
            (first_account.public_id, second_account.public_id),
            placement.public_id,
            words_digest(claim),
        )


def withdraw(world: World, mona: FlaskClient) -> None:
    data = {"version": world.version(Article, world.article), "because": "It was taken back"}
    path = f"/projects/{world.project}/articles/{world.article}/withdraw"
    assert mona.post(path, data=data).status_code == 303


@pytest.mark.parametrize("acts", ACTS.values(), ids=list(ACTS))
def test_each_act_is_taken_while_the_article_is_in_the_work(
    world: World, sign_in: SignIn, acts: Sequence[Act]
) -> None:
    # given
    mona = sign_in("mona")

    # when
    answers = [world.send(mona, act) for act in acts]

    # then
    assert [answer.status_code for answer in answers] == [303] * len(acts)
    assert world.event_count() >= len(acts)


@pytest.mark.parametrize("acts", ACTS.values(), ids=list(ACTS))
def test_each_act_is_refused_in_words_once_the_article_is_withdrawn(
    world: World, sign_in: SignIn, acts: Sequence[Act]
) -> None:
    # given
    mona = sign_in("mona")
    *before, last = acts
    for act in before:
        world.send(mona, act)
    withdraw(world, mona)
    count = world.event_count()

    # when
    answer = world.send(mona, last)

    # then
    assert answer.status_code in (400, 409)
    assert "The article is withdrawn" in answer.text
    assert world.event_count() == count


@pytest.mark.parametrize(
    "path",
    [
        "/claims/{claim}/skip",
        "/claims/{claim}/spans",
        "/claims/{claim}/split",
        "/claims/{claim}/merge",
        "/claims/{claim}/disputes",
        "/articles/{article}/claims/add",
        "/disputes/add?claim={claim}",
        "/disputes/{dispute}/placements/{placement}",
    ],
)
def test_no_form_for_it_opens(world: World, sign_in: SignIn, path: str) -> None:
    # given
    mona = sign_in("mona")
    withdraw(world, mona)
    filled = path.format(**vars(world))

    # when
    page = mona.get(f"/projects/{world.project}{filled}")

    # then
    assert "The article is withdrawn" in page.text
    assert '<button class="go"' not in page.text


@pytest.mark.parametrize(
    "path", ["/disputes/{dispute}", "/claims/{claim}", "/claims/{claim}/history"]
)
def test_no_act_on_it_is_offered_where_it_is_shown(
    world: World, sign_in: SignIn, path: str
) -> None:
    # given
    mona = sign_in("mona")
    world.send(mona, ACTS["answer for it in a dispute"][0])
    world.send(mona, tag)
    withdraw(world, mona)

    # when
    page = mona.get(f"/projects/{world.project}{path.format(**vars(world))}").text

    # then
    offered = [
        f"/placements/{world.placement}",
        f"/claims/{world.claim}/disputes",
        f"/claims/{world.claim}/undo",
        f"/claims/{world.claim}/spans",
        f"/disputes/{world.dispute}/undo",
    ]
    assert [address for address in offered if address in page] == []


def test_whoever_cites_it_takes_along_that_it_is_withdrawn(world: World, sign_in: SignIn) -> None:
    # given
    mona = sign_in("mona")
    withdraw(world, mona)

    # when
    page = mona.get(f"/projects/{world.project}/disputes/{world.dispute}")

    # then
    document = html5lib.parse(page.text, namespaceHTMLElements=False)
    taken = ["".join(one.itertext()) for one in document.iter("textarea")]
    assert len([words for words in taken if "Its article is withdrawn" in words]) == 2


def test_a_dispute_in_which_it_stands_is_still_worked_on(world: World, sign_in: SignIn) -> None:
    # given
    mona = sign_in("mona")
    withdraw(world, mona)
    data = {"statement": "Killed otherwise"}

    # when
    added = mona.post(f"/projects/{world.project}/disputes/{world.dispute}/accounts/add", data=data)
    undone = world.send(mona, lambda w: w.of_dispute("/undo"))

    # then
    assert (added.status_code, undone.status_code) == (303, 303)
    with world.database.reading() as session:
        assert len(session.scalars(select(Dispute)).one().accounts) == 2


def test_what_waited_is_as_it_was_once_it_is_brought_back(world: World, sign_in: SignIn) -> None:
    # given
    mona = sign_in("mona")
    world.send(mona, reject)
    withdraw(world, mona)
    version = world.version(Article, world.article)
    mona.post(
        f"/projects/{world.project}/articles/{world.article}/bring-back", data={"version": version}
    )

    # when
    answer = world.send(mona, lambda w: w.judged("/undo"))

    # then
    assert answer.status_code == 303
    with world.database.reading() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == world.claim)).one()
        assert claim.state == ClaimState.PROPOSED
