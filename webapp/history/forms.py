"""What a page of the history is asked for."""

from __future__ import annotations

from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice

from webapp.web.forms import QueryForm

KINDS = (
    SelectChoice("", "Everything"),
    SelectChoice("membership", "Members"),
    SelectChoice("project", "Project"),
    SelectChoice("codebook", "Codebook"),
    SelectChoice("article", "Articles"),
    SelectChoice("claim", "Claims"),
    SelectChoice("annotation", "Tags"),
    SelectChoice("source", "Sources"),
    SelectChoice("dispute", "Disputes"),
    SelectChoice("export", "Exports"),
)


class HistoryQuery(QueryForm):
    """Which page, of which kind of event."""

    kind = SelectField("Show", choices=KINDS, default="")
    page = IntegerField(default=1)
