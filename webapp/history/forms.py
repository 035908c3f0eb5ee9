"""What a page of the history is asked for."""

from __future__ import annotations

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from webapp.rules.actions import ObjectKind
from webapp.web.forms import PageQuery

KINDS = (
    SelectChoice("", "Everything"),
    SelectChoice(ObjectKind.MEMBERSHIP, "Members"),
    SelectChoice(ObjectKind.PROJECT, "Project"),
    SelectChoice(ObjectKind.CODEBOOK, "Codebook"),
    SelectChoice(ObjectKind.ARTICLE, "Articles"),
    SelectChoice(ObjectKind.CLAIM, "Claims"),
    SelectChoice(ObjectKind.ANNOTATION, "Tags"),
    SelectChoice(ObjectKind.COMMENT, "Comments"),
    SelectChoice(ObjectKind.SOURCE, "Sources"),
    SelectChoice(ObjectKind.DISPUTE, "Disputes"),
    SelectChoice(ObjectKind.ASSIGNMENT, "Given work"),
    SelectChoice(ObjectKind.EXPORT, "Exports"),
)


class HistoryQuery(PageQuery):
    """Which page, of which kind of event."""

    kind = SelectField("Show", choices=KINDS, default="")
