"""Before whom something is shown: a member of the project, or somebody without an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from webapp.models.project import Project


class Viewer(Protocol):
    """What decides which answers somebody may see; a membership is one."""

    @property
    def user_id(self) -> int | None:
        """Whose own answers are shown; none where nobody is signed in."""

    @property
    def sees_all_tags(self) -> bool:
        """Nothing is hidden."""


@dataclass(frozen=True)
class Outsider:
    """Somebody who follows a read-only link: sees no more than a viewer of the project."""

    project: Project
    user_id: None = None

    @property
    def sees_all_tags(self) -> bool:
        """Nothing is hidden where one person tags each claim; the blind learn nothing here."""
        return not self.project.is_blind
