"""People who change one thing in the same moment: nobody waits for somebody who waits."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.annotations.tagging import answers, seen
from tests.making import make_article, make_claims, make_member
from tests.making import make_project as project_of
from tests.serving import PATIENCE
from tests.waiting import wait_until
from webapp.adjudication.queries.answers import digest_of, version_of
from webapp.adjudication.services.settling import settle_claim
from webapp.annotations.services.tagging import save_draft, submit
from webapp.codebooks.queries.drafts import next_version
from webapp.codebooks.queries.earlier import claims_touched, touched_by_changes
from webapp.codebooks.services.asking_again import ask_at_all
from webapp.codebooks.services.drafting import merge_code
from webapp.codebooks.services.making import make_version
from webapp.comments.services import resolve_comment, write_comment
from webapp.database import Database
from webapp.errors import Refusal
from webapp.journal.undoing import undo
from webapp.models import Annotation, Assignment, Claim, Comment, Membership, Project, Round
from webapp.models.base import utc_now
from webapp.projects.pages.settings import settings_of
from webapp.projects.services.members import end_membership
from webapp.projects.services.projects import change_settings
from webapp.rounds.pages import RoundChoice
from webapp.rounds.queries import draw_of
from webapp.rounds.services import close_round, start_round
from webapp.rules.actions import ObjectKind
from webapp.rules.claims import TAGS, claim_or_none
from webapp.rules.places import is_kept
from webapp.rules.stored import outdated
from webapp.rules.tags import SeenVersion
from webapp.rules.taking_up import take_next
from webapp.users.services.instance import deactivate
from webapp.vocabulary import AdjudicationReason, AnnotationState, CodeField, Role

WORDS = [f"“{number}”" for number in range(6)]


def nothing() -> None:
    """What happens meanwhile where nothing does."""


@dataclass(frozen=True)
class Team:
    """Two who annotate, an adjudicator and two managers of one project, and its claims."""

    database: Database
    project: int
    claims: tuple[str, ...]
    people: dict[str, int]

    def by(self, session: Session, who: str) -> Membership:
        return session.get_one(Membership, self.people[who])

    def claim(self, session: Session, number: int = 0) -> Claim:
        """The claim, held as pages hold it that change its tags."""
        project = session.get_one(Project, self.project)
        claim = claim_or_none(session, project, self.claims[number], *TAGS, for_change=True)
        assert claim is not None
        return claim

    def submit(
        self,
        who: str,
        number: int = 0,
        then: Callable[[], object] = nothing,
        at_end: Callable[[], object] = nothing,
        **codes: str,
    ) -> None:
        with self.database.transaction() as session:
            by = self.by(session, who)
            claim = self.claim(session, number)
            then()
            given = answers("The government", **codes)
            submit(session, by.user, claim=claim, answers=given, seen=seen(claim, by.user))
            at_end()

    def save_draft(self, who: str, then: Callable[[], object] = nothing) -> None:
        with self.database.transaction() as session:
            by, claim = self.by(session, who), self.claim(session)
            given = answers("The government")
            save_draft(session, by.user, claim=claim, answers=given, seen=seen(claim, by.user))
            then()

    def start_round(self, who: str = "mona", *names: str) -> None:
        with self.database.transaction() as session:
            by, now = self.by(session, who), utc_now()
            people = [self.by(session, one) for one in names or ("anna", "ben")]
            choice = RoundChoice(count=2, seed=1, people=people)
            count = len(draw_of(session, by.project, choice, now).claim_ids)
            start_round(session, by, choice=choice, shown_count=count, now=now)

    def close_round(self, who: str = "mona") -> None:
        with self.database.transaction() as session:
            which = session.scalars(select(Round)).one()
            values: dict[str, Any] = {"version": which.version, "now": utc_now()}
            close_round(session, self.by(session, who), which=which, **values)

    def change_settings(self, then: Callable[[], object] = nothing, **changes: Any) -> None:
        with self.database.transaction() as session:
            by = self.by(session, "mona")
            settings = replace(settings_of(by.project), **changes)
            version = by.project.version
            change_settings(
                session, by.user, project=by.project, version=version, settings=settings
            )
            then()

    def merge_codes(self, value: str, into: str) -> None:
        with self.database.transaction() as session:
            by = self.by(session, "mona")
            words = next_version(session, by.project).words
            code = words.code_or_none(CodeField.SOURCE_TYPE, value)
            assert code is not None
            merge_code(session, by.user, project=by.project, code=code, into=into)
            digest = next_version(session, by.project).words.digest
            make_version(session, by.user, project=by.project, seen=digest)

    def settle(self, number: int = 0, then: Callable[[], object] = nothing, **codes: str) -> None:
        with self.database.transaction() as session:
            judge, claim = self.by(session, "judy"), self.claim(session, number)
            then()
            settle_claim(
                session,
                judge,
                claim=claim,
                answers=answers("The government", **codes),
                reason=AdjudicationReason.EDGE_CASE,
                seen=SeenVersion(version=version_of(claim), words=digest_of(claim)),
            )

    def ask_again(self) -> None:
        with self.database.transaction() as session:
            by = self.by(session, "mona")
            touched = touched_by_changes(session, by.project)[0]
            count = len(session.scalars(claims_touched(by.project, touched)).unique().all())
            ask_at_all(session, by, change_id=touched.change.id, count=count)

    def in_round(self) -> int:
        """The number of a claim that is in a round."""
        with self.database.reading() as session:
            in_rounds = select(Claim.public_id).where(Claim.round_id.is_not(None))
            return self.claims.index(session.scalars(in_rounds.order_by(Claim.id)).all()[0])

    def resolve_comment(self, who: str, then: Callable[[], object] = nothing) -> None:
        with self.database.transaction() as session:
            comment, by = session.scalars(select(Comment)).one(), self.by(session, who)
            resolve_comment(session, by, comment=comment, version=comment.version)
            then()

    def take_comment_back(self) -> None:
        with self.database.transaction() as session:
            comment, anna = session.scalars(select(Comment)).one(), self.by(session, "anna")
            version = comment.version
            undo(session, anna, ObjectKind.COMMENT, comment.public_id, version=version)

    def comment(self) -> None:
        with self.database.transaction() as session:
            anna = self.by(session, "anna")
            write_comment(session, anna, claim=self.claim(session), text="One claim or two?")

    def pull(self, who: str, then: Callable[[], object] = nothing) -> None:
        with self.database.transaction() as session:
            take_next(session, self.by(session, who))
            then()

    def kept_places(self) -> list[str]:
        with self.database.reading() as session:
            kept = select(Assignment.public_id).where(*is_kept())
            return list(session.scalars(kept, {"now": utc_now()}))

    def lock_out(self, who: str, then: Callable[[], object] = nothing) -> None:
        with self.database.transaction() as session:
            deactivate(session, None, self.by(session, who).user, utc_now())
            then()

    def leave(self, who: str, then: Callable[[], object] = nothing) -> None:
        with self.database.transaction() as session:
            by, now = self.by(session, who), utc_now()
            mona = self.by(session, "mona").user
            end_membership(session, mona, membership=by, version=by.version, now=now)
            then()


@pytest.fixture
def team(database: Database) -> Team:
    with database.transaction() as session:
        project = project_of(session, annotators_per_claim=2)
        text = " ".join(["He said", *WORDS])
        claims = make_claims(session, make_article(session, project, text=text), WORDS)
        roles = {"anna": Role.ANNOTATOR, "ben": Role.ANNOTATOR, "judy": Role.ADJUDICATOR}
        roles |= {"mona": Role.MANAGER, "max": Role.MANAGER}
        people = {name: make_member(session, project, role=role) for name, role in roles.items()}
        keys = {name: member.id for name, member in people.items()}
        return Team(database, project.id, tuple(claim.public_id for claim in claims), keys)


def overfull(session: Session) -> list[str]:
    """Claims that somebody has before them though others have taken all that they ask for."""
    asked = func.coalesce(Claim.asked_in_round, Project.annotators_per_claim)
    kept = select(func.count()).where(Assignment.claim_id == Claim.id, *is_kept())
    taken = Claim.annotator_count + kept.correlate(Claim).scalar_subquery()
    query = select(Claim.public_id).join(Project, Project.id == Claim.project_id)
    return list(
        session.scalars(
            query.where(kept.correlate(Claim).scalar_subquery() > 0, taken > asked),
            {"now": utc_now()},
        )
    )


def unlocked(session: Session) -> list[str]:
    """Complete claims with an answer that is not locked, though several people answer."""
    asked = func.coalesce(Claim.asked_in_round, Project.annotators_per_claim)
    query = (
        select(Claim.public_id)
        .join(Project, Project.id == Claim.project_id)
        .join(Annotation, Annotation.claim_id == Claim.id)
        .where(
            Project.annotators_per_claim > 1,
            Claim.annotator_count >= asked,
            Annotation.state == AnnotationState.SUBMITTED,
        )
    )
    return list(session.scalars(query))


def somebody_waits(database: Database) -> bool:
    waiting = text(
        "select count(*) from pg_stat_activity"
        " where datname = current_database() and wait_event_type = 'Lock'"
    )
    with database.reading() as session:
        return bool(session.execute(waiting).scalar_one())


def during(team: Team, first: Callable[..., object], then: Callable[[], object]) -> list[str]:
    """Let `then` begin while the first one holds its claim, and both come to their ends.

    Both are done, or refused in words; nothing broke, and what is stored follows from the rows.
    """
    refused, begun = list[str](), list[Future[None]]()

    def work(act: Callable[[], object]) -> None:
        try:
            act()
        except Refusal as refusal:
            refused.append(type(refusal).__name__)

    def meanwhile() -> None:
        begun.append(pool.submit(work, then))
        if not team.database.is_sqlite:  # there, whoever changes something waits from the start
            wait_until(lambda: begun[0].done() or somebody_waits(team.database))

    with ThreadPoolExecutor() as pool:
        work(lambda: first(meanwhile))
        begun[0].result(PATIENCE)
    with team.database.reading() as session:
        assert list(outdated(session)) == []
        assert overfull(session) == []
        assert unlocked(session) == []
    return refused


def test_a_round_starts_while_one_of_its_claims_is_answered(team: Team) -> None:
    # when
    refused = during(team, lambda then: team.submit("anna", then=then), team.start_round)

    # then
    assert refused in ([], ["OtherDraw"])


def test_two_managers_who_start_rounds_at_once_start_one_or_two_of_other_claims(
    team: Team,
) -> None:
    # given
    def first(then: Callable[[], object]) -> None:
        then()
        team.start_round("mona")

    # when
    refused = during(
        team,
        first,
        lambda: team.start_round("max"),
    )

    # then
    with team.database.reading() as session:
        numbers = session.scalars(select(Round.number).order_by(Round.number)).all()
        in_rounds = session.scalars(select(func.count()).where(Claim.round_id.is_not(None))).one()
    assert numbers == list(range(1, 3 - len(refused)))
    assert in_rounds == 2 * len(numbers)


def test_codes_are_merged_while_a_claim_is_answered(team: Team) -> None:
    # given
    team.submit("ben", source_type="legal")

    # when
    refused = during(
        team,
        lambda then: team.submit("anna", then=then, source_type="government"),
        lambda: team.merge_codes("legal", "government"),
    )

    # then
    assert refused == []


def test_codes_are_merged_while_a_claim_is_settled(team: Team) -> None:
    # given
    team.submit("ben", source_type="legal")
    team.submit("anna", source_type="government")

    # when
    refused = during(
        team,
        lambda then: team.settle(then=then, source_type="legal"),
        lambda: team.merge_codes("legal", "government"),
    )

    # then
    assert refused == []


@pytest.mark.parametrize("annotators", [1, 2, 4])
def test_a_project_asks_for_other_answers_while_one_comes_in(team: Team, annotators: int) -> None:
    # given
    team.change_settings(annotators_per_claim=3)
    team.submit("ben")

    # when
    refused = during(
        team,
        lambda then: team.submit("anna", then=then),
        lambda: team.change_settings(annotators_per_claim=annotators),
    )

    # then
    assert refused == []


def test_fewer_answers_are_asked_for_before_one_comes_in_that_is_on_its_way(team: Team) -> None:
    # given
    team.change_settings(annotators_per_claim=3)
    team.submit("ben")

    # when
    refused = during(
        team,
        lambda then: team.change_settings(annotators_per_claim=2, then=then),
        lambda: team.submit("anna"),
    )

    # then
    assert refused == []


@pytest.mark.parametrize("share", [0, 50])
def test_another_share_is_held_out_while_a_claim_is_answered(team: Team, share: int) -> None:
    # given
    team.change_settings(held_out_percent=20)

    # when
    refused = during(
        team,
        lambda then: team.submit("anna", then=then),
        lambda: team.change_settings(held_out_percent=share),
    )

    # then
    assert refused == []


def test_a_round_is_closed_while_its_last_answer_comes_in(team: Team) -> None:
    # given
    team.start_round("mona", "anna", "ben", "judy")
    number = team.in_round()
    for who in ("ben", "judy"):
        team.submit(who, number)

    # when
    refused = during(team, lambda then: team.submit("anna", number, then=then), team.close_round)

    # then
    assert refused == []


def test_somebody_leaves_while_the_last_answer_of_another_one_comes_in(team: Team) -> None:
    # given
    team.start_round("mona", "anna", "ben", "judy")
    number = team.in_round()
    team.submit("judy", number)

    # when
    refused = during(
        team,
        lambda then: team.submit("anna", number, then=then),
        lambda: team.lock_out("ben"),
    )

    # then
    assert refused == []


def test_two_leave_a_round_at_once(team: Team) -> None:
    # given
    team.start_round("mona", "anna", "ben", "judy", "max")
    number = team.in_round()
    for who in ("judy", "max"):
        team.submit(who, number)

    # when
    refused = during(team, lambda then: team.leave("anna", then=then), lambda: team.lock_out("ben"))

    # then
    assert refused == []


def test_another_look_is_asked_for_while_an_answer_comes_in(team: Team) -> None:
    # given
    team.submit("ben", source_type="legal")
    team.merge_codes("legal", "government")

    # when
    refused = during(team, lambda then: team.submit("anna", then=then), team.ask_again)

    # then
    assert refused == []


def test_two_claims_that_name_one_source_are_settled_in_the_same_moment(team: Team) -> None:
    # given
    for number in (0, 1):
        team.submit("ben", number)

    # when
    refused = during(
        team, lambda then: team.submit("anna", 1, at_end=then), lambda: team.submit("anna", 0)
    )

    # then
    assert refused == []


def test_a_comment_is_taken_back_while_it_is_resolved(team: Team) -> None:
    # given
    team.comment()

    # when
    refused = during(
        team, lambda then: team.resolve_comment("judy", then=then), team.take_comment_back
    )

    # then
    assert len(refused) <= 1


@pytest.mark.parametrize("keeping", ["pull", "save_draft"])
@pytest.mark.parametrize("leaving", ["lock_out", "leave"])
def test_who_leaves_while_they_begin_a_claim_keeps_no_place(
    team: Team, leaving: str, keeping: str
) -> None:
    # when
    during(
        team,
        lambda then: getattr(team, keeping)("anna", then=then),
        lambda: getattr(team, leaving)("anna"),
    )

    # then
    assert team.kept_places() == []


@pytest.mark.parametrize("keeping", ["pull", "save_draft"])
@pytest.mark.parametrize("leaving", ["lock_out", "leave"])
def test_who_is_leaving_keeps_no_place_at_a_claim(team: Team, leaving: str, keeping: str) -> None:
    # when
    during(
        team,
        lambda then: getattr(team, leaving)("anna", then=then),
        lambda: getattr(team, keeping)("anna"),
    )

    # then
    assert team.kept_places() == []
