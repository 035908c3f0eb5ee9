"""What the pages of a codebook say and hear of one code."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.vocabulary import CodeField


@dataclass(frozen=True, kw_only=True)
class CodeWords:
    """What a manager says of one code."""

    field: CodeField
    value: str
    label: str
    definition: str
    key: str = ""
    is_retired: bool = False

    @property
    def name(self) -> str:
        """What the code is called in a message."""
        return f"{self.field.label}, “{self.label or self.value}”"
