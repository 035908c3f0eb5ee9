"""From a text to its attributions: plain Python, no Flask, no SQL."""

from webapp.attribution.attributions import Attribution, Mention, Split
from webapp.attribution.engine import Engine
from webapp.attribution.text.spans import TextSpan

__all__ = ["Attribution", "Engine", "Mention", "Split", "TextSpan"]
