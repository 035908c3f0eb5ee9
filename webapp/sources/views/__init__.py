"""The pages of the source register."""

from webapp.sources.views import editing, joining, outlets, reading
from webapp.sources.views.blueprint import blueprint

__all__ = ["blueprint", "editing", "joining", "outlets", "reading"]
