"""What the texts of articles are searched for."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length

from webapp.web.forms import PageQuery, one_line


class SearchForm(PageQuery):
    """Words that stand in a text, in any order; between quotation marks, in this one."""

    words = StringField(
        "Words in the text",
        [Length(max=200)],
        filters=[one_line],
    )
