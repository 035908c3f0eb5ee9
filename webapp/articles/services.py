"""Changes to articles."""

from __future__ import annotations

import hashlib

from sqlalchemy.orm import Session

from webapp.articles.queries import article_with_text_or_none
from webapp.attribution.furniture import seed_header, sign_off
from webapp.attribution.sentences import sentences
from webapp.errors import Refusal
from webapp.models import Article, Project, User
from webapp.models.event import Change, record

LONGEST_TITLE = 90


class AlreadyImported(Refusal):
    """The project has exactly this text."""

    status = 409


def title_from(text: str) -> str:
    """The first sentence, shortened at a word; the caller marks it as made by us."""
    first = next((text[start:end] for start, end in sentences(text)), text.strip())
    words = " ".join(first.split())
    if len(words) <= LONGEST_TITLE:
        return words
    return words[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def add_article(
    session: Session, by: User | None, *, project: Project, text: str, file_sha256: str
) -> Article:
    """Store a text for good, with what it says of its date and outlet; refuses a second copy."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    twin = article_with_text_or_none(session, project, digest)
    if twin is not None:
        raise AlreadyImported(f"The project has this text already: “{twin.title}”.")
    header, signed = seed_header(text), sign_off(text)
    article = Article(
        project=project,
        text=text,
        text_sha256=digest,
        word_count=len(text.split()),
        title=title_from(text),
        is_title_ours=True,
        outlet=signed.outlet if signed else "",
        published_on=header.published_on if header else None,
        created_by=by,
    )
    session.add(article)
    session.flush()
    record(
        session,
        by,
        project,
        Change(
            action="article imported",
            object_kind="article",
            object_id=article.public_id,
            after={"text_sha256": digest, "file_sha256": file_sha256},
        ),
    )
    return article
