"""The review page and what people do with the claim on it."""

from webapp.annotations.views import passing, reviewing
from webapp.annotations.views.blueprint import blueprint

__all__ = ["blueprint", "passing", "reviewing"]
