"""What a team and its managers do at random: queues, rounds, leaving, merged codes, comments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from tests.rules.walking import SOURCE_TYPES, World, seen
from webapp.annotations.queries.claims import annotation_by
from webapp.annotations.services import tagging
from webapp.articles.services import withdrawing
from webapp.assignments.pages import Giving
from webapp.assignments.queries import plan_of
from webapp.assignments.services import give, take_back
from webapp.codebooks.pages.words import CodeWords
from webapp.codebooks.queries.drafts import next_version
from webapp.codebooks.queries.earlier import claims_touched, touched_by_changes
from webapp.codebooks.services.asking_again import ask_at_all, take_asking_back
from webapp.codebooks.services.drafting import merge_code, restore_code
from webapp.codebooks.services.making import make_version
from webapp.comments import services as comments
from webapp.journal.undoing import undo
from webapp.models import Assignment, Comment, Event, Membership, Round
from webapp.models.base import utc_now
from webapp.projects.pages.settings import settings_of
from webapp.projects.services import archiving, members
from webapp.projects.services.projects import change_settings
from webapp.rounds.pages import RoundChoice
from webapp.rounds.queries import draw_of
from webapp.rounds.services import close_round, start_round
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.locking import why_closed
from webapp.rules.tags import Tags
from webapp.rules.taking_up import take_next
from webapp.users.services.instance import deactivate, reactivate
from webapp.vocabulary import CodeField, Role


def answer_all(world: World) -> None:
    """Everybody who is there answers one claim, as long as it takes answers."""
    claim, names = world.claim(), ("The Government",)
    for by in world.people:
        codes = {CodeField.SOURCE_TYPE: world.source_type(), CodeField.STANCE: "support"}
        tags = Tags(source_names=names, codes=codes)
        world.session.expire_all()
        if not why_closed(claim, annotation_by(claim, by.user)):
            tagging.submit(world.session, by.user, claim=claim, answers=tags, seen=seen(claim, by))


def pull(world: World) -> None:
    take_next(world.session, world.somebody())


def give_out(world: World) -> None:
    now, choice = utc_now(), Giving([world.article()], [world.somebody()])
    count = plan_of(world.session, world.judge, choice, now).count
    give(world.session, world.judge, choice=choice, count=count, now=now)


def take_places_back(world: World) -> None:
    query = select(Assignment.public_id).where(Assignment.ended_at.is_(None))
    ids = world.session.scalars(query.order_by(Assignment.id)).all()
    take_back(world.session, world.judge, ids=ids[:2], now=utc_now())


def hold_out(world: World) -> None:
    project = world.project
    share = world.chance.choice((0, 20, 50))
    change_settings(
        world.session,
        world.judge.user,
        project=project,
        version=project.version,
        settings=replace(settings_of(project), held_out_percent=share),
    )


def begin_round(world: World) -> None:
    people, now = world.people, utc_now()
    choice = RoundChoice(count=2, seed=world.chance.randint(1, 9), people=people)
    count = len(draw_of(world.session, world.project, choice, now).claim_ids)
    start_round(world.session, world.judge, choice=choice, shown_count=count, now=now)


def end_round(world: World) -> None:
    query = select(Round).where(Round.project_id == world.project.id, Round.closed_at.is_(None))
    which = world.session.scalars(query.order_by(Round.id)).first()
    if which is not None:
        values: dict[str, Any] = {"version": which.version, "now": utc_now()}
        close_round(world.session, world.judge, which=which, **values)


def _other(world: World) -> Membership:
    """Somebody but the judge, who keeps the project."""
    return world.chance.choice(world.members[:-1])


def leave(world: World) -> None:
    who, by = _other(world), world.judge.user
    members.end_membership(world.session, by, membership=who, version=who.version, now=utc_now())


def come_back(world: World) -> None:
    who, by = _other(world), world.judge.user
    members.reinstate(world.session, by, membership=who, version=who.version)


def change_role(world: World) -> None:
    who, by = _other(world), world.judge.user
    role = world.chance.choice((Role.VIEWER, Role.ANNOTATOR, Role.ADJUDICATOR))
    members.change_role(world.session, by, membership=who, version=who.version, role=role)


def lock_out(world: World) -> None:
    deactivate(world.session, None, _other(world).user, utc_now())


def let_in(world: World) -> None:
    reactivate(world.session, None, _other(world).user)


def merge_codes(world: World) -> None:
    merged, into = world.chance.sample(SOURCE_TYPES, 2)
    code, by = _code(world, merged), world.judge.user
    merge_code(world.session, by, project=world.project, code=code, into=into)
    _publish(world)


def restore_codes(world: World) -> None:
    code, by = _code(world, world.chance.choice(SOURCE_TYPES)), world.judge.user
    restore_code(world.session, by, project=world.project, code=code)
    _publish(world)


def _code(world: World, value: str) -> CodeWords:
    words = next_version(world.session, world.project).words
    code = words.code_or_none(CodeField.SOURCE_TYPE, value)
    assert code is not None
    return code


def _publish(world: World) -> None:
    seen = next_version(world.session, world.project).words.digest
    make_version(world.session, world.judge.user, project=world.project, seen=seen)


def ask_again(world: World) -> None:
    for touched in touched_by_changes(world.session, world.project):
        claims = world.session.scalars(claims_touched(world.project, touched)).unique().all()
        if claims:
            which: dict[str, Any] = {"change_id": touched.change.id, "count": len(claims)}
            ask_at_all(world.session, world.judge, **which)
            return


def take_asking_again_back(world: World) -> None:
    query = select(Event).where(Event.action == Action.ANOTHER_LOOK_ASKED).order_by(Event.id.desc())
    event = world.session.scalars(query).first()
    take_asking_back(world.session, world.judge, event.object_id if event else "")


def comment(world: World) -> None:
    words = f"@{_other(world).pseudonym}, is this one claim? {world.chance.random()}"
    by = world.somebody()
    known = world.session.scalars(select(Comment).where(Comment.author_id == by.user_id)).first()
    if known is None or world.chance.random() < 0.5:
        comments.write_comment(world.session, by, claim=world.claim(), text=words)
    else:
        version = known.version
        comments.edit_comment(world.session, by, comment=known, version=version, text=words)


def take_comment_back(world: World) -> None:
    known = world.session.scalars(select(Comment).order_by(Comment.id.desc())).first()
    if known is not None:
        by = next(one for one in world.members if one.user_id == known.author_id)
        undo(world.session, by, ObjectKind.COMMENT, known.public_id, version=known.version)


def withdraw(world: World) -> None:
    article, by = world.article(), world.judge.user
    values: dict[str, Any] = {"version": article.version, "because": "It was retracted."}
    withdrawing.withdraw(world.session, by, article=article, now=utc_now(), **values)


def bring_article_back(world: World) -> None:
    article, by = world.article(), world.judge.user
    withdrawing.bring_back(world.session, by, article=article, version=article.version)


def archive(world: World) -> None:
    project, by = world.project, world.judge.user
    values: dict[str, Any] = {"version": project.version, "because": "It is over."}
    archiving.archive(world.session, by, project=project, now=utc_now(), **values)


def bring_project_back(world: World) -> None:
    project, by = world.project, world.judge.user
    archiving.bring_back(world.session, by, project=project, version=project.version)


TEAM_ACTS = (
    *(answer_all,) * 6,
    *(pull, pull, give_out, take_places_back, hold_out, hold_out),
    *(begin_round, begin_round, end_round, leave, come_back, come_back),
    *(change_role, change_role, lock_out, let_in, let_in),
    *(merge_codes, merge_codes, restore_codes, ask_again, ask_again, take_asking_again_back),
    *(comment, comment, take_comment_back),
    *(withdraw, bring_article_back, bring_article_back),
    *(archive, *(bring_project_back,) * 12),
)
