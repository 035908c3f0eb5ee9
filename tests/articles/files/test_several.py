"""Several articles in one text are noticed, and taken apart without a letter lost."""

import pytest

from webapp.articles.files.sent_file import File, Several, SeveralArticles, drafts_of
from webapp.articles.files.several import articles_in

PROSE = "The mayor said on Monday that the bridge would stay shut for a month or even longer."
ARCHIVE = f"""Council denies plan

The Ellery Post (Port Ellery)

May 7, 2024 Tuesday

Copyright 2024 Post Media All Rights Reserved

Length: 212 words
Byline: Cleo Other

Body

{PROSE}

Load-Date: May 8, 2024

End of Document

Bridge shut

Veld Valley News

May 6, 2024 Monday

Length: 100 words

Body

{PROSE}

End of Document
"""
HEADED = f"""Bridge shut
By Ada Writer and Bo Reporter

{PROSE}

He gave no reason.

Bridge row deepens

By Cleo van der Other, Political Editor
PORT ELLERY, May 7 (AP) - {PROSE}
"""


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        (ARCHIVE, ["Council denies plan", "Bridge shut"]),
        (ARCHIVE * 2, ["Council denies plan", "Bridge shut"] * 2),
        (HEADED, ["Bridge shut\nBy Ada", "Bridge row deepens\n\nBy Cleo"]),
        ("Morning briefing\n\n" + HEADED, ["Morning briefing", "Bridge row deepens"]),
    ],
    ids=["end marks", "many end marks", "bylines", "bylines below a line"],
)
def test_articles_are_found_where_each_begins(text: str, beginnings: list[str]) -> None:
    # when
    parts = articles_in(text)

    # then
    assert "".join(parts) == text
    assert len(parts) == len(beginnings)
    assert all(part.startswith(start) for part, start in zip(parts, beginnings, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge shut\nBy Ada Writer\n{PROSE}",
        f"Bridge shut\nBy Ada Writer\nBy Bo Reporter\n{PROSE}",
        f"Bridge shut\nBy Ada Writer\n{PROSE}\n\nMore\nBy Bo Reporter\n\nOther\nBy Cleo Other",
        f"{PROSE}\n\nA storm\nBy Monday the water was gone.\n\nA flood\nBy Tuesday it was back.",
        f"{PROSE}\n\nEnd of Document\n\n",
        f"{PROSE}\n\nThis was the End of Document\n{PROSE}",
    ],
    ids=["one", "two writers", "a list of others", "by a day", "one end mark", "in a sentence"],
)
def test_one_article_stays_whole(text: str) -> None:
    assert articles_in(text) == [text]


def test_articles_of_an_archive_are_taken_apart_on_confirmation() -> None:
    # given
    file = File("archive.txt", ARCHIVE.encode())

    # when
    with pytest.raises(SeveralArticles, match="2 articles start in this file"):
        drafts_of(file)
    first, second = drafts_of(file, several=Several.APART)

    # then
    assert first.text + second.text == ARCHIVE
    assert (first.facts.title, second.facts.title) == ("Council denies plan", "Bridge shut")
    assert first.facts.outlet == "The Ellery Post (Port Ellery)"
    assert second.facts.outlet == "Veld Valley News"
    assert [str(one.facts.published_on) for one in (first, second)] == ["2024-05-07", "2024-05-06"]
