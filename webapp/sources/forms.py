"""Input about sources."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from webapp.limits import LONGEST_SOURCE_NAME
from webapp.models import Codebook, Source
from webapp.sources.pages.register import SourceFilter, SourceOrder
from webapp.tables.writers import Flavour
from webapp.vocabulary import CodeField
from webapp.web.fields import version_field
from webapp.web.forms import (
    ActionForm,
    PageQuery,
    QueryForm,
    SomethingToSee,
    no_controls,
    one_line,
)


def _name(label: str) -> StringField:
    shape = [
        SomethingToSee("Type a name."),
        Length(max=LONGEST_SOURCE_NAME, message="A name may have 200 characters."),
        no_controls,
    ]
    return StringField(label, shape, filters=[one_line], render_kw={"dir": "auto"})


def _words(label: str) -> StringField:
    return StringField(label, [Length(max=200)], filters=[one_line])


class RegisterQuery(PageQuery):
    """Which sources, in which order."""

    words = _words("Words in a name")
    source_type = SelectField("Usual type", choices={}, validate_choice=False)
    order = SelectField(
        "Order",
        choices={order.value: order.label for order in SourceOrder},
        default=SourceOrder.CLAIMS.value,
    )

    def offer(self, types: Mapping[str, str]) -> None:
        """Offer the project's own types; what is not among them counts as not asked."""
        self.source_type.choices = {"": "any", **types}
        if self.source_type.data not in self.source_type.choices:
            self.source_type.data = ""

    @property
    def asked(self) -> SourceFilter:
        """The filter; what does not parse is not asked."""
        known = {order.value for order in SourceOrder}
        order = self.order.data if self.order.data in known else SourceOrder.CLAIMS
        return SourceFilter(
            words=self.words.data or "",
            source_type=self.source_type.data or "",
            order=SourceOrder(order),
        )


class EditSourceForm(ActionForm):
    """The name of a source and its usual type."""

    name = _name("Name")
    source_type = SelectField(
        "Usual type", default="", description="Offered on new tags; no tag that there is changes."
    )
    version = version_field()

    def offer(self, codebook: Codebook, kept: str) -> None:
        """Offer the codebook's types, and the one that the source has even where it was retired."""
        field = CodeField.SOURCE_TYPE
        types = {code.value: code.label for code in codebook.codes_of(field)}
        retired = {kept: f"{codebook.label_of(field, kept)} (retired)"} if kept else {}
        self.source_type.choices = {"": "not known", **retired, **types}


class AliasForm(ActionForm):
    """One more name, or one less."""

    name = _name("Another name")
    version = version_field()


class MergeSourcesQuery(QueryForm):
    """Which source the other one is, or words to find it by."""

    words = _words("Words in its name")
    other = StringField(validators=[Length(max=40)])


class MergeSourcesForm(ActionForm):
    """Two sources that are one, as the person saw both, and whose name stays."""

    stays = RadioField("Which name stays?", [InputRequired("Choose the name that stays.")])
    version = version_field()
    other_version = version_field()

    def offer(self, source: Source, other: Source) -> None:
        """Offer both names, the one that the person came from first."""
        self.stays.choices = [(one.public_id, one.name) for one in (source, other)]
        self.stays.data = self.stays.data or source.public_id

    def show(self, source: Source, other: Source) -> None:
        """Note which versions the page shows."""
        self.version.data, self.other_version.data = source.version, other.version
        self.version.raw_data = self.other_version.raw_data = None


class SplitSourceForm(ActionForm):
    """Which alias is a source of its own, and what goes with it."""

    alias = RadioField("Which name is a source of its own?", [InputRequired("Choose a name.")])
    tags = RadioField(
        "Which claims go with it?",
        choices={
            "worded": "Those whose own words for the source are this name",
            "none": "None: all stay with the source as it is",
        },
        default="worded",
    )
    version = version_field()

    def offer(self, source: Source, chosen: str) -> None:
        """Offer the aliases; the chosen one is what a link came for."""
        self.alias.choices = [(alias.name, alias.name) for alias in source.aliases]
        if not self.is_submitted():
            self.alias.data = chosen or None

    @property
    def takes_tags(self) -> bool:
        """Claims go with the name."""
        return bool(self.tags.data == "worded")


class SplitQuery(QueryForm):
    """The alias that a link came for."""

    alias = StringField(validators=[Length(max=LONGEST_SOURCE_NAME)])


class FlavourForm(ActionForm):
    """Whom a file is for; the pressed button says so."""

    flavour = SelectField("For", choices={one.value: one.label for one in Flavour})
