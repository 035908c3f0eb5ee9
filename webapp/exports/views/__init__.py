"""Pages about what leaves a project and what comes back."""

from webapp.exports.views import restoring, taking
from webapp.exports.views.blueprint import blueprint

__all__ = ["blueprint", "restoring", "taking"]
