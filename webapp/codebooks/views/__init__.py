"""Pages about a project's codebook: reading it, and writing its next version part by part."""

from webapp.codebooks.views import codes, drafting, earlier, fields, reading
from webapp.codebooks.views.blueprint import blueprint

__all__ = ["blueprint", "codes", "drafting", "earlier", "fields", "reading"]
