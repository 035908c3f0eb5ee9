"""From a text to its attributions: plain Python, no Flask, no SQL."""

from webapp.attribution.engine import ENGINE_VERSION, Attribution, Mention, split

__all__ = ["ENGINE_VERSION", "Attribution", "Mention", "split"]
