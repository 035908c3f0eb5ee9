"""What people do in a project, drawn by lot, for tests of what has to hold whatever they do."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from tests.making import (
    TEXT,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
)
from webapp.adjudication.queries.answers import answers_to, digest_of, version_of
from webapp.adjudication.services.reopening import reopen
from webapp.adjudication.services.settling import leave_for_later, settle_claim
from webapp.annotations.queries.claims import annotation_by, words_digest
from webapp.annotations.services import tagging
from webapp.articles.files.drafts import Facts
from webapp.articles.services.articles import edit_article
from webapp.attribution import Attribution, Split, TextSpan
from webapp.claims.services import judging, spans, splitting_again
from webapp.claims.services.spans import places_of
from webapp.journal.settling import undo_settling
from webapp.journal.undoing import undo
from webapp.models import Article, Claim, Membership, Project, Source
from webapp.projects.pages.settings import settings_of
from webapp.projects.services.projects import change_settings
from webapp.rules.actions import ObjectKind
from webapp.rules.codebooks import newest_codebook
from webapp.rules.tags import SeenVersion, Tags
from webapp.sources.services import editing, merging
from webapp.vocabulary import (
    AdjudicationReason,
    CodeField,
    Role,
    SettledBy,
    SkipReason,
    SpanRole,
)

SOURCE_TYPES = ("government", "legal", "political_group")
NAMES = ("The Government", "O’Brien", "o'brien", "Élan", "MINSK police")
WORDS = ("his partner", "saw", "the body", "there were no marks", "a hole in his chest", "released")


@dataclass(frozen=True)
class World:
    """A project with two annotators and an adjudicator, who do whatever comes into their minds."""

    session: Session
    project: Project
    members: tuple[Membership, ...]
    chance: random.Random

    @property
    def judge(self) -> Membership:
        return self.members[-1]

    @property
    def people(self) -> tuple[Membership, ...]:
        """Those who are there, and may tag."""
        return tuple(
            one
            for one in self.members
            if one.ended_at is None and one.user.is_active and one.role != Role.VIEWER
        )

    def somebody(self) -> Membership:
        return self.chance.choice(self.people)

    def claim(self) -> Claim:
        query = select(Claim).where(Claim.project_id == self.project.id).order_by(Claim.id)
        return self.chance.choice(self.session.scalars(query).all())

    def source_type(self) -> str:
        """One of three that forms offer; they are merged into one another, and parted again."""
        codes = newest_codebook(self.session, self.project).codes
        offered = {code.value for code in codes if not code.is_retired}
        return self.chance.choice([one for one in SOURCE_TYPES if one in offered])

    def article(self) -> Article:
        query = select(Article).where(Article.project_id == self.project.id).order_by(Article.id)
        return self.chance.choice(self.session.scalars(query).all())

    def source(self) -> Source:
        query = select(Source).where(Source.project_id == self.project.id).order_by(Source.id)
        return self.chance.choice(self.session.scalars(query).all())

    def place(self) -> list[TextSpan]:
        words = self.chance.choice(WORDS)
        return [TextSpan(TEXT.index(words), TEXT.index(words) + len(words))]


def world_in(session: Session) -> World:
    """Two articles of one text, whose claims people have begun to tag."""
    project = make_project(session, name="Walked", annotators_per_claim=2)
    roles = (Role.ANNOTATOR, Role.ANNOTATOR, Role.ADJUDICATOR)
    members = tuple(make_member(session, project, role=role) for role in roles)
    for day in (date(2020, 8, 16), None):
        article = make_article(session, project, published_on=day)
        make_claim(session, article, proposed_source_name="The Mayor")
        make_claim(session, article, source="she", cue="believes", content=("he was shot",))
    make_source(session, project, name="Élan")
    return World(session, project, members, random.Random(0))


def seen(claim: Claim, by: Membership) -> SeenVersion:
    mine = annotation_by(claim, by.user)
    return SeenVersion(version=mine.version if mine else 0, words=words_digest(claim))


def tag(world: World) -> None:
    claim, by = world.claim(), world.somebody()
    codes = {
        CodeField.SOURCE_TYPE: world.source_type(),
        CodeField.STANCE: world.chance.choice(("support", "support", "deny")),
    }
    names = {world.chance.choice(NAMES): None for _ in range(world.chance.choice((1, 1, 2)))}
    answers = Tags(source_names=tuple(names), codes=codes)
    save = world.chance.choice((tagging.submit, tagging.submit, tagging.save_draft))
    save(world.session, by.user, claim=claim, answers=answers, seen=seen(claim, by))


def skip(world: World) -> None:
    claim, by = world.claim(), world.somebody()
    values: dict[str, Any] = {"reason": SkipReason.AMBIGUOUS, "note": "", "seen": seen(claim, by)}
    tagging.skip(world.session, by.user, claim=claim, **values)


def take_tags_back(world: World) -> None:
    claim, by = world.claim(), world.somebody()
    version = seen(claim, by).version
    tagging.undo_tags(world.session, by.user, claim=claim, version=version)


def doubt(world: World) -> None:
    claim, by = world.claim(), world.somebody()
    reason = world.chance.choice((SkipReason.NOT_A_CLAIM, SkipReason.TEXT_BROKEN))
    values: dict[str, Any] = {"reason": reason, "note": "", "seen": seen(claim, by)}
    tagging.skip(world.session, by.user, claim=claim, **values)


def settle(world: World) -> None:
    query = select(Claim).where(Claim.needs_adjudication == true()).order_by(Claim.id)
    claim = world.session.scalars(query).first() or world.claim()
    stance = world.chance.choice(("support", "deny"))
    codes = {CodeField.SOURCE_TYPE: world.source_type(), CodeField.STANCE: stance}
    save = world.chance.choice((settle_claim, settle_claim, leave_for_later))
    save(
        world.session,
        world.judge,
        claim=claim,
        answers=Tags(source_names=(world.chance.choice(NAMES),), codes=codes),
        reason=AdjudicationReason.EDGE_CASE,
        seen=SeenVersion(version=version_of(claim), words=digest_of(claim)),
    )


def open_again(world: World) -> None:
    claim = world.claim()
    answers = [one for one in answers_to(claim) if world.chance.random() < 0.5]
    values: dict[str, Any] = {"answers": answers, "because": "Read it again."}
    values["seen"] = SeenVersion(version=version_of(claim), words=digest_of(claim))
    reopen(world.session, world.judge, claim=claim, **values)


def take_settling_back(world: World) -> None:
    undo_settling(world.session, world.judge, world.claim())


def change_rule(world: World) -> None:
    project = world.project
    change_settings(
        world.session,
        world.judge.user,
        project=project,
        version=project.version,
        settings=replace(
            settings_of(project),
            annotators_per_claim=world.chance.choice((1, 2, 2, 3)),
            settled_by=world.chance.choice(tuple(SettledBy)),
            held_out_percent=world.chance.choice((0, 20, 50)),
        ),
    )


def judge(world: World) -> None:
    acts = (judging.accept_claim, judging.mark_not_a_claim, judging.put_back)
    claim = world.claim()
    world.chance.choice(acts)(world.session, world.judge, claim=claim, version=claim.version)


def draw(world: World) -> None:
    claim = world.claim()
    places = {**places_of(claim), SpanRole.CONTENT: world.place()}
    values: dict[str, Any] = {"version": claim.version, "places": places}
    spans.edit_spans(world.session, world.judge, claim=claim, **values)


def find(world: World) -> None:
    places = {SpanRole.SOURCE: world.place(), SpanRole.CONTENT: world.place()}
    spans.add_claim(world.session, world.judge, article=world.article(), places=places)


def part(world: World) -> None:
    claim = world.claim()
    values: dict[str, Any] = {"version": claim.version, "contents": (world.place(), world.place())}
    spans.split_claim(world.session, world.judge, claim=claim, **values)


def merge(world: World) -> None:
    claim, other = world.claim(), world.claim()
    values: dict[str, Any] = {
        "version": claim.version,
        "other": other,
        "other_version": other.version,
    }
    spans.merge_claims(world.session, world.judge, claim=claim, **values)


def take_claim_back(world: World) -> None:
    by = world.somebody()
    undo(world.session, by, ObjectKind.CLAIM, world.claim().public_id)


def split_again(world: World) -> None:
    found = Attribution(tuple(world.place()), (), tuple(world.place()), None, 0.5)
    split = Split(f"engine-{world.chance.random()}", (found,))
    splitting_again.split_again(world.session, world.judge, article=world.article(), split=split)


def correct(world: World) -> None:
    article, day = world.article(), world.chance.randint(1, 28)
    published_on = world.chance.choice((None, date(2020, 8, day)))
    said: dict[str, Any] = {"outlet": "Élan", "language": "en", "published_on": published_on}
    facts = Facts(title=f"MINSK on day {day}", **said)
    version = article.version
    edit_article(world.session, world.judge.user, article=article, version=version, facts=facts)


def rename(world: World) -> None:
    source = world.source()
    values: dict[str, Any] = {"name": f"{world.chance.choice(NAMES)} {world.chance.randint(1, 9)}"}
    values |= {"version": source.version, "source_type": "government"}
    editing.edit_source(world.session, world.judge, source=source, **values)


def join(world: World) -> None:
    kept, gone = world.source(), world.source()
    values: dict[str, Any] = {"version": kept.version, "gone_version": gone.version}
    merging.merge_sources(world.session, world.judge, kept=kept, gone=gone, **values)


def split_off(world: World) -> None:
    source = world.source()
    alias = source.aliases[0].name if source.aliases else "none"
    values: dict[str, Any] = {"version": source.version, "alias": alias, "takes_tags": True}
    merging.split_off(world.session, world.judge, source=source, **values)


def take_source_back(world: World) -> None:
    source = world.source()
    kind, version = ObjectKind.SOURCE, source.version
    undo(world.session, world.judge, kind, source.public_id, version=version)


ACTS: tuple[Callable[[World], None], ...] = (
    *(tag, tag, tag, tag, tag, tag, skip, doubt, take_tags_back, take_tags_back),
    *(settle, settle, settle, open_again, take_settling_back, change_rule),
    *(judge, draw, draw, find, part, merge, take_claim_back, take_claim_back, split_again),
    *(correct, rename, join, join, split_off, take_source_back, take_source_back),
)
