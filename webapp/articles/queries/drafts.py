"""What an article that waits would become, as its row keeps it."""

from __future__ import annotations

from webapp.articles.files.drafts import Draft, Facts
from webapp.articles.files.lines import Strikes
from webapp.attribution.text.furniture import Strike
from webapp.attribution.text.furniture_lines import FurnitureKind
from webapp.models import StagedArticle


def strikes_or_none(staged: StagedArticle) -> tuple[Strike, ...] | None:
    """What is struck out; None where nothing was decided."""
    if staged.furniture is None:
        return None
    return tuple(Strike(start, end, FurnitureKind(kind)) for start, end, kind in staged.furniture)


def strikes_of(staged: StagedArticle) -> Strikes:
    """What is struck out."""
    return strikes_or_none(staged) or ()


def facts_of(staged: StagedArticle) -> Facts:
    """What is known about an article that waits."""
    return Facts(
        title=staged.title,
        is_title_ours=staged.is_title_ours,
        outlet=staged.outlet,
        published_on=staged.published_on,
        url=staged.url,
        language=staged.language,
        is_sensitive=staged.is_sensitive,
    )


def draft_of(staged: StagedArticle) -> Draft:
    """What an article that waits would become."""
    return Draft(
        text=staged.text,
        facts=facts_of(staged),
        file_sha256=staged.file_sha256,
        furniture=strikes_or_none(staged),
        original_sha256=staged.original_sha256,
    )
