"""Two sources that are one, and one that is two."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.folding import folded
from webapp.journal.refusals import Unchanged
from webapp.journal.rows import values_of
from webapp.journal.sources import NameTaken, followed, hold, hold_with_claims
from webapp.models import AnnotationSource, Answer, Claim, Membership, Source, Span
from webapp.models.base import utc_now
from webapp.rules.actions import Action
from webapp.rules.source_names import canonical, sources_called
from webapp.rules.tagged_sources import TaggedSources, tags_naming
from webapp.sources.services.changing import (
    change,
    refuse_stale,
    with_aliases,
    without_alias,
)
from webapp.vocabulary import SpanRole


def merge_sources(
    session: Session,
    by: Membership,
    *,
    kept: Source,
    gone: Source,
    version: int,
    gone_version: int,
) -> None:
    """One source stands for both: it takes the other's names, and all tags that name it."""
    if kept == gone:
        raise Unchanged("This is one and the same source.")
    hold_with_claims(session, [kept, gone])
    refuse_stale(session, kept, version)
    refuse_stale(session, gone, gone_version)
    now, other = values_of(kept), values_of(gone)
    names = with_aliases(now, other["name"], *other["aliases"])
    after = {
        kept: {**names, "source_type": now["source_type"] or other["source_type"]},
        gone: {**other, "aliases": [], "merged_into": kept.public_id},
    }
    kept.shared_at = min(filter(None, (kept.shared_at, gone.shared_at)), default=None)
    session.flush()
    change(session, by, Action.SOURCES_MERGED, after)


def split_off(
    session: Session,
    by: Membership,
    *,
    source: Source,
    version: int,
    alias: str,
    takes_tags: bool,
) -> Source:
    """The alias as a source of its own, with the tags of claims that say it so, if asked."""
    hold_with_claims(session, [source, *sources_called(session, by.project, alias)])
    refuse_stale(session, source, version)
    now = values_of(source)
    if alias not in now["aliases"]:
        raise Unchanged(f"“{alias}” is no alias of this source any more.", field="alias")
    own = _merged_or_new(session, by, source, alias)
    after = {source: without_alias(now, alias), own: {**values_of(own), "merged_into": None}}
    leads = {source.public_id: own.public_id}
    worded = _tags_worded(session, source, alias) if takes_tags else {}
    tags = {name: followed(names, leads) for name, names in worded.items()}
    change(session, by, Action.ALIAS_SPLIT_OFF, after, tags)
    return own


def _merged_or_new(session: Session, by: Membership, source: Source, name: str) -> Source:
    """The source of this name that was merged into this one, or a new one as if it had been."""
    for known in sources_called(session, by.project, name):
        if known == source:
            raise NameTaken(f"“{name}” is no other name than “{source.name}”.", field="alias")
        if canonical(session, known) != source:
            raise NameTaken(f"There is another source called “{name}”.", field="alias")
        hold(session, [known])
        return known
    own = Source(
        project=by.project,
        name=name,
        source_type=source.source_type,
        created_by=by.user,
        shared_at=source.shared_at and utc_now(),
        merged_into=source,
    )
    session.add(own)
    session.flush()
    return own


def _tags_worded(session: Session, source: Source, alias: str) -> TaggedSources:
    """The tags that name the source on claims whose own words for it are the alias."""
    wanted = folded(alias)
    query = (
        select(Answer.public_id, Span.quote, Claim.proposed_source_name)
        .join(AnnotationSource.answer)
        .join(Claim, Claim.id == Answer.claim_id)
        .outerjoin(Span, (Span.claim_id == Claim.id) & (Span.role == SpanRole.SOURCE))
        .where(AnnotationSource.source_id == source.id)
    )
    worded = {
        public_id
        for public_id, quote, proposed in session.execute(query)
        if wanted in (folded(quote or ""), folded(proposed or ""))
    }
    tags = tags_naming(session, [source])
    return {public_id: names for public_id, names in tags.items() if public_id in worded}
