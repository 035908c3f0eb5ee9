"""Changes to one text that waits: what is known of it, its lines, what it is to others."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.articles.files.broken_words import joined
from webapp.articles.files.drafts import Facts
from webapp.articles.files.lines import kept_word_count
from webapp.articles.files.mending import MENDS, Mend, MendingAct
from webapp.articles.files.origins import changed_by_a_person
from webapp.articles.queries.drafts import draft_of, facts_of, strikes_of
from webapp.articles.services.articles import facts_in_words, take_facts
from webapp.articles.services.shingles import compare
from webapp.articles.services.striking import take_strikes, take_text
from webapp.errors import Refusal, Stale
from webapp.models import StagedArticle
from webapp.vocabulary import Printing


def say_printing(
    session: Session, *, staged: StagedArticle, version: int, printing: Printing
) -> None:
    """Note what a person says that the text is to the one that is nearly or exactly the same."""
    _refuse_stale(staged, version)
    if printing in (Printing.COPY, Printing.VERSION) and not staged.nearly_percent:
        raise Refusal("No text that is nearly the same is known any more. Look at the preview.")
    staged.printing = printing
    session.flush()


def correct(session: Session, *, staged: StagedArticle, version: int, facts: Facts) -> None:
    """Put a person's words in place of what was found."""
    _refuse_stale(staged, version)
    old = facts_of(staged)
    take_facts(staged, facts)
    staged.origins = {**staged.origins, **changed_by_a_person(old, facts)}
    session.flush()


def _refuse_stale(staged: StagedArticle, version: int) -> None:
    if staged.version != version:
        raise Stale(
            "You changed this in another window.",
            version=staged.version,
            saved=facts_in_words(staged),
        )


def mend(session: Session, *, staged: StagedArticle, mend: Mend) -> None:
    """Strike a line or keep it, move the beginning or the end, or join the broken words."""
    if mend.act is MendingAct.JOIN:
        draft = joined(draft_of(staged))
        take_text(staged, draft)
        staged.title = draft.facts.title
        compare(session, staged.user, staged.project, [staged])
    elif mend.line is None:
        raise Refusal("Choose a line by its number first.")
    else:
        strikes = MENDS[mend.act](staged.text, strikes_of(staged), mend.line)
        if not kept_word_count(staged.text, strikes):
            raise Refusal("One line has to stay. To import none of it, leave the text out.")
        take_strikes(staged, strikes)
    session.flush()


def leave_out(session: Session, *, staged: StagedArticle) -> None:
    """Take one article out of the upload."""
    session.delete(staged)
    session.flush()
