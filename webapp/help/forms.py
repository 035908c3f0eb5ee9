"""What the help is asked for."""

from __future__ import annotations

from wtforms import SelectField

from webapp.vocabulary import Role
from webapp.web.forms import QueryForm


class HelpQuery(QueryForm):
    """For whom; for the reader's own role where nothing is asked."""

    role = SelectField("Role", choices=["", *Role], default="")

    def role_or(self, own: Role) -> Role:
        """The role that is asked for, if there is such a one."""
        asked = self.role.data
        return Role(asked) if asked in list(Role) else own
