"""From a text to its attributions: plain Python, no Flask, no SQL."""
