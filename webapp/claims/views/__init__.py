"""Pages about claims, a module per kind of change."""

from webapp.claims.views import judging, reading, spans, splitting, together
from webapp.claims.views.blueprint import blueprint

__all__ = ["blueprint", "judging", "reading", "spans", "splitting", "together"]
