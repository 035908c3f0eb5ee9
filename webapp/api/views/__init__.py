"""Answers to programs, their description, and the pages about their tokens."""

from webapp.api.views import describing, reading, tokens
from webapp.api.views.blueprint import blueprint

__all__ = ["blueprint", "describing", "reading", "tokens"]
