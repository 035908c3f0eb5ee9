"""Input about articles."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    DateField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional, Regexp

from webapp.articles.files.character_sets import ENCODINGS
from webapp.articles.files.columns import COLUMNS, shortened
from webapp.articles.files.drafts import Facts
from webapp.articles.files.kinds import KINDS
from webapp.articles.files.sent_file import File, Several
from webapp.articles.pages.articles import ArticleFilter, ArticleOrder
from webapp.attribution.text.languages import language_name, language_names
from webapp.folding import visible
from webapp.limits import LANGUAGE as LANGUAGE_SHAPE
from webapp.limits import LONGEST_FACT
from webapp.vocabulary import Printing
from webapp.web.fields import done_field, version_field
from webapp.web.forms import ActionForm, PageQuery, SomethingToSee, no_controls, one_line

ACCEPTED = ",".join(KINDS)
LANGUAGE = Regexp(rf"{LANGUAGE_SHAPE.pattern}\Z", message="Choose a language of the list.")
GUESSED = "As each text looks"
NAMED_LANGUAGES = {"": "Choose a language", **language_names()}
LANGUAGE_WORDS = "The engine finds claims in English; texts in others are stored and marked."
SENSITIVE_WORDS = "Readers are warned before the text is shown."


class ImportForm(ActionForm):
    """A pasted text, files, or both."""

    files = MultipleFileField(
        "Files",
        render_kw={"accept": ACCEPTED},
        description="Texts (.txt, .md), Word documents (.docx), saved web pages (.html, .mhtml), "
        "e-mails (.eml), subtitles (.srt, .vtt), tables with a row per article (.csv, .tsv, "
        ".jsonl). Up to 64 MB in all, 1 MB per article; no archives.",
    )
    text = TextAreaField(
        "Or paste a text", render_kw={"rows": 8}, description="One article, as it stands."
    )
    language = SelectField(
        "Language",
        [Optional(), LANGUAGE],
        choices={"": GUESSED, **language_names()},
        validate_choice=False,
        description=LANGUAGE_WORDS,
    )
    is_sensitive = BooleanField("Sensitive", description=SENSITIVE_WORDS)

    def validate_files(self, _: object) -> None:
        """There must be something to read."""
        if not self._sent_files() and not visible(self.text.data):
            raise ValidationError("Choose files, or paste a text below.")

    def sent(self) -> list[File]:
        """What was sent, files first."""
        pasted = self.text.data or ""
        files = [File(file.filename or "", file.read()) for file in self._sent_files()]
        return [*files, File("", pasted.encode())] if visible(pasted) else files

    def _sent_files(self) -> list[FileStorage]:
        return [
            file
            for file in self.files.data or []
            if isinstance(file, FileStorage) and file.filename
        ]


class FactsForm(ActionForm):
    """What is known about an article."""

    version = version_field()
    title = StringField(
        "Title",
        [SomethingToSee("Give it a title."), Length(max=LONGEST_FACT), no_controls],
        filters=[one_line],
    )
    outlet = StringField(
        "Outlet",
        [Length(max=LONGEST_FACT), no_controls],
        filters=[one_line],
        description="Who printed it; empty when that is not known.",
    )
    published_on = DateField("Published on", [Optional()])
    url = StringField(
        "Address",
        [
            Optional(),
            Length(max=LONGEST_FACT),
            Regexp(r"(?i)^https?://\S+$", message="It must start with http:// or https://."),
        ],
        filters=[one_line],
        description="Kept as a reference; it is never opened from here.",
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )
    language = SelectField(
        "Language",
        [InputRequired("Choose a language of the list."), LANGUAGE],
        choices=NAMED_LANGUAGES,
        validate_choice=False,
    )
    is_sensitive = BooleanField("Sensitive", description=SENSITIVE_WORDS)

    def offer_language(self, code: str) -> None:
        """Let a language of which we have no name stay as it is."""
        if code not in NAMED_LANGUAGES:
            self.language.choices = {**NAMED_LANGUAGES, code: language_name(code)}

    @property
    def facts(self) -> Facts:
        """What the person says."""
        return Facts(
            title=self.title.data,
            outlet=self.outlet.data,
            published_on=self.published_on.data,
            url=self.url.data or "",
            language=self.language.data,
            is_sensitive=self.is_sensitive.data,
        )


class ReadingForm(ActionForm):
    """How to read a file."""

    encoding = SelectField("Encoding", choices=ENCODINGS)
    several = RadioField(
        "Several articles start in this file",
        [Optional()],
        choices={
            Several.APART.value: "Take them apart: each becomes an article",
            Several.TOGETHER.value: "Keep them together as one article",
        },
    )

    def offer(self, encoding: str) -> None:
        """Let the encoding that the file names be chosen too."""
        if encoding not in ENCODINGS:
            self.encoding.choices = {**ENCODINGS, encoding: encoding}

    @property
    def several_or_none(self) -> Several | None:
        """The answer, if there is one."""
        return Several(self.several.data) if self.several.data else None


class ColumnsForm(ActionForm):
    """From which column of a table what is read."""

    text = SelectField("Text", [SomethingToSee("Choose the column that holds the articles.")])
    title = SelectField("Title", description="Without one, it is the first sentence.")
    outlet = SelectField("Outlet", description="Who printed it.")
    published_on = SelectField("Published on", description="Days such as 2020-08-16.")
    url = SelectField("Address", description="Kept as a reference; it is never opened from here.")

    def offer(self, names: Iterable[str]) -> None:
        """Let each be read from any of these columns, or from none."""
        choices = {"": "no column", **{name: shortened(name) for name in names}}
        for ours in COLUMNS:
            self[ours].choices = choices

    @property
    def chosen(self) -> dict[str, str]:
        """The column for each; empty where there is none."""
        return {ours: self[ours].data for ours in COLUMNS}


class PrintingForm(ActionForm):
    """What a text is to one that is nearly or exactly the same."""

    printing = RadioField(
        "What it is",
        [InputRequired("Say what it is.")],
        choices={printing.value: printing.value for printing in Printing},
    )
    version = version_field()


class ArticlesForm(PageQuery):
    """Which articles, in which order."""

    words = StringField("Words in the title", [Length(max=200)], filters=[one_line])
    outlet = SelectField("Outlet", choices={}, validate_choice=False)
    since = DateField("From", [Optional()])
    until = DateField("To", [Optional()])
    order = SelectField(
        "Order",
        choices={order.value: order.label for order in ArticleOrder},
        default=ArticleOrder.OLDEST.value,
    )
    withdrawn = BooleanField("Withdrawn ones")
    done = done_field()

    @property
    def asked(self) -> ArticleFilter:
        """The filter; what does not parse is not asked."""
        known = {order.value for order in ArticleOrder}
        return ArticleFilter(
            words=(self.words.data or "")[:200],
            outlet=self.outlet.data or "",
            since=self.since.data,
            until=self.until.data,
            are_withdrawn=self.withdrawn.data,
            order=ArticleOrder(self.order.data if self.order.data in known else "oldest"),
        )
