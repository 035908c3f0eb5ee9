"""Words that people wrote in Markdown, as a tree of tags that templates print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

TOP_HEADING = 3
"""The level of the first heading: it stands below those of the page."""
LOWEST_HEADING = 6
LINKED = ("https://", "http://", "mailto:")
TAGS = frozenset(
    {"a", "blockquote", "code", "em", "h3", "h4", "h5", "h6", "li", "ol", "p", "strong"}
    | {"table", "tbody", "td", "th", "thead", "tr", "ul"}
)
BLANK = {"softbreak": "br", "hardbreak": "br", "hr": "hr"}
"""Tags around nothing. Line ends stay, as they do where nobody thought of Markdown."""
ALIGNED_RIGHT = "text-align:right"


@dataclass(frozen=True)
class MarkdownNode:
    """A tag with what stands in it, or the words alone where there is no tag."""

    words: str = ""
    tag: str = ""
    children: tuple[MarkdownNode, ...] = ()
    href: str = ""
    start: int | None = None
    """The first number of a list."""
    is_number: bool = False
    """A cell whose column stands to the right."""

    @property
    def is_blank(self) -> bool:
        """Nothing ever stands in it."""
        return self.tag in BLANK.values()


@lru_cache(maxsize=32)
def markdown(words: str) -> tuple[MarkdownNode, ...]:
    """What the words are: tags stay as they were typed, pictures are links, nothing is loaded."""
    tokens = _parser.parse(words)
    _sink_headings(tokens)
    return tuple(_nodes(SyntaxTreeNode(tokens).children))


def _sink_headings(tokens: Sequence[Token]) -> None:
    """Let the headings stand below the page's, none more than one level under the one before."""
    level = TOP_HEADING - 1
    for token in tokens:
        if token.type == "heading_open":
            level = min(int(token.tag[1]) + TOP_HEADING - 1, level + 1, LOWEST_HEADING)
            token.tag = f"h{level}"


def _nodes(found: Sequence[SyntaxTreeNode]) -> Iterator[MarkdownNode]:
    for one in found:
        inside = tuple(_nodes(one.children))
        if one.type in ("fence", "code_block"):
            code = MarkdownNode(tag="code", children=(MarkdownNode(one.content),))
            yield MarkdownNode(tag="pre", children=(code,))
        elif one.type == "code_inline":
            yield MarkdownNode(tag="code", children=(MarkdownNode(one.content),))
        elif one.type in BLANK:
            yield MarkdownNode(tag=BLANK[one.type])
        elif one.type == "inline" or (one.type == "paragraph" and one.hidden):
            yield from inside
        elif one.tag in TAGS:
            yield _tagged(one, inside)
        else:
            yield MarkdownNode(one.content)


def _tagged(one: SyntaxTreeNode, inside: tuple[MarkdownNode, ...]) -> MarkdownNode:
    start = one.attrs.get("start")
    return MarkdownNode(
        tag=one.tag,
        children=inside,
        href=str(one.attrs.get("href", "")),
        start=int(start) if start is not None else None,
        is_number=one.attrs.get("style") == ALIGNED_RIGHT,
    )


def _is_linked(address: str) -> bool:
    return address.lower().startswith(LINKED)


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = _is_linked  # type: ignore[assignment, method-assign]  # as the library documents
    return parser


_parser = _make_parser()
