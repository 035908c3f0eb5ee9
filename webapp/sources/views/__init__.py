"""The pages of the source register."""

from webapp.sources.views import editing, merging, outlets, reading
from webapp.sources.views.blueprint import blueprint

__all__ = ["blueprint", "editing", "merging", "outlets", "reading"]
