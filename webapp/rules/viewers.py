"""Before whom something is shown: a member of the project, or somebody without an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import BindParameter, Integer, bindparam

from webapp.models.membership import Membership
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


class Reader(Protocol):
    """By what conditions of queries tell members apart; a membership is one."""

    @property
    def user_id(self) -> int | BindParameter[int]:
        """Who reads."""

    @property
    def project_id(self) -> int | BindParameter[int]:
        """In which project."""

    @property
    def sees_all_tags(self) -> bool:
        """Nothing is hidden."""


@dataclass(frozen=True)
class AnyReader:
    """Whoever sees as much, in a statement that is made once and asked for many members."""

    sees_all_tags: bool
    user_id = bindparam("reader_user_id", type_=Integer)
    project_id = bindparam("reader_project_id", type_=Integer)


def read_by(member: Membership) -> dict[str, int]:
    """Who it is that reads, for such a statement."""
    return {"reader_user_id": member.user_id, "reader_project_id": member.project_id}
