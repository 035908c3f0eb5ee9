"""By which folding the stored words were folded."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from webapp.models.base import Base, PrimaryKey


class FoldingMark(Base):
    """One row: where it says another folding than the program's, all words are folded anew."""

    __tablename__ = "folding_mark"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[PrimaryKey]
    folding: Mapped[str]
