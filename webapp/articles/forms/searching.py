"""What the texts of articles are searched for."""

from __future__ import annotations

from wtforms import IntegerField, StringField
from wtforms.validators import Length, Optional

from webapp.web.forms import PageQuery, QueryForm, one_line


class SearchForm(PageQuery):
    """Words that stand in a text, in any order; between quotation marks, in this one."""

    words = StringField(
        "Words in the text",
        [Length(max=200)],
        filters=[one_line],
    )


class FoundPlace(QueryForm):
    """What was searched for, and at which place of the text one comes."""

    words = StringField("Words in the text", [Length(max=200)], filters=[one_line])
    at = IntegerField("At", [Optional()])
