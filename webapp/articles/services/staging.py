"""Changes to uploads that wait: each belongs to one person, and is no article yet.

They stand in no history: what was never confirmed never happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.articles.files.drafts import Draft, Facts
from webapp.articles.files.language import with_language
from webapp.articles.files.origins import (
    BY_A_PERSON,
    inherited_origins,
    with_origins,
)
from webapp.articles.files.parsing import MAX_WAITING, ParsedFile, read
from webapp.articles.files.sent_file import File, Several
from webapp.articles.queries.articles import usual_language
from webapp.articles.services.import_jobs import forget_old
from webapp.articles.services.shingles import compare
from webapp.articles.services.striking import take_text
from webapp.errors import Refusal, TooLarge
from webapp.models import Article, Project, StagedArticle, StagedTable, User
from webapp.models.base import new_public_id
from webapp.models.staged_article import STAGED_FOR


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What a person sends at once, and what they say of all of it."""

    readings: Sequence[ParsedFile]
    language: str = ""
    """What the person says of all of it; empty where each text is to be looked at."""
    is_sensitive: bool = False
    supersedes: Article | None = None


@dataclass(frozen=True)
class StagingPlace:
    """For whom something waits, where, and since when."""

    project: Project
    by: User
    position: int
    now: datetime


def stage(session: Session, by: User, *, project: Project, sending: Sending, now: datetime) -> None:
    """Let readings wait for their confirmation, after those that wait already; clears old ones."""
    drafts = _looked_at(sending, usual_language(session, project))
    is_waiting = StagedArticle.chunk_id.is_(None)
    is_old = StagedArticle.created_at <= now - STAGED_FOR
    session.execute(delete(StagedArticle).where(is_waiting, is_old))
    forget_old(session, now)
    mine = (is_waiting, StagedArticle.project_id == project.id, StagedArticle.user_id == by.id)
    count, last = session.execute(
        select(func.count(), func.coalesce(func.max(StagedArticle.position), 0)).where(*mine)
    ).one()
    if count + len(sending.readings) > MAX_WAITING:
        raise TooLarge(
            f"At most {MAX_WAITING:,} articles can wait for their confirmation. "
            "Import or discard those that wait, or send fewer at once."
        )
    if sending.supersedes is not None and len(sending.readings) != 1:
        raise Refusal("A corrected version is one article: send one text or one file.")
    rows = [
        _staged(reading, draft, sending, StagingPlace(project, by, last + number, now))
        for number, (reading, draft) in enumerate(
            zip(sending.readings, drafts, strict=True), start=1
        )
    ]
    _add(session, by, project, rows)


def _add(session: Session, by: User, project: Project, rows: Sequence[StagedArticle]) -> None:
    """Store rows, each with what it is nearly the same as in the project or above it."""
    compare(session, by, project, rows)
    session.add_all(rows)
    session.flush()


def stage_tables(
    session: Session, by: User, *, project: Project, files: Sequence[File], now: datetime
) -> None:
    """Let exported tables wait for their confirmation, in the place of those that waited.

    Whoever imports them reads them; here it only matters that nothing else came along.
    """
    tables = [file.shown_name for file in files if file.is_exported]
    others = [file.shown_name for file in files if not file.is_exported]
    if others:
        raise Refusal(
            f"{tables[0]}: this is a table that Counterclaim exported. Exported tables come back "
            f"all together and with nothing else: send {', '.join(others)} before or after."
        )
    session.execute(
        delete(StagedTable).where(
            (StagedTable.created_at <= now - STAGED_FOR)
            | ((StagedTable.project_id == project.id) & (StagedTable.user_id == by.id))
        )
    )
    session.add_all(
        StagedTable(
            project=project, user=by, file_name=file.name, content=file.content, created_at=now
        )
        for file in files
    )
    session.flush()


def read_again(
    session: Session,
    *,
    staged: StagedArticle,
    encoding: str,
    several: Several | None = None,
    columns: Mapping[str, str] | None = None,
) -> list[StagedArticle]:
    """Read the file of a staged article in another way; its rows take the old one's place."""
    if staged.content is None:
        raise Refusal("This text can be read in one way only. Leave it out and send it again.")
    file = File(staged.file_name, staged.content)
    by_a_person = staged.origins.get("language") == BY_A_PERSON
    sending = Sending(
        readings=read(file, encoding=encoding, several=several, columns=columns),
        language=staged.language if by_a_person else "",
        is_sensitive=staged.is_sensitive,
        supersedes=staged.supersedes,
    )
    if staged.supersedes is not None and len(sending.readings) != 1:
        raise Refusal("A corrected version is one article: keep the text together.")
    place = StagingPlace(staged.project, staged.user, staged.position, staged.created_at)
    drafts = _looked_at(sending, usual_language(session, staged.project))
    rows = [
        _staged(reading, draft, sending, place)
        for reading, draft in zip(sending.readings, drafts, strict=True)
    ]
    session.delete(staged)
    session.flush()
    _add(session, staged.user, staged.project, rows)
    return rows


def discard(session: Session, by: User, *, project: Project) -> None:
    """Throw away all that the person has waiting in the project."""
    session.execute(
        delete(StagedArticle).where(
            StagedArticle.chunk_id.is_(None),
            StagedArticle.project_id == project.id,
            StagedArticle.user_id == by.id,
        )
    )


def _looked_at(sending: Sending, usual: str) -> list[Draft]:
    """The drafts with their language and with where each fact was found."""
    return [
        reading.draft
        if reading.refusal
        else with_language(
            with_origins(reading.draft, is_row=reading.file.kind.is_table),
            said=sending.language,
            usual=usual,
        )
        for reading in sending.readings
    ]


def _staged(
    reading: ParsedFile, draft: Draft, sending: Sending, place: StagingPlace
) -> StagedArticle:
    facts = replace(draft.facts, is_sensitive=sending.is_sensitive)
    origins = dict(draft.origins)
    if sending.supersedes is not None:
        facts = _inherited(facts, sending.supersedes)
        origins |= inherited_origins(draft.facts, facts)
    staged = StagedArticle(
        public_id=new_public_id(),
        project=place.project,
        user=place.by,
        position=place.position,
        file_name=reading.file.name,
        part=draft.part,
        file_sha256=draft.file_sha256,
        content=reading.kept_content,
        encoding=reading.encoding,
        is_encoding_guessed=reading.is_encoding_guessed,
        sample=reading.sample,
        article_count=reading.article_count,
        problem=reading.problem,
        asks_columns=reading.asks_columns,
        refusal=reading.refusal,
        note=draft.note,
        page_word_count=draft.page_word_count,
        origins=origins,
        title=facts.title,
        is_title_ours=facts.is_title_ours,
        outlet=facts.outlet,
        published_on=facts.published_on,
        url=facts.url,
        language=facts.language,
        is_sensitive=facts.is_sensitive,
        supersedes=sending.supersedes,
        created_at=place.now,
    )
    take_text(staged, replace(draft, facts=facts))
    return staged


def _inherited(facts: Facts, old: Article) -> Facts:
    """What the corrected version does not say itself is as it was."""
    keeps_title = facts.is_title_ours and not old.is_title_ours
    return Facts(
        title=old.title if keeps_title else facts.title,
        is_title_ours=facts.is_title_ours and not keeps_title,
        outlet=facts.outlet or old.outlet,
        published_on=facts.published_on or old.published_on,
        url=facts.url or old.url,
        language=old.language,
        is_sensitive=facts.is_sensitive or old.is_sensitive,
    )
