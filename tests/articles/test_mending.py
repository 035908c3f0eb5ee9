"""A text that waits is mended line by line; what is struck is stored and never split."""

import re

import pytest
from sqlalchemy import select

from tests.articles.conftest import Desk
from tests.browser.bridge import HEADLINE, PAGE, STANDFIRST
from tests.making import make_member, make_project, make_staged, make_user
from webapp.articles.files.drafts import text_digest
from webapp.articles.files.mending import Mend, MendingAct
from webapp.articles.pages.text_page import LINES
from webapp.articles.services import mending
from webapp.attribution import Engine
from webapp.database import Database
from webapp.errors import Refusal
from webapp.models import Article, Claim, EventPayload, StagedArticle
from webapp.vocabulary import Role

TEXT = (
    "Home | News | Sport\n"
    "By Oda Fenn\n"
    "Helen Marsh said the hangers were sound.\n"
    "Piet Larsson said the bridge was closed.\n"
    "Tomas Verrel said a barge had struck the pier.\n"
)
PDF = "Mayor Ines Hal-\nloway said on Mon-\nday that the reservoir was safe to drink from.\n"
FACTS: dict[str, object] = {"title": "The bridge", "language": "en"}


def mend(desk: Desk, do: str, **fields: object) -> str:
    """Press a button of the page as it is now; gives the page that follows."""
    with desk.database.reading() as session:
        version = session.scalars(select(StagedArticle.version)).first()
    answer = desk.act("", 1, version=version, do=do, **{**FACTS, **fields})
    assert answer.status_code == 303, answer.text
    return desk.client.get(answer.headers["Location"]).text


def page(desk: Desk, query: str = "") -> str:
    return desk.client.get(f"{desk.home}/import/{desk.staged()}{query}").text


def struck_lines(html: str) -> list[str]:
    """The words of every line of which nothing is kept."""
    found = re.findall(r'class="line struck".*?<div class="words"[^>]*>(.*?)</div>', html, re.S)
    return [re.sub(r"</?s>", "", words) for words in found]


def test_the_whole_text_is_shown_with_each_line_that_looks_like_furniture(desk: Desk) -> None:
    # when
    desk.send(("bridge.txt", TEXT.encode()))
    html = page(desk)

    # then
    assert all(f'id="line-{number}"' in html for number in range(1, 6))
    assert struck_lines(html) == ["Home | News | Sport", "By Oda Fenn"]
    assert "5 lines, 2 struck out" in html
    assert ">menu</span>" in html
    assert ">byline</span>" in html


def test_a_line_is_kept_and_another_struck(desk: Desk) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))

    # when
    mend(desk, "keep 2")
    html = mend(desk, "strike 5")

    # then
    assert struck_lines(html) == [
        "Home | News | Sport",
        "Tomas Verrel said a barge had struck the pier.",
    ]
    assert "struck by hand" in html


def test_begin_and_end_move_to_the_chosen_line(desk: Desk) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))

    # when
    mend(desk, "begin", line=4)
    html = mend(desk, "end 4")

    # then
    assert len(struck_lines(html)) == 4
    assert "before the beginning" in html
    assert "after the end" in html


def test_a_button_answers_with_the_line_that_it_changed(desk: Desk) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))

    # when
    answer = desk.act("", 1, version=1, do="strike 4", **FACTS)

    # then
    assert answer.headers["Location"].endswith(f"/import/{desk.staged()}?line=4#line-4")


def test_a_button_saves_what_was_typed_beside_it(desk: Desk) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))

    # when
    html = mend(desk, "strike 4", title="Closed", outlet="The Courier")

    # then
    assert re.search(r"<textarea[^>]*>\s*Closed</textarea>", html)
    assert "Chosen by you" in html


@pytest.mark.parametrize("do", ["begin", "end"])
def test_no_line_is_taken_where_none_is_chosen(desk: Desk, do: str) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))

    # when
    answer = desk.act("", 1, version=1, do=do, **FACTS)

    # then
    assert answer.status_code == 400
    assert "Choose a line by its number first." in answer.text


def test_the_last_line_cannot_be_struck(desk: Desk) -> None:
    # given
    desk.send(("one.txt", b"He said so."))

    # when
    answer = desk.act("", 1, version=1, do="strike 1", **FACTS)

    # then
    assert answer.status_code == 400
    assert "One line has to stay." in answer.text


@pytest.mark.parametrize("do", ["strike", "delete 3", "strike x", "strike 3; keep 4", "join 2"])
def test_an_act_that_no_button_names_changes_nothing(desk: Desk, do: str) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))

    # when
    answer = desk.act("", 1, version=1, do=do, **FACTS)

    # then
    assert answer.status_code in (400, 422)
    assert len(struck_lines(page(desk))) == 2


def test_a_button_of_an_old_window_changes_nothing(desk: Desk) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))
    mend(desk, "strike 4")

    # when
    answer = desk.act("", 1, version=1, do="strike 5", **FACTS)

    # then
    assert answer.status_code == 409
    assert len(struck_lines(page(desk))) == 3


def test_what_is_struck_is_stored_in_the_text_and_never_split(desk: Desk) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))
    mend(desk, "strike 4")

    # when
    desk.confirm()

    # then
    with desk.database.reading() as session:
        article = session.scalars(select(Article)).one()
        claims = session.scalars(select(Claim)).all()
        words = [article.text[start:end] for start, end, _ in article.furniture or []]
        kinds = [kind for _, _, kind in article.furniture or []]
        sources = {claim.proposed_source_name for claim in claims}
        payload = session.scalars(select(EventPayload)).all()[-1]
        assert payload.after["furniture"] == article.furniture
        shown = desk.client.get(f"{desk.home}/{article.public_id}").text
        assert article.text == TEXT
    assert words == [
        "Home | News | Sport",
        "By Oda Fenn",
        "Piet Larsson said the bridge was closed.",
    ]
    assert kinds == ["menu", "byline", "by_hand"]
    assert sources == {"Helen Marsh", "Tomas Verrel"}
    assert '<span class="furniture">Piet Larsson said the bridge was closed.</span>' in shown


def test_splitting_again_keeps_to_what_was_struck(desk: Desk) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))
    mend(desk, "strike 4")
    desk.confirm()
    with desk.database.reading() as session:
        article = session.scalars(select(Article.public_id)).one()

    # when
    answer = desk.client.post(desk.home.rpartition("/")[0] + f"/articles/{article}/split-again")

    # then
    assert answer.status_code == 303
    with desk.database.reading() as session:
        claims = session.scalars(select(Claim)).all()
        assert {claim.proposed_source_name for claim in claims} == {"Helen Marsh", "Tomas Verrel"}


def test_a_kept_line_is_split_though_it_looks_like_furniture(desk: Desk) -> None:
    # given
    line = "READ MORE: Helen Marsh said the hangers were sound"
    desk.send(("bridge.txt", f"{line}\nPiet Larsson left the town on Monday.\n".encode()))
    assert struck_lines(page(desk)) == [line]

    # when
    mend(desk, "keep 1")
    desk.confirm()

    # then
    with desk.database.reading() as session:
        claims = session.scalars(select(Claim)).all()
        assert [claim.proposed_source_name for claim in claims] == ["Helen Marsh"]


def test_broken_words_are_shown_and_joined_on_demand(desk: Desk) -> None:
    # given
    desk.send(("pdf.txt", PDF.encode()))
    before = page(desk)

    # when
    after = mend(desk, "join")
    desk.confirm()

    # then
    assert "2 words are broken at line ends." in before
    assert "<b>Halloway</b>" in before
    assert "broken at line ends." not in after
    with desk.database.reading() as session:
        article = session.scalars(select(Article)).one()
        payload = session.scalars(select(EventPayload)).all()[-1]
        split = Engine().split(article.text)
        contents = [claim.content_text for claim in session.scalars(select(Claim))]
        assert article.text.startswith("Mayor Ines Halloway said on Monday that")
        assert article.text_sha256 == text_digest(article.text)
        assert payload.after["original_sha256"] == text_digest(PDF)
        assert len(contents) == len(split.attributions) == 1


def test_a_title_made_from_the_first_sentence_is_made_anew_from_joined_words(desk: Desk) -> None:
    # given
    desk.send(("pdf.txt", PDF.encode()))
    title = re.search(r'<textarea[^>]*id="title"[^>]*>\s*(.*?)</textarea>', page(desk), re.S)
    assert title is not None

    # when
    html = mend(desk, "join", title=title[1])

    # then
    assert "Mayor Ines Halloway said on Monday that the reservoir was safe" in html


def test_a_page_that_holds_more_says_how_much_is_missing(desk: Desk) -> None:
    # when
    desk.send(("courier.html", PAGE.encode()))
    html = page(desk)

    # then
    assert "The page holds more than was taken." in html
    assert re.search(r"its own length as \d{3} words; \d{3} are inside the marks\.", html)
    assert "the page holds more" in html


def test_a_web_page_keeps_its_standfirst_and_strikes_its_headline(desk: Desk) -> None:
    # when
    desk.send(("courier.html", PAGE.encode()))
    html = page(desk)

    # then
    assert HEADLINE in struck_lines(html)[0]
    assert STANDFIRST in html
    assert STANDFIRST not in "".join(struck_lines(html))


def test_a_long_text_comes_in_pages_that_say_how_many_lines_there_are(desk: Desk) -> None:
    # given
    lines = [f"Helen Marsh said that hanger {number} was sound." for number in range(1, 1001)]
    desk.send(("long.txt", "\n".join(lines).encode()))

    # when
    first, last = page(desk), page(desk, "?page=4")
    at_line = page(desk, "?line=650")

    # then
    assert f"Lines 1 to {LINES} of 1,000" in first
    assert first.count('class="line"') == LINES
    assert "Lines 901 to 1,000 of 1,000" in last
    assert 'id="line-650"' in at_line


def test_many_lines_outside_the_text_are_folded(desk: Desk) -> None:
    # given
    lines = [f"Helen Marsh said that hanger {number} was sound." for number in range(1, 41)]
    desk.send(("long.txt", "\n".join(lines).encode()))

    # when
    html = mend(desk, "end 20")

    # then
    assert "18 more lines after the end" in html


@pytest.mark.parametrize("query", ["?line=99999999999", "?line=x&page=-1", "?page=9999", "?line=0"])
def test_a_page_asked_for_in_vain_is_the_nearest(desk: Desk, query: str) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))

    # then
    assert 'id="line-5"' in page(desk, query)


def test_next_to_check_saves_and_goes_on_to_what_needs_a_look(desk: Desk) -> None:
    # given
    desk.send(
        ("bridge.txt", TEXT.encode()),
        ("good.txt", b"Helen Marsh said that the hangers were sound, and nobody disagreed."),
        ("pdf.txt", PDF.encode()),
    )

    # when
    answer = desk.act("", 1, version=1, do="next", **{**FACTS, "title": "Kept"})

    # then
    assert answer.headers["Location"].endswith(f"/import/{desk.staged(3)}")
    assert "Kept" in desk.preview()


def test_leaving_out_goes_on_to_what_needs_a_look(desk: Desk) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()), ("pdf.txt", PDF.encode()))
    pdf = desk.staged(2)

    # when
    answer = desk.act("/leave-out", 1, do="next")

    # then
    assert answer.headers["Location"].endswith(f"/import/{pdf}")
    assert desk.staged(1) == pdf


def test_import_from_the_page_of_one_text_imports_all_with_what_was_typed(desk: Desk) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()), ("pdf.txt", PDF.encode()))

    # when
    answer = desk.act("", 1, version=1, do="import", seen=desk.seen(), **FACTS)
    desk.work()

    # then
    assert "/jobs/" in answer.headers["Location"]
    with desk.database.reading() as session:
        titles = session.scalars(select(Article.title).order_by(Article.id)).all()
        assert titles[0] == "The bridge"
        assert len(titles) == 2


def test_import_of_what_was_not_seen_imports_nothing(desk: Desk) -> None:
    # given
    desk.send(("bridge.txt", TEXT.encode()))
    seen = desk.seen()
    desk.send(("pdf.txt", PDF.encode()))

    # when
    answer = desk.act("", 1, version=1, do="import", seen=seen, **FACTS)

    # then
    assert answer.status_code == 409
    assert "Something changed since this page was opened." in answer.text
    with desk.database.reading() as session:
        assert session.scalars(select(Article)).all() == []


def test_the_list_beside_shows_what_happens_to_each(desk: Desk) -> None:
    # when
    desk.send(
        ("a.txt", TEXT.encode()),
        ("b.txt", TEXT.encode()),
        ("c.txt", "Der Minister sagte, die Brücke sei sicher. Der Rat bestreitet das.".encode()),
        language="",
    )
    html = page(desk)

    # then
    signs = re.findall(r'class="sign" title="([a-z ]+)"', html)
    assert signs == ["good", "left out", "look"]
    assert "Import 2 articles, leave out 1" in html


def test_a_service_strikes_and_keeps_on_both_databases(database: Database) -> None:
    # given
    with database.transaction() as session:
        project, user = make_project(session), make_user(session)
        make_member(session, project, user=user, role=Role.MANAGER)
        staged = make_staged(session, project, user, text=TEXT, furniture=[[0, 19, "menu"]])
        mending.mend(session, staged=staged, mend=Mend(MendingAct.STRIKE, 4))

    # then
    with database.transaction() as session:
        staged = session.scalars(select(StagedArticle)).one()
        assert staged.furniture == [[0, 19, "menu"], [73, 113, "by_hand"]]
        assert staged.kept_word_count == 19
        for number in (2, 3):
            mending.mend(session, staged=staged, mend=Mend(MendingAct.STRIKE, number))
        with pytest.raises(Refusal, match="One line has to stay"):
            mending.mend(session, staged=staged, mend=Mend(MendingAct.STRIKE, 5))
