"""What a claim is about: by it similar claims find each other."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import Base


class ClaimFeature(Base):
    """A name, a number or a word of a claim that counts; and one row for the claim itself."""

    __tablename__ = "claim_feature"
    __table_args__ = (
        Index(
            "ix_claim_feature_project_id_number_draw", "project_id", "number", "draw", "claim_id"
        ),
    )

    claim_id: Mapped[int] = mapped_column(
        ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """A hash of the spelling in which it is compared, of 63 bits; of none for the claim itself."""
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    draw: Mapped[int]
    """A random number of the claim, 1 to 2³¹ - 1: the claims with the lowest are a fair sample."""
    feature_count: Mapped[int]
    """How many features the claim has: the same in each row, as the draw is."""
