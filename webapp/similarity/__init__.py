"""Which claims may speak to the same question: shared names, numbers and words. Plain Python."""

from webapp.similarity.features import FeatureKind
from webapp.similarity.ranking import Likeness, Match, Text

__all__ = ["FeatureKind", "Likeness", "Match", "Text"]
