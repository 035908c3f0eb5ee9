"""Columns of tables: which of them says what about an article, by the names that people give."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from webapp.articles.files.dates import day_of
from webapp.errors import Refusal
from webapp.limits import is_web_address

COLUMNS = ("text", "title", "outlet", "published_on", "url")
"""What a table can say about an article; only the text is needed."""
MOST_COLUMNS = 200
SHOWN_NAMES = 20
SHOWN_NAME = 60
"""Characters of a column's name that a message repeats."""
_SYNONYMS = {
    "text": (
        *("body", "content", "articlebody", "fulltext", "articletext", "bodytext", "maintext"),
        *("articlecontent", "contents", "story", "article", "plaintext", "rawtext"),
        *("texte", "texto", "testo", "inhalt", "contenu", "contenido", "текст"),
    ),
    "title": (
        *("headline", "heading", "articletitle", "hed", "titel", "titre", "titulo", "título"),
        *("titolo", "überschrift", "schlagzeile", "заголовок"),
    ),
    "outlet": (
        *("source", "sitename", "sourcename", "publisher", "publication", "newspaper"),
        *("publishername", "medium", "journal", "outletname", "site", "domain", "hostname"),
        *("zeitung", "medio", "périodique", "quelle", "fuente", "издание", "источник"),
    ),
    "published_on": (
        *("date", "publishedat", "published", "publishdate", "publicationdate", "pubdate"),
        *("datepublished", "publishedtime", "datetime", "day", "datum"),
        *("fecha", "data", "дата"),
    ),
    "url": (
        "link",
        "href",
        "weburl",
        "articleurl",
        "permalink",
        "uri",
        "sourceurl",
        "source",
        "lien",
        "enlace",
    ),
}
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Columns:
    """The columns of a table: their names, and the first values of each."""

    names: Sequence[str]
    samples: Mapping[str, Sequence[str]]

    @cached_property
    def named(self) -> dict[str, str]:
        """Those that have our names, whatever their case; keys are our names."""
        return {ours: name for ours in COLUMNS if (name := self._called(_folded(ours), spelt=ours))}

    @cached_property
    def proposed(self) -> dict[str, str]:
        """Those that others name so; only where no column has our name, each but once."""
        found: dict[str, str] = {}
        for ours in COLUMNS:
            taken = {*self.named.values(), *found.values()}
            names = (self._called(other) for other in _SYNONYMS[ours] if ours not in self.named)
            fitting = (one for one in names if one and one not in taken and self._fits(ours, one))
            if name := next(fitting, None):
                found[ours] = name
        return found

    def chosen(self, given: Mapping[str, str]) -> dict[str, str]:
        """What each of ours is read from, a person's word first; an empty name means nothing."""
        chosen = {**self.proposed, **self.named}
        for ours, name in given.items():
            chosen[ours] = self._known(name) if name else ""
        chosen = {ours: chosen[ours] for ours in COLUMNS if chosen.get(ours)}
        twice = next((one for one in chosen.values() if self.names.count(one) > 1), None)
        if twice:
            raise Refusal(f"two columns are called “{shortened(twice)}”. Rename one.")
        return chosen

    def sample(self, name: str) -> str:
        """The first value that the column holds, as a page shows it."""
        return next((shortened(value) for value in self.samples.get(name, ()) if value.strip()), "")

    def _called(self, folded: str, *, spelt: str = "") -> str | None:
        """The column of this name; the one that is spelt exactly so comes first."""
        if spelt in self.names:
            return spelt
        return next((name for name in self.names if _folded(name) == folded), None)

    def _known(self, name: str) -> str:
        found = self._called(_folded(name), spelt=name)
        if found is None:
            raise Refusal(
                f"there is no column called “{shortened(name)}”. There is {listed(self.names)}."
            )
        return found

    def _fits(self, ours: str, name: str) -> bool:
        """Whether most of the first values look like what the column is proposed for."""
        values = [value for value in self.samples.get(name, ()) if value.strip()]
        fits = _FITTING.get(ours)
        return fits is None or 2 * sum(map(fits, values)) >= len(values)


def remark(chosen: Mapping[str, str], names: Sequence[str], *, kind: str) -> str:
    """What a person should know: which column is read as what, and which are not used."""
    renamed = [
        f"“{shortened(name)}” as {ours}"
        for ours, name in chosen.items()
        if _folded(name) != _folded(ours)
    ]
    unused = [name for name in names if name not in chosen.values()]
    said = [f"Read {', '.join(renamed)}."] if renamed else []
    said += [f"{kind} that are not used: {listed(unused)}."] if unused else []
    return " ".join(said)


def listed(names: Sequence[str]) -> str:
    """The names in one line, the first of them where there are many."""
    shown = ", ".join(shortened(name) for name in names[:SHOWN_NAMES])
    more = len(names) - SHOWN_NAMES
    return f"{shown} and {more} more" if more > 0 else shown


def shortened(name: str) -> str:
    """A column's name as a message repeats it."""
    words = " ".join(name.split()) or "(no name)"
    return words if len(words) <= SHOWN_NAME else f"{words[:SHOWN_NAME]}…"


_FITTING: dict[str, Callable[[str], bool]] = {
    "outlet": lambda value: not is_web_address(value),
    "published_on": lambda value: day_of(value) is not None,
    "url": is_web_address,
}


def _folded(name: str) -> str:
    return _NO_LETTER.sub("", name.casefold())
