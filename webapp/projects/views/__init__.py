"""Pages about projects: one's own, their members and settings, and all of the instance."""

from webapp.projects.views import instance, members, overview, settings
from webapp.projects.views.blueprint import blueprint

__all__ = ["blueprint", "instance", "members", "overview", "settings"]
