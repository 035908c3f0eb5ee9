"""Articles from subtitles (SRT, WebVTT): what is said, without numbers and times."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

NOTE = "Subtitles: their numbers and times are left out, and lines of one sentence are joined."
_TIMES = re.compile(r"\s*(?:\d+:)?\d\d:\d\d[,.]\d{3}[ \t]+-->", re.ASCII)
_NEXT_CUE = re.compile(r"\n(?=\d+[ \t]*\n\s*(?:\d+:)?\d\d:\d\d[,.]\d{3}[ \t]+-->)", re.ASCII)
"""Before the number of a cue, which a blank line need not part from the one before."""
_ASIDE = re.compile(r"\s*(?:NOTE|STYLE|REGION)\b")
_VOICE = re.compile(r"<v(?:\.[^ <>]{0,80})?[ \t]+([^<>]{1,80})>")
_TAG = re.compile(r"</?[a-z0-9][^<>]{0,80}>|\{\\[^{}]{0,40}\}", re.IGNORECASE)
_ROLLING = re.compile(r"<\d\d:\d\d:\d\d\.\d{3}>", re.ASCII)
"""The time of a word: such cues show each line again while the next one is said."""
_ENDINGS = (".", "!", "?", "…", "”", '"', "»", ":", ")", "]", "♪")
_DASHES = ("-", "–", "—")


def subtitles_text(text: str) -> str:
    """A line for each sentence that a cue ends, and for each voice.

    What rolls up the screen, as captions made by machines do, is said once.
    """
    lines: list[str] = []
    is_rolling, last = bool(_ROLLING.search(text)), ""
    for line in _said(text):
        words = html.unescape(_TAG.sub("", _VOICE.sub(r"\1: ", line))).strip()
        if not words or (is_rolling and words == last):
            continue
        last = words
        starts = not lines or lines[-1].endswith(_ENDINGS) or words.startswith(_DASHES)
        if starts or _VOICE.search(line):
            lines.append(words)
        else:
            lines[-1] += f" {words}"
    return "\n".join(lines)


def _said(text: str) -> Iterator[str]:
    """The lines of all cues; a blank line inside a cue does not end it."""
    has_begun = False
    for block in re.split(r"\n[ \t]*\n", _NEXT_CUE.sub("\n\n", text)):
        cue = block.strip().split("\n")
        times = next((number for number, line in enumerate(cue) if _TIMES.match(line)), None)
        has_begun = has_begun or times is not None
        if times is not None:
            yield from cue[times + 1 :]
        elif has_begun and not _ASIDE.match(block):
            yield from cue
