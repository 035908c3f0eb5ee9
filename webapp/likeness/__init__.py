"""Which claims may speak to the same question: shared names, numbers and words. Plain Python."""

from webapp.likeness.ranking import Likeness, Match, Text
from webapp.likeness.traits import Kind

__all__ = ["Kind", "Likeness", "Match", "Text"]
