"""Articles from Markdown: what a reader sees, without marks and the addresses of links."""

from __future__ import annotations

import html
import re

NOTE = "The marks of Markdown and the addresses of its links are left out of the text."
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*(\S.*)$", re.MULTILINE)
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
_RULE = re.compile(r"[ ]{0,3}(?:[-*_][ \t]*){3,}$")
_TABLE_RULE = re.compile(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}(?:[ \t]+|$)")
_QUOTED = re.compile(r"[ ]{0,3}(?:>[ \t]?)+")
_REFERENCE = re.compile(r"[ ]{0,3}\[[^\[\]^]+\]:[ \t]*\S")
_OWN_LINE = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\||\[\^)")
"""What starts a line of its own: items of lists, rows of tables, notes."""
_TAGS = (
    "a|abbr|b|blockquote|center|cite|code|del|details|div|em|figcaption|figure|font|h[1-6]|hr|i|img"
    "|ins|kbd|li|mark|ol|p|pre|q|s|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul"
)
"""Of HTML, which may stand between the marks."""
_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INLINE = (
    (re.compile(r"<!--[^<>]*-->"), ""),
    (re.compile(r"[ \t]*<br[ \t]*/?>[ \t]*", re.IGNORECASE), "\n"),
    (re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE), ""),
    (re.compile(r"!?\[([^\[\]]*)\]\((?:<[^<>]*>|[^()<>]*(?:\([^()]*\)[^()]*)?)\)"), r"\1"),
    (re.compile(r"\[\^[^\[\]]+\](?!:)"), ""),
    (re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]+)>"), r"\1"),
    (re.compile(r"(?<![\\*\w])(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?![*\w])"), r"\2"),
    (re.compile(r"(?<![\\_\w])(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?![_\w])"), r"\2"),
    (re.compile(r"~~([^~]+)~~"), r"\1"),
    (re.compile(r"(?<!`)(`{1,2})(?!`)([^`]+)\1(?!`)"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def markdown_text(text: str) -> str:
    """A paragraph for each block: a line break inside one is no more than a blank."""
    blocks: list[list[str]] = [[]]
    is_open = False
    for line in _FRONT_MATTER.sub("", text).split("\n"):
        words = _QUOTED.sub("", line, count=1) if _QUOTED.match(line) else line
        heading = _HEADING.match(words)
        if is_open and _UNDERLINE.match(words):
            blocks.append([])
            is_open = False
        elif _is_mark_alone(words):
            is_open = False
        elif heading:
            blocks += [[], [words[heading.end() :].rstrip("# \t")], []]
            is_open = False
        elif not words.strip():
            blocks.append([])
            is_open = False
        else:
            if not is_open or _OWN_LINE.match(words):
                blocks.append([])
            blocks[-1].append(words.strip())
            is_open = not words.endswith(("  ", "\\"))
    joined = (" ".join(block).removesuffix("\\").rstrip() for block in blocks)
    words = "\n".join(_without_marks(block) for block in joined)
    return re.sub(r"\n{3,}", "\n\n", words).strip()


def markdown_title(text: str) -> str:
    """What its first lines give as the title: the front matter, or the first heading."""
    front = _FRONT_MATTER.match(text)
    said = _TITLE.search(front[1]) if front else None
    if said:
        return said[1].strip().strip("'\"")
    first = text[front.end() if front else 0 :].lstrip().split("\n", 1)[0]
    found = _HEADING.match(first)
    return _without_marks(first[found.end() :].rstrip("# \t")) if found else ""


def _is_mark_alone(line: str) -> bool:
    marks = (_FENCE, _RULE, _TABLE_RULE, _REFERENCE)
    return any(mark.match(line) for mark in marks)


def _without_marks(words: str) -> str:
    for pattern, kept in _INLINE:
        words = pattern.sub(kept, words)
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), words)
