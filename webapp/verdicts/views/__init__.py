"""Pages about evidence and verdicts, a module for each kind."""

from webapp.verdicts.views import claim_review, evidence, verdicts
from webapp.verdicts.views.blueprint import blueprint

__all__ = ["blueprint", "claim_review", "evidence", "verdicts"]
