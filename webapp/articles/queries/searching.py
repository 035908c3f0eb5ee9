"""Searching the texts of articles: which have every word, and in which sentences.

The folded texts are read once, one after the other, in the database; only the texts of the page
that is shown are read here, and of those only until enough sentences are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from webapp.articles.pages.searching import FoundArticle, HitPart
from webapp.attribution.text.paragraphs import paragraphs
from webapp.attribution.text.sentences import sentences
from webapp.attribution.text.spans import TextSpan
from webapp.folding import all_places_of, folded, search_words
from webapp.markup.paging import Paged, page_of_rows
from webapp.models import Article, Project
from webapp.models.article import intact
from webapp.rules.articles import by_date, is_in_work
from webapp.rules.words import contains

PAGE_SIZE = 10
MOST_SENTENCES = 3
"""Shown of one article."""
LONGEST_PARAGRAPH = 20_000
"""Code points of a paragraph in which places are looked for."""
AROUND = 300
"""Code points of a sentence that are shown before its first hit and after its last."""


def articles_with(
    session: Session, project: Project, typed: str, number: int
) -> Paged[FoundArticle]:
    """One page of the articles in the work in whose texts every word stands, in reading order."""
    words = search_words(typed)
    asked = (contains(Article.folded_text, word) for word in words)
    query = select(Article.id).where(Article.project_id == project.id, *is_in_work(), *asked)
    keys = session.scalars(query.order_by(*by_date())).all() if words else []
    page = page_of_rows(keys, number, PAGE_SIZE)
    rows = session.scalars(
        select(Article).options(undefer(Article.text)).where(Article.id.in_(page.rows))
    )
    found = {one.id: FoundArticle(one, hits_in(intact(one).text, words)) for one in rows}
    return page.showing([found[key] for key in page.rows])


def hits_in(text: str, words: Sequence[str]) -> list[list[HitPart]]:
    """The first sentences in which some of the words stand, those first that bring new ones."""
    wanted = set(words)
    shown: list[TextSpan] = []
    spare: list[TextSpan] = []
    for sentence in _with_some(text, words):
        plain = folded(text[sentence.start : sentence.end])
        new = {word for word in wanted if word in plain}
        wanted -= new
        (shown if new else spare).append(sentence)
        if not wanted and len(shown) + len(spare) >= MOST_SENTENCES:
            break
    best = sorted([*shown, *spare][:MOST_SENTENCES])
    return [_parts(text, sentence, words) for sentence in best]


def _with_some(text: str, words: Sequence[str]) -> Iterator[TextSpan]:
    """The sentences of the text in which one of the words stands, in order."""
    for block in paragraphs(text):
        end = min(block.end, block.start + LONGEST_PARAGRAPH)
        part = text[block.start : end]
        plain = folded(part)
        if not any(word in plain for word in words):
            continue
        places = all_places_of(words, part)
        for start, stop in sentences(part, ()):
            if any(first < stop and last > start for first, last in places):
                yield TextSpan(block.start + start, block.start + stop)


def _parts(text: str, sentence: TextSpan, words: Sequence[str]) -> list[HitPart]:
    """The sentence, cut where a hit begins and ends; a very long one around its hits."""
    said = text[sentence.start : sentence.end]
    places = all_places_of(words, said)
    first = max(0, places[0][0] - AROUND) if places else 0
    last = min(len(said), places[-1][1] + AROUND) if places else len(said)
    last = min(last, first + 4 * AROUND)
    parts = [HitPart("… ", False)] if first else []
    position = first
    for start, end in places:
        if end > last:
            break
        parts += [HitPart(said[position:start], False), HitPart(said[start:end], True)]
        position = end
    parts.append(HitPart(said[position:last], False))
    parts += [HitPart(" …", False)] if last < len(said) else []
    return [part for part in parts if part.words]
