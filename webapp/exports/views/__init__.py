"""Pages about what leaves a project and what comes back."""

from webapp.exports.views import download, importing
from webapp.exports.views.blueprint import blueprint

__all__ = ["blueprint", "download", "importing"]
