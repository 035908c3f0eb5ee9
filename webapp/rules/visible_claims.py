"""A claim with the tags that one member may see: the final ones, else their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, selectinload

from webapp.models import Answer, Claim
from webapp.rules.claims import NAMED, TAGS
from webapp.rules.dispute_status import counts
from webapp.rules.final_tags import annotation_of, final_words, seen_final_answer
from webapp.rules.names_seen import name_seen
from webapp.rules.viewers import Viewer
from webapp.vocabulary import CodeField, FinalBy

Labels = Mapping[tuple[CodeField, str], str]


@dataclass(frozen=True)
class VisibleClaim:
    """A claim with the tags that the member may see: the final ones, else their own."""

    claim: Claim
    names: tuple[str, ...]
    is_guess: bool
    """The name is the engine's reading; nobody has confirmed it."""
    source_type: str
    status: str
    status_label: str
    status_reason: str
    by: FinalBy
    final_words: str
    """How the tags became final."""
    is_mine: bool

    @property
    def is_final(self) -> bool:
        """The tags are final, not one person's."""
        return self.by != FinalBy.UNRESOLVED

    @property
    def who(self) -> str:
        """The sources in one line."""
        return " and ".join(self.names) or "no source in the text"

    @property
    def who_words(self) -> str:
        """The same in a sentence, where a proposed name is never told as a confirmed one."""
        if not self.names:
            return "somebody whom the text does not name"
        return f"{self.who} (name not confirmed)" if self.is_guess else self.who

    @property
    def note(self) -> str:
        """Why the claim counts for nothing here; empty where it counts."""
        if self.claim.article.is_withdrawn:
            because = self.claim.article.withdrawn_because
            return f"Its article is withdrawn (“{because}”); it counts for nothing here."
        if self.claim.is_replaced:
            return "Another claim has taken the place of this one; it counts for nothing here."
        return "" if counts(self.claim) else "Marked as not a claim; it counts for nothing here."


def claims_shown(session: Session, ids: Collection[int]) -> list[Claim]:
    """Claims with their words, their articles and everyone's answers, for the caller to hide."""
    return list(
        session.scalars(
            select(Claim)
            .join(Claim.article)
            .options(
                contains_eager(Claim.article), selectinload(Claim.superseded_by), *NAMED, *TAGS
            )
            .where(Claim.id.in_(ids))
            .order_by(Claim.id)
            .execution_options(populate_existing=True)
        )
    )


def shown_claim(claim: Claim, viewer: Viewer, labels: Labels) -> VisibleClaim:
    """A claim that came with everyone's answers; what is not to be seen stays out."""
    answer, by = _answer(claim, viewer)
    names = tuple(name_seen(link, viewer) for link in answer.sources) if answer else ()
    guess = claim.shown_source_name or claim.source_text
    status = answer.value_of(CodeField.DISPUTE_STATUS) if answer else ""
    kind = answer.value_of(CodeField.SOURCE_TYPE) if answer else ""
    return VisibleClaim(
        claim=claim,
        names=names or ((guess,) if guess else ()),
        is_guess=not names,
        source_type=labels.get((CodeField.SOURCE_TYPE, kind), kind),
        status=status,
        status_label=labels.get((CodeField.DISPUTE_STATUS, status), status),
        status_reason=answer.status_reason if answer else "",
        by=by,
        final_words=final_words(by, is_hidden=not viewer.sees_all_tags),
        is_mine=answer is not None and answer == annotation_of(claim, viewer),
    )


def _answer(claim: Claim, viewer: Viewer) -> tuple[Answer | None, FinalBy]:
    """The final answer where the member may know of it, else the member's own."""
    by, final = seen_final_answer(claim, viewer)
    return (annotation_of(claim, viewer) if final is None else final), by
