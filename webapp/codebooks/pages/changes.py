"""What one version of a codebook says otherwise than another, and what uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.codebooks.pages.words import BookWords, CodeWords
from webapp.markup.words import counted
from webapp.vocabulary import CodeField


@dataclass(frozen=True)
class CodeUses:
    """How often a code stands in answers."""

    annotations: int = 0
    placements: int = 0
    """Answers to how a claim stands toward an account."""
    sources: int = 0
    """Sources that usually are of this type."""

    @property
    def told(self) -> str:
        """All of that in words."""
        counts = (
            (self.annotations, "annotation", ""),
            (self.placements, "answer to a placement", "answers to placements"),
            (self.sources, "source", ""),
        )
        *first, last = [counted(*one) for one in counts if one[0]] or ["nothing"]
        uses = "uses" if self.annotations + self.placements + self.sources < 2 else "use"
        return f"{', '.join(first)} and {last} {uses} it" if first else f"{last} {uses} it"


@dataclass(frozen=True)
class Reworded:
    """One thing that is said of a code, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class CodeChange:
    """A code of which something else is said, or that is new."""

    code: CodeWords
    before: CodeWords | None
    into: str = ""
    """The label of the code into which it is merged now; empty where it is merged into none."""

    @property
    def is_added(self) -> bool:
        """It was not there before."""
        return self.before is None

    @property
    def is_retired(self) -> bool:
        """It is offered no more, and merged into no other."""
        is_new = self.before is not None and not self.before.is_retired
        return is_new and self.code.is_retired and not self.code.merged_into

    @property
    def is_merged(self) -> bool:
        """Answers that chose it count as another code, or as another one than before."""
        was = self.before.merged_into if self.before else ""
        return bool(self.code.merged_into) and self.code.merged_into != was

    @property
    def is_restored(self) -> bool:
        """It is offered again."""
        return self.before is not None and self.before.is_retired and not self.code.is_retired

    @property
    def kind(self) -> str:
        """What became of it, in a word."""
        if self.is_added:
            return "added"
        if self.is_merged:
            return f"merged into “{self.into}”"
        if self.is_retired:
            return "retired"
        return "restored" if self.is_restored else "reworded"

    @property
    def reworded(self) -> tuple[Reworded, ...]:
        """What is said otherwise; of a new code, all that is said."""
        before = self.before
        pairs = (
            ("Label", before.label if before else "", self.code.label),
            ("Definition", before.definition if before else "", self.code.definition),
            ("Key", before.key.upper() if before else "", self.code.key.upper()),
        )
        return tuple(Reworded(*pair) for pair in pairs if pair[1] != pair[2])


@dataclass(frozen=True)
class BookChanges:
    """All that differs between two versions."""

    before: BookWords
    after: BookWords

    @property
    def codes(self) -> tuple[CodeChange, ...]:
        """The codes that are new or of which something else is said, in order."""
        said = {(code.field, code.value): code for code in self.before.codes}
        pairs = ((code, said.get((code.field, code.value))) for code in self.after.codes)
        return tuple(self._change(code, before) for code, before in pairs if code != before)

    def _change(self, code: CodeWords, before: CodeWords | None) -> CodeChange:
        into = self.after.target_of(code)
        return CodeChange(code, before, into.label if into else "")

    @property
    def reordered(self) -> tuple[CodeField, ...]:
        """The fields whose codes stand in another order."""
        return tuple(
            field
            for field in CodeField
            if self._order(self.before, field) != self._order(self.after, field)
        )

    def _order(self, words: BookWords, field: CodeField) -> list[str]:
        other = self.after if words is self.before else self.before
        both = {code.value for code in other.codes if code.field == field}
        return [code.value for code in words.codes if code.field == field and code.value in both]

    @property
    def newly_required(self) -> tuple[CodeField, ...]:
        """Fields that have to be answered from now on."""
        return tuple(f for f in CodeField if f in self.after.required - self.before.required)

    @property
    def newly_optional(self) -> tuple[CodeField, ...]:
        """Fields that may stay empty from now on."""
        return tuple(f for f in CodeField if f in self.before.required - self.after.required)

    @property
    def has_other_guideline(self) -> bool:
        """The guideline says something else."""
        return self.before.guideline != self.after.guideline

    @property
    def fields(self) -> frozenset[CodeField]:
        """Every field that something differs in."""
        changed = {change.code.field for change in self.codes}
        return frozenset({*changed, *self.reordered, *self.newly_required, *self.newly_optional})

    @property
    def summary(self) -> str:
        """All of it in one line; empty where nothing differs."""
        return ", ".join(self._parts())

    @property
    def told(self) -> str:
        """The same, with the name of the code where it is about a single one."""
        names = {change.code.name for change in self.codes}
        return f"{names.pop()}: {self.summary}" if len(names) == 1 else self.summary

    def _parts(self) -> Iterator[str]:
        """What was done to how many codes, and what else."""
        yield from self._parts_on_codes()
        yield from (f"{field.label.lower()} put in another order" for field in self.reordered)
        yield from (f"{field.label.lower()} required" for field in self.newly_required)
        yield from (f"{field.label.lower()} optional" for field in self.newly_optional)
        if self.has_other_guideline:
            yield "guideline changed"

    def _parts_on_codes(self) -> Iterator[str]:
        kept = [change for change in self.codes if not change.is_added]
        labels = [one.label for change in kept for one in change.reworded]
        kinds = [change.kind for change in self.codes]
        merged = [change for change in self.codes if change.is_merged]
        counts = (
            (labels.count("Label"), "label", "reworded"),
            (labels.count("Definition"), "definition", "reworded"),
            (labels.count("Key"), "key", "changed"),
            (kinds.count("added"), "code", "added"),
            (len(merged), "code", "merged into another"),
            (kinds.count("retired"), "code", "retired"),
            (kinds.count("restored"), "code", "restored"),
            (len(self.before.names - self.after.names), "code", "taken out"),
        )
        yield from (f"{counted(count, what)} {done}" for count, what, done in counts if count)
