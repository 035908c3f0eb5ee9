"""Input about agreement: which field, which of its cells, and for whom a file is."""

from __future__ import annotations

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import Length, Optional

from webapp.tables.writers import Flavour
from webapp.vocabulary import ComparedField
from webapp.web.forms import ActionForm, QueryForm

LONGEST_ANSWER = 100
"""Characters of a code, or of the ids of all sources of an answer."""


class FieldQuery(QueryForm):
    """One field, and which page of its articles or claims."""

    field = SelectField(
        "Field",
        choices={one.value: one.label for one in ComparedField},
        default=ComparedField.STANCE.value,
    )
    page = IntegerField("Page", [Optional()])

    @property
    def asked(self) -> ComparedField:
        """The field; what does not parse is the stance."""
        return ComparedField(self.field.data)

    @property
    def number(self) -> int:
        """The page, from 1; what makes no sense is 1."""
        return max(1, self.page.data or 1)


class CellQuery(FieldQuery):
    """Two answers in a field."""

    row = StringField("One answer", [Length(max=LONGEST_ANSWER)])
    column = StringField("The other answer", [Length(max=LONGEST_ANSWER)])


class FileForm(ActionForm):
    """Whom the file is for; the pressed button says so."""

    flavour = SelectField("For", choices={one.value: one.label for one in Flavour})
