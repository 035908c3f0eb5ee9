"""The words of claims: typed or selected, each with the place that is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from webapp.attribution.text.spans import TextSpan
from webapp.claims.queries.places import (
    MOST_PIECES,
    Located,
    TypedWords,
    locate,
    place_or_none,
    surroundings,
)
from webapp.folding import visible
from webapp.models import Claim
from webapp.vocabulary import SpanRole
from webapp.web.fields import BROKEN, version_field
from webapp.web.forms import ActionForm

HINT = "Type or paste the words as they stand in the article, one piece a line."
Places = Mapping[SpanRole, Sequence[TextSpan]]


class PiecesField(TextAreaField):  # type: ignore[misc]  # WTForms ships no types
    """Words of an article, one piece a line, each with the place that is meant where known.

    Places come as `start-end`: those of a selection as `<name>-places`, separated by blanks,
    the answers to questions as `<name>-place-<line>`.
    """

    errors: Sequence[str]
    located = Located()
    selected: tuple[TextSpan, ...] = ()
    answers: Mapping[int, TextSpan] = {}

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Read the words and their places."""
        super().process(formdata, *args, **kwargs)

        def sent(name: str) -> str:
            return str(formdata.get(name, ""))[:2_000] if formdata else ""

        selected = map(place_or_none, sent(f"{self.name}-places").split())
        answers = {
            line: place_or_none(sent(f"{self.name}-place-{line}")) for line in range(MOST_PIECES)
        }
        self.selected = tuple(place for place in selected if place)
        self.answers = {line: place for line, place in answers.items() if place}

    @property
    def lines(self) -> list[str]:
        """The pieces as typed, without empty lines."""
        lines = (self.data or "").splitlines()
        return [line.strip() for line in lines if visible(line)]

    @property
    def places(self) -> str:
        """Where the pieces stand, in the order of the lines; empty while that is open."""
        spans = () if self.located.is_open else self.located.spans
        return " ".join(f"{start}-{end}" for start, end in spans)

    def show(self, text: str, spans: Iterable[TextSpan]) -> None:
        """Put the words of these places into the field, a line each."""
        self.data = "\n".join(" ".join(text[start:end].split()) for start, end in spans)

    def find(
        self, text: str, *, known: Sequence[TextSpan] = (), near: TextSpan | None = None
    ) -> None:
        """Look the pieces up; `known` are places that the person means unless they say else."""
        pieces = [
            TypedWords(words, (*self.selected, *self._answer(line), *known))
            for line, words in enumerate(self.lines)
        ]
        self.located = locate(text, pieces, near)

    def complain(self) -> None:
        """Say what keeps the pieces from being found."""
        errors: list[str] = list(self.errors)
        if len(self.lines) > MOST_PIECES:
            errors.append(f"{MOST_PIECES} pieces are the most.")
        errors += [f"“{words}” does not stand in the article." for words in self.located.missing]
        errors += [
            f"“{question.words}” stands there more than once. Choose which one you mean."
            for question in self.located.questions
            if not question.chosen
        ]
        self.errors = errors

    def _answer(self, line: int) -> list[TextSpan]:
        return [self.answers[line]] if line in self.answers else []


def _pieces(label: str, rows: int, hint: str = "", mode: str = "many") -> PiecesField:
    shape = [Length(max=20_000, message="20,000 characters are the most.")]
    render = {"rows": rows, "dir": "auto", "spellcheck": "false", "data-pieces": mode}
    return PiecesField(label, shape, description=hint, render_kw=render)


def _complain(form: ActionForm, *fields: PiecesField) -> bool:
    for field in fields:
        field.complain()
    is_open = any(field.errors for field in fields)
    form.status = 422 if is_open else form.status
    return is_open


class WordsForm(ActionForm):
    """The words of a claim."""

    source = _pieces("Source", 1, "Who says it. Leave it empty where the text does.", "one")
    cue = _pieces("Cue", 1, "The words that attribute: said, claims, according to.", "one")
    content = _pieces("Content", 4, "What is said. " + HINT)

    def places(
        self, text: str, known: Places | None = None
    ) -> dict[SpanRole, tuple[TextSpan, ...]]:
        """Where the words stand; source and cue are looked for around the content first."""
        own = known or {}
        spans = [span for role_spans in own.values() for span in role_spans]
        content = self.content
        content.find(text, known=own.get(SpanRole.CONTENT, ()), near=surroundings(text, spans))
        near = surroundings(text, [*spans, *content.located.spans])
        for role, field in self._by_role().items():
            if field is not content:
                field.find(text, known=own.get(role, ()), near=near)
        return {role: field.located.spans for role, field in self._by_role().items()}

    def show(self, text: str, known: Places) -> None:
        """Put the claim's own words into the fields, and offer their other places."""
        for role, field in self._by_role().items():
            field.show(text, known[role])
        self.places(text, known)

    def has_open_words(self) -> bool:
        """Something does not stand in the text, or stands there more than once."""
        return _complain(self, *self._by_role().values())

    def _by_role(self) -> dict[SpanRole, PiecesField]:
        return {role: self[role.value] for role in SpanRole}


class EditSpansForm(WordsForm):
    """Other words for a claim that a person has seen."""

    version = version_field()


class SplitClaimForm(ActionForm):
    """The content of a claim, shared out to two."""

    first = _pieces("Content of the first claim", 3, HINT)
    second = _pieces("Content of the second claim", 3, HINT)
    version = version_field()

    def contents(
        self, text: str, known: Sequence[TextSpan]
    ) -> tuple[tuple[TextSpan, ...], tuple[TextSpan, ...]]:
        """Where both contents stand, looked for around the claim first."""
        near = surroundings(text, known)
        for field in (self.first, self.second):
            field.find(text, known=known, near=near)
        return self.first.located.spans, self.second.located.spans

    def show(self, text: str, known: Sequence[TextSpan]) -> None:
        """Offer the first piece to the first claim and the others to the second."""
        self.first.show(text, known[:1])
        self.second.show(text, known[1:])
        self.contents(text, known)

    def has_open_words(self) -> bool:
        """Something does not stand in the text, or stands there more than once."""
        return _complain(self, self.first, self.second)


class MergeClaimsForm(ActionForm):
    """The claim that joins another; each choice carries the version that the person saw."""

    other = RadioField(
        "Which claim says the same, or the rest of it?",
        [InputRequired("Choose a claim."), Regexp(r"^[a-z0-9]{1,40}@\d{1,9}$", message=BROKEN)],
        validate_choice=False,
    )
    version = version_field()

    def offer(self, claims: Iterable[Claim]) -> None:
        """Offer these claims."""
        self.other.choices = [
            (f"{claim.public_id}@{claim.version}", f"{claim.ordinal} · {said(claim)}")
            for claim in claims
        ]

    @property
    def chosen(self) -> tuple[str, int]:
        """The public id of the chosen claim and its version."""
        public_id, _, version = self.other.data.partition("@")
        return public_id, int(version)


def said(claim: Claim) -> str:
    """The claim in one line."""
    by = " ".join(part for part in (claim.source_text, claim.cue_text) if part)
    return f"{by}: {claim.content_text}" if by else claim.content_text
