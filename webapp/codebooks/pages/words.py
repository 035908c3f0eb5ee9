"""What a codebook says, as a value: of a version that was made, or of the draft of the next."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from webapp.models import Code, Codebook, CodebookDraft
from webapp.vocabulary import ALWAYS_REQUIRED, FIXED_CODES, CodeField

LAST = "unclear"
"""The code that new ones are put before, where it ends its field."""
KEY_ROWS = ("1234567890", "qwertyui")
"""Keys that stand side by side, for the codes of one field."""


@dataclass(frozen=True, kw_only=True)
class CodeWords:
    """What is said of one code."""

    field: CodeField
    value: str
    label: str
    definition: str
    key: str = ""
    is_retired: bool = False
    merged_into: str = ""
    """The value of its field as which answers that chose it count; none where it is empty."""

    @classmethod
    def of(cls, code: Code) -> CodeWords:
        """What a version says of the code."""
        return cls(
            field=code.field,
            value=code.value,
            label=code.label,
            definition=code.definition,
            key=code.key,
            is_retired=code.is_retired,
            merged_into=code.merged_into or "",
        )

    @classmethod
    def of_list(cls, kept: list[Any]) -> CodeWords:
        """What a draft says of the code; one that was begun earlier knows of no merging."""
        field, value, label, definition, key, is_retired, *merged_into = kept
        return cls(
            field=CodeField(field),
            value=value,
            label=label,
            definition=definition,
            key=key,
            is_retired=is_retired,
            merged_into="".join(merged_into),
        )

    @property
    def as_list(self) -> list[Any]:
        """What drafts and the history keep of it."""
        named = [self.field.value, self.value, self.label, self.definition]
        return [*named, self.key, self.is_retired, self.merged_into]

    @property
    def name(self) -> str:
        """What the code is called in a message."""
        return f"{self.field.label}, “{self.label or self.value}”"

    @property
    def digest(self) -> str:
        """What a form that shows the code carries, to tell whether it was changed since."""
        return _digest(self.as_list)

    @property
    def is_fixed(self) -> bool:
        """Rules use the code, so it cannot be retired."""
        return self.value in FIXED_CODES


@dataclass(frozen=True, kw_only=True)
class BookWords:
    """All that a codebook says."""

    guideline: str
    required: frozenset[CodeField]
    """The fields that are asked of every submission beside those that always are."""
    codes: tuple[CodeWords, ...]
    """In the order in which forms offer them."""

    @classmethod
    def of(cls, codebook: Codebook) -> BookWords:
        """What a version says."""
        return cls(
            guideline=codebook.guideline,
            required=frozenset(one.field for one in codebook.required),
            codes=tuple(CodeWords.of(code) for code in codebook.codes),
        )

    @classmethod
    def of_draft(cls, draft: CodebookDraft) -> BookWords:
        """What the next version is to say."""
        return cls(
            guideline=draft.guideline,
            required=frozenset(map(CodeField, draft.required_fields)),
            codes=tuple(map(CodeWords.of_list, draft.codes)),
        )

    @property
    def required_in_order(self) -> list[CodeField]:
        """The fields that are asked beside those that always are, in their order."""
        return [field for field in CodeField if field in self.required]

    @property
    def names(self) -> frozenset[tuple[CodeField, str]]:
        """Which codes there are, retired ones included."""
        return frozenset((code.field, code.value) for code in self.codes)

    @property
    def digest(self) -> str:
        """What a form that shows all of it carries."""
        codes = [code.as_list for code in self.codes]
        return _digest([self.guideline, self.required_in_order, codes])

    @property
    def guideline_digest(self) -> str:
        """What a form that shows the guideline carries."""
        return _digest(self.guideline)

    def requires(self, field: CodeField) -> bool:
        """Nobody submits tags without an answer in the field."""
        return field in ALWAYS_REQUIRED or field in self.required

    def offered(self, field: CodeField) -> list[CodeWords]:
        """The field's codes that forms offer, in order."""
        return [code for code in self.codes if code.field == field and not code.is_retired]

    def retired(self, field: CodeField) -> list[CodeWords]:
        """The field's codes that forms offer no more, in order."""
        return [code for code in self.codes if code.field == field and code.is_retired]

    def code_or_none(self, field: CodeField, value: str) -> CodeWords | None:
        """What it says of a code."""
        return next((one for one in self.codes if (one.field, one.value) == (field, value)), None)

    def target_of(self, code: CodeWords) -> CodeWords | None:
        """The code into which one is merged; none where it is merged into none."""
        return self.code_or_none(code.field, code.merged_into) if code.merged_into else None

    def end_of(self, code: CodeWords) -> CodeWords | None:
        """The code as which one counts, at the end of its merges; none where they go in circles."""
        passed: set[str] = set()
        while code.merged_into and code.value not in passed:
            passed.add(code.value)
            code = self.target_of(code) or code
        return None if code.merged_into else code

    def reworded(self, *codes: CodeWords) -> BookWords:
        """The same with other words for these codes."""
        said = {(code.field, code.value): code for code in codes}
        return replace(
            self, codes=tuple(said.get((code.field, code.value), code) for code in self.codes)
        )

    def with_code(self, code: CodeWords) -> BookWords:
        """The same with a new code at the end of its field, but before `unclear`."""
        of_field = [place for place, one in enumerate(self.codes) if one.field == code.field]
        place = of_field[-1] + 1 if of_field else len(self.codes)
        if of_field and self.codes[of_field[-1]].value == LAST:
            place = of_field[-1]
        return replace(self, codes=(*self.codes[:place], code, *self.codes[place:]))

    def without(self, code: CodeWords) -> BookWords:
        """The same without the code."""
        return replace(self, codes=tuple(one for one in self.codes if one != code))

    def moved(self, code: CodeWords, beside: CodeWords, *, is_after: bool) -> BookWords:
        """The same with the code right before or after another one of its field."""
        if code == beside:
            return self
        codes = [one for one in self.codes if one != code]
        place = codes.index(beside) + is_after
        return replace(self, codes=(*codes[:place], code, *codes[place:]))

    def with_keys_in_order(self, field: CodeField) -> BookWords:
        """The same with neighbouring keys for the field's codes, if they have any."""
        offered = self.offered(field)
        first = next((code.key for code in offered if code.key), "")
        row = next((row for row in KEY_ROWS if first and first in row), "")
        if not row:
            return self
        keys = row.ljust(len(offered))
        return self.reworded(
            *(replace(code, key=key.strip()) for code, key in zip(offered, keys, strict=False))
        )


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()
