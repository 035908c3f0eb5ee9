"""From a text to its attributions: plain Python, no Flask, no SQL."""

from webapp.attribution.engine import ENGINE_VERSION, Attribution, Mention, split
from webapp.attribution.spans import Span

__all__ = ["ENGINE_VERSION", "Attribution", "Mention", "Span", "split"]
