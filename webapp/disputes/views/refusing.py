"""What stands there when a button's change is refused: why, and the way back."""

from __future__ import annotations

from flask import render_template

from webapp.disputes.views.blueprint import Page, found_dispute
from webapp.web.current import project
from webapp.web.forms import ActionForm


def refused(dispute_id: str, form: ActionForm) -> Page:
    """Nothing was changed; the dispute stands as its page shows it."""
    page = render_template(
        "disputes/refused.html", project=project(), dispute=found_dispute(dispute_id), form=form
    )
    return page, form.status
