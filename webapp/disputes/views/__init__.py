"""Pages about disputes, a module for each kind of row."""

from webapp.disputes.views import accounts, confirming, editing, merging, reading
from webapp.disputes.views.blueprint import blueprint

__all__ = [
    "accounts",
    "blueprint",
    "confirming",
    "editing",
    "merging",
    "reading",
]
