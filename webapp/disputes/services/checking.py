"""What changes to disputes check: versions, verdicts, and the shape of what is typed."""

from __future__ import annotations

from webapp.errors import NotAllowed, Refusal
from webapp.folding import has_something_to_see
from webapp.limits import LONGEST_SENTENCE
from webapp.models import Dispute, Membership


def refuse_under_verdict(by: Membership, dispute: Dispute) -> None:
    """A verdict rests on the words that it was given for: few may change those."""
    if dispute.verdict is not None and not by.role.may_settle:
        raise NotAllowed("There is a verdict on these words. Ask an adjudicator to change them.")


def sentence(words: str, field: str, name: str) -> str:
    """One line that says something."""
    line = " ".join(words.split())
    if len(line) > LONGEST_SENTENCE or not has_something_to_see(line):
        raise Refusal(f"{name} is one sentence of 1 to {LONGEST_SENTENCE} characters.", field=field)
    return line
