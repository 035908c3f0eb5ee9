"""What managers set for a whole project."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.models import Project
from webapp.vocabulary import SettledBy


@dataclass(frozen=True)
class ProjectSettings:
    """What managers set for a whole project."""

    name: str
    annotators_per_claim: int
    settled_by: SettledBy
    shows_names: bool
    held_out_percent: int

    @property
    def deciding(self) -> tuple[int, SettledBy]:
        """From what it follows which tags are final."""
        return self.annotators_per_claim, self.settled_by

    @property
    def in_words(self) -> dict[str, str]:
        """What is set, for people, by field."""
        return {
            "name": self.name,
            "annotators_per_claim": str(self.annotators_per_claim),
            "settled_by": self.settled_by.label,
            "shows_names": "yes" if self.shows_names else "no",
            "held_out_percent": str(self.held_out_percent),
        }


def settings_of(project: Project) -> ProjectSettings:
    """The settings as they stand."""
    return ProjectSettings(
        project.name,
        project.annotators_per_claim,
        project.settled_by,
        project.shows_names,
        project.held_out_percent,
    )
