"""People who sign in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId

if TYPE_CHECKING:
    from webapp.models.membership import Membership


class User(Base):
    """A person with a name to sign in by; deactivated, never deleted."""

    __tablename__ = "user"
    __table_args__ = (UniqueConstraint("public_id"), UniqueConstraint("username"))

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    username: Mapped[str]
    """Lower case; what people type to sign in."""
    display_name: Mapped[str]
    password_hash: Mapped[str | None]
    """Argon2id; none until the person has set a password."""
    is_admin: Mapped[bool] = mapped_column(default=False)
    """Keeps user accounts and the list of projects; sees no content without membership."""
    has_single_keys: Mapped[bool] = mapped_column(default=True)
    """Single-key shortcuts are on."""
    closed_hints: Mapped[list[Any]] = mapped_column(default=list)
    """The pages whose hint the person has closed for good."""
    deactivated_at: Mapped[datetime | None]
    created_at: Mapped[Created]
    version: Mapped[int] = mapped_column(default=1)

    memberships: Mapped[list[Membership]] = relationship(back_populates="user")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_active(self) -> bool:
        """May sign in."""
        return self.deactivated_at is None
