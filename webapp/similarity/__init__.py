"""Which claims may speak to the same question: shared names, numbers and words. Plain Python."""

from webapp.similarity.features import FeatureKind
from webapp.similarity.ranking import Glimpse, Likeness, Match, Text

__all__ = ["FeatureKind", "Glimpse", "Likeness", "Match", "Text"]
