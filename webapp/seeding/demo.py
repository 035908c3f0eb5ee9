"""Fills a demo project through the same services as the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from webapp.articles.files.findings import Findings
from webapp.articles.files.language import with_language
from webapp.articles.files.sent_file import File, drafts_of
from webapp.articles.queries.articles import article_with_text_or_none
from webapp.articles.services.articles import add_article
from webapp.attribution import Engine
from webapp.attribution.text.furniture import places_of
from webapp.attribution.text.languages import ENGLISH
from webapp.models import Article, Membership, Project, User
from webapp.models.base import utc_now
from webapp.projects.pages.settings import settings_of
from webapp.projects.queries.projects import membership_of_or_none, project_or_none
from webapp.projects.services.members import add_member
from webapp.projects.services.projects import add_project, change_settings
from webapp.reliability.queries.answers import answers_to_compare
from webapp.reliability.services.computing import computed
from webapp.reliability.services.storing import store_agreement
from webapp.rules.invitations import add_user, user_or_none
from webapp.seeding.disputes import has_had_disputes, seed_disputes
from webapp.seeding.folder import seeds_folder
from webapp.seeding.tags import check_splits, seed_aliases, seed_tags, settle_some
from webapp.similarity.copies import sketch_of
from webapp.vocabulary import DEMO_COLLEAGUES, DEMO_PREFIX, Role

DEMO_PROJECT = "Belarus 2020"


def seed_demo(session: Session, engine: Engine) -> list[User]:
    """The demo's users, one per role; makes what is missing and nothing twice."""
    project = project_or_none(session, DEMO_PROJECT) or add_project(
        session, None, name=DEMO_PROJECT, guideline=_guideline()
    )
    articles = {
        path.name: _article(session, engine, project, path)
        for path in sorted(seeds_folder().glob("*.txt"))
    }
    people = [_person(session, project, f"{DEMO_PREFIX}{role}", role) for role in Role]
    if not has_had_disputes(session, project):
        _seed_work(session, project, articles)
    return people


def _guideline() -> str:
    """How the demo's annotators are to judge, in Markdown."""
    return (seeds_folder() / "guideline.md").read_text("utf-8")


def _article(session: Session, engine: Engine, project: Project, path: Path) -> Article:
    """The article of a file, imported and split where the project lacks it."""
    (draft,) = drafts_of(File(path.name, path.read_bytes()))
    draft = with_language(draft, said=ENGLISH, usual=ENGLISH)
    article = article_with_text_or_none(session, project, draft.text_sha256)
    if article is not None:
        return article
    findings = Findings(engine.split(draft.text, places_of(draft.strikes)), sketch_of(draft.text))
    return add_article(session, None, project=project, draft=draft, findings=findings)


def _person(session: Session, project: Project, name: str, role: Role) -> User:
    """The user of this name, a member of the project where they are new."""
    user = user_or_none(session, name)
    if user is None:
        shown = name.replace("-", " ").capitalize()
        user = add_user(session, None, username=name, display_name=shown)
        add_member(session, None, project=project, user=user, role=role)
    return user


def _member(session: Session, project: Project, name: str, role: Role) -> Membership:
    user = _person(session, project, name, role)
    found = membership_of_or_none(session, project, user)
    return found or add_member(session, None, project=project, user=user, role=role)


def _seed_work(session: Session, project: Project, articles: Mapping[str, Article]) -> None:
    """What a team has done before a newcomer signs in: splits checked, disputes, tags, figures."""
    _ask_several(session, project, len(DEMO_COLLEAGUES))
    annotators = {name: _member(session, project, name, Role.ANNOTATOR) for name in DEMO_COLLEAGUES}
    adjudicator = _member(session, project, f"{DEMO_PREFIX}{Role.ADJUDICATOR}", Role.ADJUDICATOR)
    checked = check_splits(session, annotators, articles)
    seed_disputes(session, adjudicator, articles)
    seed_tags(session, annotators, checked)
    settle_some(session, adjudicator, checked)
    seed_aliases(session, adjudicator)
    _compare(session, project)


def _ask_several(session: Session, project: Project, annotators: int) -> None:
    """So many people answer each claim, each without seeing the others' answers."""
    manager = _member(session, project, f"{DEMO_PREFIX}{Role.MANAGER}", Role.MANAGER)
    settings = replace(settings_of(project), annotators_per_claim=annotators)
    change_settings(
        session, manager.user, project=project, version=project.version, settings=settings
    )


def _compare(session: Session, project: Project) -> None:
    """How far the annotators agree, so that its page has something to show."""
    answers, now = answers_to_compare(session, project.id), utc_now()
    store_agreement(session, project.id, answers=answers, found=computed(answers), now=now)
