"""Pages about claims, a module per kind of change."""

from webapp.claims.views import drawing, judging, reading
from webapp.claims.views.blueprint import blueprint

__all__ = ["blueprint", "drawing", "judging", "reading"]
