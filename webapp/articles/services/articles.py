"""Changes to articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.articles.files.drafts import Draft, Facts
from webapp.articles.files.findings import Findings
from webapp.articles.queries.copies import duplicate_or_none, head_of, printed_texts
from webapp.articles.services.shingles import add_shingles
from webapp.articles.services.striking import as_stored
from webapp.errors import Refusal, Stale
from webapp.models import Article, Project, StagedArticle, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.proposals import add_proposals


class AlreadyImported(Refusal):
    """The project has exactly this text."""

    status = 409


class AlreadyCorrected(Refusal):
    """There is a newer version of the article than the one to be corrected."""

    status = 409


@dataclass(frozen=True)
class Relation:
    """What a new article is to those that the project has."""

    supersedes: Article | None = None
    copy_of: Article | None = None
    is_wanted_again: bool = False
    """It is stored even where the same outlet has printed its text already."""


UNRELATED = Relation()


def add_article(
    session: Session,
    by: User | None,
    *,
    project: Project,
    draft: Draft,
    findings: Findings,
    relation: Relation = UNRELATED,
) -> Article:
    """Store a text for good and propose its claims.

    The same text of the same outlet is refused, unless it is wanted again; of another outlet it is
    stored as a copy. The caller works the findings out, since that takes its time and no write
    should wait for it.
    """
    split = findings.split
    session.execute(
        select(Project.id).where(Project.id == project.id).with_for_update(key_share=True)
    )
    printed = printed_texts(session, project, [draft.text_sha256]).get(draft.text_sha256, [])
    supersedes = relation.supersedes
    if printed and not relation.is_wanted_again:
        twin = printed[0] if supersedes else duplicate_or_none(printed, draft.facts.outlet)
        if twin is not None:
            raise AlreadyImported(f"The project has this text already: “{twin.title}”.")
    if supersedes is not None and supersedes.superseded_by:
        raise AlreadyCorrected(
            f"There is a corrected version of “{supersedes.title}” already. "
            "Open that one and correct it."
        )
    article = _article(draft, project=project, by=by, supersedes=supersedes)
    original = next(iter(printed), relation.copy_of)
    article.copy_of = head_of(original) if original else None
    article.engine_version = split.engine_version
    session.add(article)
    session.flush()
    add_shingles(session, article, findings.sketch)
    add_proposals(session, article, split)
    record(
        session,
        by,
        project,
        Change(
            action=Action.ARTICLE_IMPORTED,
            object_kind=ObjectKind.ARTICLE,
            object_id=article.public_id,
            after={
                **facts_as_json(article),
                "text_sha256": article.text_sha256,
                "file_sha256": draft.file_sha256,
                "original_sha256": draft.original_sha256 or None,
                "furniture": article.furniture,
                "engine_version": article.engine_version,
                "claim_count": len(split.attributions),
                "supersedes": supersedes.public_id if supersedes else None,
                "copy_of": article.copy_of.public_id if article.copy_of else None,
            },
        ),
    )
    return article


def edit_article(
    session: Session, by: User, *, article: Article, version: int, facts: Facts
) -> None:
    """Correct what is known about an article; its text stays as it is."""
    if article.version != version:
        raise Stale(
            "Somebody changed this article while you had it open.",
            version=article.version,
            saved=facts_in_words(article),
        )
    before = facts_as_json(article)
    take_facts(article, facts)
    after = facts_as_json(article)
    if after == before:
        return
    session.flush()
    changed = [name for name in after if after[name] != before[name]]
    record(
        session,
        by,
        article.project,
        Change(
            action=Action.ARTICLE_CORRECTED,
            object_kind=ObjectKind.ARTICLE,
            object_id=article.public_id,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        ),
    )


def take_facts(row: Article | StagedArticle, facts: Facts) -> None:
    """Store what a person says about an article; a title of theirs is not ours."""
    row.is_title_ours = row.is_title_ours and facts.title == row.title
    row.title = facts.title
    row.outlet = facts.outlet
    row.published_on = facts.published_on
    row.url = facts.url
    row.language = facts.language
    row.is_sensitive = facts.is_sensitive


def facts_as_json(row: Article) -> dict[str, Any]:
    """What the history keeps of what is known about an article."""
    return {
        "title": row.title,
        "is_title_ours": row.is_title_ours,
        "outlet": row.outlet,
        "published_on": row.published_on.isoformat() if row.published_on else None,
        "url": row.url,
        "language": row.language,
        "is_sensitive": row.is_sensitive,
    }


def facts_in_words(row: Article | StagedArticle) -> dict[str, str]:
    """What stands in each field of the form, for the page of a conflict."""
    return {
        "title": row.title,
        "outlet": row.outlet,
        "published_on": row.published_on.isoformat() if row.published_on else "",
        "url": row.url,
        "language": row.language,
        "is_sensitive": "yes" if row.is_sensitive else "no",
    }


def _article(
    draft: Draft, *, project: Project, by: User | None, supersedes: Article | None
) -> Article:
    facts = draft.facts
    return Article(
        project=project,
        text=draft.text,
        text_sha256=draft.text_sha256,
        word_count=draft.word_count,
        title=facts.title,
        is_title_ours=facts.is_title_ours,
        outlet=facts.outlet,
        published_on=facts.published_on,
        url=facts.url,
        language=facts.language,
        is_sensitive=facts.is_sensitive,
        furniture=as_stored(draft.strikes),
        supersedes=supersedes,
        created_by=by,
    )
