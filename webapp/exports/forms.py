"""Input about exports."""

from __future__ import annotations

from wtforms import SelectField

from webapp.exports.pages import MadeFor
from webapp.tables.columns import ExportedTable
from webapp.tables.order import BY_NAME, EXPORTS
from webapp.tables.writers import Flavour
from webapp.web.forms import ActionForm


class ExportForm(ActionForm):
    """Which table, for whom; the pressed button says so."""

    table = SelectField("Table", choices=list(EXPORTS))
    flavour = SelectField("For", choices={one.value: one.label for one in Flavour})

    @property
    def asked(self) -> tuple[ExportedTable, Flavour]:
        """The table and whom its file is for."""
        return BY_NAME[self.table.data], Flavour(self.flavour.data)


class EverythingForm(ActionForm):
    """For whom all tables are put into one file; the pressed button says so."""

    made_for = SelectField("For", choices={one.value: one.label for one in MadeFor})

    @property
    def asked(self) -> MadeFor:
        """Whom the file is for."""
        return MadeFor(self.made_for.data)
