"""Articles from subtitles (SRT, WebVTT): what is said, without numbers and times."""

from __future__ import annotations

import html
import re

NOTE = "Subtitles: their numbers and times are left out, and lines of one sentence are joined."
_TIMES = re.compile(r"\s*(?:\d+:)?\d\d:\d\d[,.]\d{3}[ \t]+-->", re.ASCII)
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
    for block in text.split("\n\n"):
        cue = block.strip().split("\n")
        times = next((number for number, line in enumerate(cue) if _TIMES.match(line)), None)
        for line in cue[times + 1 :] if times is not None else ():
            words = html.unescape(_TAG.sub("", _VOICE.sub(r"\1: ", line))).strip()
            if is_rolling and words == last:
                continue
            last = words or last
            starts = not lines or lines[-1].endswith(_ENDINGS) or words.startswith(_DASHES)
            if words and (starts or _VOICE.search(line)):
                lines.append(words)
            elif words:
                lines[-1] += f" {words}"
    return "\n".join(lines)
