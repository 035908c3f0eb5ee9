"""Texts are sent, looked at, corrected and confirmed; before that no article exists."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from tests.articles.conftest import Desk, SignIn
from tests.articles.files.test_sent_file import BAD_FILES, PAGE
from tests.making import make_article, make_member
from webapp.attribution import Engine
from webapp.config import MAX_PARTS
from webapp.database import Database
from webapp.models import Article, Claim, Event, EventPayload, Project, StagedArticle, User
from webapp.models.base import utc_now
from webapp.vocabulary import ClaimState, Role

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SEED = (SEEDS[0].name, SEEDS[0].read_bytes())
BOTH = ("both.txt", b"".join(path.read_bytes() for path in SEEDS))


def count(database: Database, model: type[Article] | type[StagedArticle] | type[Claim]) -> int:
    with database.reading() as session:
        return session.execute(select(func.count()).select_from(model)).scalar_one()


def test_nothing_is_an_article_before_it_is_confirmed(desk: Desk) -> None:
    # when
    answer = desk.send(SEED)

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{desk.home}/import/preview"
    assert count(desk.database, Article) == 0


def test_the_preview_says_what_will_be_imported(desk: Desk) -> None:
    # when
    desk.send(SEED, ("page.html", PAGE.encode()))
    page = desk.preview()

    # then
    assert "Belarus President Alexander Lukashenko" in page
    assert "PA Media · 16 August 2020 · 522 words · title made from the first sentence" in page
    assert "The Paper · 16 August 2020 · 33 words" in page
    assert "English · utf-8" in page
    assert "Import 2 articles" in page


def test_confirming_stores_the_articles_with_their_proposals(desk: Desk) -> None:
    # given
    desk.send(SEED)

    # when
    answer = desk.confirm()

    # then
    assert answer.headers["Location"] == f"{desk.home}/"
    assert "1 article imported." in desk.client.get(f"{desk.home}/").text
    with desk.database.reading() as session:
        article = session.scalars(select(Article)).one()
        claims = session.scalars(select(Claim).order_by(Claim.number)).all()
        split = Engine().split(article.text)
        assert article.text.encode() == SEED[1]
        assert article.engine_version == split.engine_version
        assert article.created_by is not None
        assert len(claims) == len(split.attributions) > 5
        assert {claim.state for claim in claims} == {ClaimState.PROPOSED}
        assert [claim.number for claim in claims] == list(range(1, len(claims) + 1))
    assert count(desk.database, StagedArticle) == 0


def test_the_history_has_one_event_per_article_with_the_hash_of_its_file(desk: Desk) -> None:
    # given
    desk.send(("page.html", PAGE.encode()))

    # when
    desk.confirm()

    # then
    with desk.database.reading() as session:
        event = session.scalars(select(Event).where(Event.action == "article imported")).one()
        payload = session.scalars(
            select(EventPayload).where(EventPayload.event_id == event.id)
        ).one()
        assert event.user is not None
        assert payload.after["file_sha256"] != payload.after["text_sha256"]
        assert payload.after["title"] == "Man dies after protest"


def test_a_pasted_text_is_imported_with_lf_line_ends(desk: Desk) -> None:
    # given
    desk.send(text="He was shot,\r\nshe said.")

    # when
    desk.confirm()

    # then
    with desk.database.reading() as session:
        assert session.scalars(select(Article)).one().text == "He was shot,\nshe said."


def test_sending_nothing_is_refused_beside_the_field(desk: Desk) -> None:
    # when
    answer = desk.send(text=" \r\n ")

    # then
    assert answer.status_code == 422
    assert "Choose files, or paste a text below." in answer.text


@pytest.mark.parametrize(
    "case",
    ["empty", "NUL", "one byte over 1 MB", "a zip archive", "a ragged row"],
)
def test_a_bad_file_alone_is_refused(desk: Desk, case: str) -> None:
    # given
    name, content, status, words = BAD_FILES[case]

    # when
    answer = desk.send((name, content))

    # then
    assert answer.status_code == status
    assert words in answer.text
    assert count(desk.database, StagedArticle) == 0


@pytest.mark.parametrize("case", ["empty", "NUL", "one byte over 1 MB", "a zip archive"])
def test_a_bad_file_is_listed_beside_the_good_ones(desk: Desk, case: str) -> None:
    # given
    name, content, _, words = BAD_FILES[case]

    # when
    answer = desk.send(SEED, (name, content), text="He said so.")
    page = desk.preview()
    desk.confirm()

    # then
    assert answer.status_code == 303
    assert "1 part of what you sent cannot be read." in page
    assert words in page
    assert "Import 2 articles" in page
    assert count(desk.database, Article) == 2
    assert count(desk.database, StagedArticle) == 0


def test_our_own_export_keeps_the_whole_upload_out(desk: Desk) -> None:
    # given
    name, content, status, words = BAD_FILES["our own export"]

    # when
    answer = desk.send(SEED, (name, content), text="He said so.")

    # then
    assert answer.status_code == status
    assert words in answer.text
    assert "He said so.</textarea>" in answer.text
    assert count(desk.database, StagedArticle) == 0


def test_bad_rows_are_listed_with_their_lines_and_good_ones_are_kept(desk: Desk) -> None:
    # given
    table = (
        b"text,published_on\r\nHe said so.,2026-03-05T10:00:00Z\r\n,today\r\nShe did.,5/3/26\r\n"
    )
    desk.send(("a.csv", table))

    # when
    page = desk.preview()
    desk.confirm()

    # then
    assert "2 parts of what you sent cannot be read." in page
    assert "a.csv, line 3: there is no text in it." in page
    assert "a.csv, line 4: published_on is “5/3/26”." in page
    assert "Import 1 article" in page
    with desk.database.reading() as session:
        article = session.scalars(select(Article)).one()
        assert (article.text, str(article.published_on)) == ("He said so.", "2026-03-05")
    assert count(desk.database, StagedArticle) == 0


def test_what_is_refused_can_be_discarded(desk: Desk) -> None:
    # given
    desk.send(("a.csv", b"text,title\r\nHe said so.,\r\n,T\r\n"))
    desk.act("/leave-out", 1)

    # when
    left = desk.preview()
    desk.client.post(f"{desk.home}/import/discard")

    # then
    assert "a.csv, line 3: there is no text in it." in left
    assert "cannot be read" not in desk.preview()


def test_an_upload_over_64_mb_is_refused_naming_the_limit(desk: Desk) -> None:
    # when
    answer = desk.send(("a.csv", b"text\r\n" + b"a" * 64_000_000))

    # then
    assert answer.status_code == 413
    assert "64 MB" in answer.text
    assert count(desk.database, StagedArticle) == 0


def test_an_upload_of_a_few_megabytes_is_taken(desk: Desk) -> None:
    # given
    row = "“" + "He said so. " * 80_000 + "”"

    # when
    answer = desk.send(("a.csv", "\r\n".join(["text", row, row + "1", row + "2"]).encode()))

    # then
    assert answer.status_code == 303
    assert "Import 3 articles" in desk.preview()


def test_other_forms_keep_their_small_limit(desk: Desk) -> None:
    # given
    desk.send(SEED)

    # when
    answer = desk.act("", title="a" * 1_100_000, version=1, language="en")

    # then
    assert answer.status_code == 413


def test_a_long_text_can_be_pasted(desk: Desk) -> None:
    # given
    text = "He said so.\r\n" * 76_000

    # when
    answer = desk.send(text=text)

    # then
    assert answer.status_code == 303
    assert "228,000 words" in desk.preview()


def test_a_guessed_encoding_must_be_confirmed(desk: Desk) -> None:
    # given
    desk.send(("menu.txt", "The café is closed, he said.".encode("windows-1252")))

    # when
    page = desk.preview()
    refused = desk.confirm()

    # then
    assert "Our guess is windows-1252" in page
    assert "The café is closed, he said." in page
    assert ">Import" not in page
    assert refused.status_code == 400
    assert "needs an answer first" in refused.text
    assert count(desk.database, Article) == 0


def test_a_confirmed_guess_is_imported(desk: Desk) -> None:
    # given
    desk.send(("menu.txt", "The café is closed, he said.".encode("windows-1252")))

    # when
    desk.act("/reading", encoding="windows-1252")
    desk.confirm()

    # then
    with desk.database.reading() as session:
        assert session.scalars(select(Article)).one().text == "The café is closed, he said."


def test_a_wrong_guess_is_corrected(desk: Desk) -> None:
    # given
    desk.send(("menu.txt", "Kolik stojí řízek? řekl.".encode("windows-1250")))

    # when
    answer = desk.act("/reading", encoding="windows-1250")

    # then
    assert answer.status_code == 303
    assert "Kolik stojí řízek?" in desk.preview()
    assert "windows-1250" in desk.preview()


def test_an_encoding_that_does_not_fit_is_refused_beside_the_field(desk: Desk) -> None:
    # given
    desk.send(("menu.txt", "The café is closed.".encode("windows-1252")))

    # when
    answer = desk.act("/reading", encoding="utf-8")

    # then
    assert answer.status_code == 400
    assert "menu.txt: byte 7 is not utf-8." in answer.text
    assert "Our guess is windows-1252" in desk.preview()


def test_a_file_that_fits_no_guess_waits_for_its_encoding(desk: Desk) -> None:
    # given
    desk.send(("odd.txt", b"He said\x81\x8d\x8f\x90\x9d\xd2\xff so \xaa."))

    # when
    page = desk.preview()
    answer = desk.act("/reading", encoding="shift_jis")

    # then
    assert "Byte 7 is not UTF-8, and no guess fits." in page
    assert answer.status_code in (303, 400)
    assert count(desk.database, Article) == 0


def test_a_table_in_a_guessed_encoding_gives_its_rows_after_the_answer(desk: Desk) -> None:
    # given
    desk.send(
        ("a.csv", "text\r\ncafé, he said\r\n".replace(", ", " ").encode("windows-1252")), SEED
    )

    # when
    desk.act("/reading", encoding="windows-1252")
    page = desk.preview()

    # then
    assert page.index("café he said") < page.index("Belarus President")
    assert "Import 2 articles" in page


def test_several_articles_in_one_file_are_taken_apart(desk: Desk) -> None:
    # given
    desk.send(BOTH)

    # when
    asked = desk.preview()
    desk.act("/reading", encoding="utf-8", several="apart")
    desk.confirm()

    # then
    assert "2 articles seem to start in this file" in asked
    with desk.database.reading() as session:
        articles = session.scalars(select(Article).order_by(Article.published_on)).all()
        assert [article.text.encode() for article in articles] == [
            path.read_bytes() for path in SEEDS
        ]


def test_several_articles_in_one_file_may_stay_together(desk: Desk) -> None:
    # given
    desk.send(BOTH)

    # when
    desk.act("/reading", encoding="utf-8", several="together")
    desk.confirm()

    # then
    with desk.database.reading() as session:
        assert session.scalars(select(Article)).one().text.encode() == BOTH[1]


def test_the_same_text_is_left_out_and_said_so(desk: Desk) -> None:
    # given
    desk.send(SEED)
    desk.confirm()

    # when
    desk.send(SEED, ("a.txt", b"He said so."), ("b.txt", b"He said so."))
    page = desk.preview()
    desk.confirm()

    # then
    assert "the project has this text already, as <a" in page
    assert "the same text as number 2" in page
    assert "1 to import, 2 left out" in page
    assert count(desk.database, Article) == 2


def test_what_was_found_can_be_corrected(desk: Desk) -> None:
    # given
    desk.send(SEED)

    # when
    answer = desk.act(
        "",
        version=1,
        title="Minsk",
        outlet="The Paper",
        published_on="2020-08-17",
        url="https://paper.example/1",
        language="be",
        is_sensitive="y",
    )
    desk.confirm()

    # then
    assert answer.status_code == 303
    with desk.database.reading() as session:
        article = session.scalars(select(Article)).one()
        assert (article.title, article.is_title_ours) == ("Minsk", False)
        assert (article.outlet, str(article.published_on)) == ("The Paper", "2020-08-17")
        assert (article.url, article.language) == ("https://paper.example/1", "be")
        assert article.is_sensitive


def test_a_title_that_stays_is_still_ours(desk: Desk) -> None:
    # given
    desk.send(("a.txt", b"He said so. She did not."))

    # when
    desk.act("", version=1, title="He said so.", language="en", outlet="The Paper")
    desk.confirm()

    # then
    with desk.database.reading() as session:
        assert session.scalars(select(Article)).one().is_title_ours


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Give it a title."),
        ("url", "javascript:alert(1)", "It must start with http:// or https://."),
        ("published_on", "16/08/2020", "Not a valid date value."),
        ("language", "english!", "Choose a language of the list."),
    ],
)
def test_a_correction_of_the_wrong_shape_is_refused(
    desk: Desk, field: str, value: str, words: str
) -> None:
    # given
    desk.send(SEED)

    # when
    typed: dict[str, object] = {"version": 1, "title": "T", "language": "en", field: value}
    answer = desk.act("", 1, **typed)

    # then
    assert answer.status_code == 422
    assert words in answer.text


def test_a_correction_from_an_old_window_shows_both_versions(desk: Desk) -> None:
    # given
    desk.send(SEED)
    desk.act("", version=1, title="First", language="en")

    # when
    answer = desk.act("", version=1, title="Second", language="en")

    # then
    assert answer.status_code == 409
    assert "Second</textarea>" in answer.text
    assert "<dd>First</dd>" in answer.text


def test_one_text_can_be_left_out(desk: Desk) -> None:
    # given
    desk.send(SEED, ("a.txt", b"He said so."))

    # when
    desk.act("/leave-out", 1)
    desk.confirm()

    # then
    with desk.database.reading() as session:
        assert [article.title for article in session.scalars(select(Article))] == ["He said so."]


def test_all_can_be_discarded(desk: Desk) -> None:
    # given
    desk.send(SEED)

    # when
    desk.client.post(f"{desk.home}/import/discard")

    # then
    assert "Nothing is waiting to be imported." in desk.preview()
    assert count(desk.database, StagedArticle) == 0


def test_a_confirmation_of_what_was_not_seen_imports_nothing(desk: Desk) -> None:
    # given
    desk.send(SEED)
    seen = desk.seen()
    desk.send(("a.txt", b"He said so."))

    # when
    answer = desk.confirm(seen)

    # then
    assert answer.status_code == 409
    assert "Something changed since this page was opened." in answer.text
    assert "Import 2 articles" in answer.text
    assert count(desk.database, Article) == 0


def test_confirming_twice_imports_once(desk: Desk) -> None:
    # given
    desk.send(SEED)
    seen = desk.seen()
    desk.confirm(seen)

    # when
    answer = desk.confirm(seen)

    # then
    assert answer.status_code == 409
    assert count(desk.database, Article) == 1


def test_five_confirmations_at_once_import_once(desk: Desk, sign_in: SignIn) -> None:
    # given
    desk.send(SEED, ("a.txt", b"He said so."))
    seen = desk.seen()
    windows = [sign_in("anna") for _ in range(5)]

    # when
    with ThreadPoolExecutor(5) as pool:
        answers = pool.map(
            lambda window: window.post(f"{desk.home}/import/confirm", data={"seen": seen}), windows
        )
        statuses = sorted(answer.status_code for answer in answers)

    # then
    assert statuses == [303, 409, 409, 409, 409]
    assert count(desk.database, Article) == 2
    assert count(desk.database, StagedArticle) == 0


def test_two_people_who_import_the_same_text_store_it_once(desk: Desk, sign_in: SignIn) -> None:
    # given
    otto = sign_in("otto")
    with desk.database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "otto")).one()
        project = session.scalars(select(Project)).one()
        make_member(session, project, user=user, role=Role.MANAGER)
    ottos = Desk(otto, desk.database, desk.home)
    desk.send(SEED)
    ottos.send(SEED)
    presses = [(desk, desk.seen()), (ottos, ottos.seen())]

    # when
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda press: press[0].confirm(press[1]), presses)
        statuses = sorted(answer.status_code for answer in answers)

    # then
    assert statuses == [303, 409]
    assert count(desk.database, Article) == 1


def test_what_was_not_confirmed_within_a_day_is_gone(desk: Desk) -> None:
    # given
    desk.send(SEED)
    with desk.database.transaction() as session:
        session.execute(
            update(StagedArticle).values(created_at=utc_now() - timedelta(days=1, seconds=1))
        )

    # when
    page = desk.preview()
    desk.send(("a.txt", b"He said so."))

    # then
    assert "Nothing is waiting" in page
    assert count(desk.database, StagedArticle) == 1


def test_nobody_sees_what_waits_for_another(desk: Desk, sign_in: SignIn) -> None:
    # given
    desk.send(SEED)
    otto = sign_in("otto")
    with desk.database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "otto")).one()
        make_member(session, session.scalars(select(Project)).one(), user=user, role=Role.MANAGER)

    # when
    preview = otto.get(f"{desk.home}/import/preview")
    row = otto.get(f"{desk.home}/import/{desk.staged()}")
    answer = otto.post(f"{desk.home}/import/discard")

    # then
    assert "Nothing is waiting" in preview.text
    assert row.status_code == 404
    assert answer.status_code == 303
    assert count(desk.database, StagedArticle) == 1


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANNOTATOR, Role.ADJUDICATOR])
def test_only_managers_import(desk: Desk, sign_in: SignIn, role: Role) -> None:
    # given
    otto = sign_in("otto")
    with desk.database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "otto")).one()
        make_member(session, session.scalars(select(Project)).one(), user=user, role=role)

    # when
    answer = otto.post(f"{desk.home}/import", data={"text": "He said so.", "language": "en"})

    # then
    assert answer.status_code == 403
    assert "Import articles" not in otto.get(f"{desk.home}/").text
    assert count(desk.database, StagedArticle) == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt",
        "..\\..\\boot.txt",
        "<script>alert(1)</script>.txt",
        "CON.txt",
        "a\u202etxt.exe.txt",
        "a" * 300 + ".txt",
        "{{7*7}}.txt",
    ],
    ids=ascii,
)
def test_a_file_name_is_shown_and_nothing_else(
    desk: Desk, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())

    # when
    answer = desk.send((name, b"He said so."))
    page = desk.preview()

    # then
    assert answer.status_code == 303
    assert "<script>alert" not in page
    assert "49.txt" not in page
    assert sorted(tmp_path.iterdir()) == before


def test_more_parts_than_a_form_may_have_are_too_many(desk: Desk) -> None:
    # when
    answer = desk.send(**{f"part-{number}": "He said so." for number in range(MAX_PARTS + 1)})

    # then
    assert answer.status_code == 413


def test_two_thousand_articles_can_wait_and_no_more(desk: Desk) -> None:
    # given
    rows = "\r\n".join(["text", *(f"He said {number}." for number in range(2_001))])

    # when
    answer = desk.send(("a.csv", rows.encode()))

    # then
    assert answer.status_code == 413
    assert "At most 2,000 articles can wait" in answer.text


def test_a_long_preview_has_pages(desk: Desk) -> None:
    # given
    rows = "\r\n".join(["text", *(f"He said {number}." for number in range(60))])

    # when
    desk.send(("a.csv", rows.encode()))
    second = desk.client.get(f"{desk.home}/import/preview?page=2").text

    # then
    assert "Page 2 of 2" in second
    assert "He said 59." in second
    assert "He said 49." not in second
    assert "Import 60 articles" in second


def test_a_corrected_version_replaces_the_article_and_keeps_it(desk: Desk) -> None:
    # given
    with desk.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        old = make_article(session, project, outlet="The Paper", text="He was shot, she said.")
        address = f"{desk.home}/{old.public_id}"

    # when
    desk.client.post(
        f"{address}/corrected-version",
        data={
            "language": "en",
            "files": [(io.BytesIO(b"He was not shot, she said."), "corrected.txt")],
        },
    )
    preview = desk.preview()
    desk.confirm()

    # then
    assert "corrects “How a protester died”" in preview
    with desk.database.reading() as session:
        first, second = session.scalars(select(Article).order_by(Article.id)).all()
        assert second.supersedes_id == first.id
        assert (second.title, second.outlet) == ("How a protester died", "The Paper")
        assert first.text == "He was shot, she said."
    assert "corrected version</a> of this article" in desk.client.get(address).text
    assert "there is a corrected version" in desk.client.get(f"{desk.home}/").text


def test_an_article_is_corrected_once(desk: Desk) -> None:
    # given
    with desk.database.transaction() as session:
        old = make_article(session, session.scalars(select(Project)).one())
        address = f"{desk.home}/{old.public_id}/corrected-version"
    data = {"language": "en", "text": "He was not shot, she said."}
    desk.client.post(address, data=data)
    desk.client.post(address, data={**data, "text": "Nobody was shot, she said."})

    # when
    answer = desk.confirm()

    # then
    assert answer.status_code == 409
    assert "There is a corrected version of “How a protester died” already." in answer.text
    assert count(desk.database, Article) == 1


def test_a_corrected_version_is_one_article(desk: Desk) -> None:
    # given
    with desk.database.transaction() as session:
        old = make_article(session, session.scalars(select(Project)).one())
        address = f"{desk.home}/{old.public_id}/corrected-version"

    # when
    answer = desk.client.post(
        address, data={"language": "en", "files": [(io.BytesIO(b"text\r\na\r\nb"), "a.csv")]}
    )

    # then
    assert answer.status_code == 400
    assert "A corrected version is one article" in answer.text


def test_what_was_discarded_in_another_window_is_not_imported(desk: Desk) -> None:
    # given
    desk.send(SEED)
    seen = desk.seen()
    with desk.database.transaction() as session:
        session.execute(delete(StagedArticle))

    # when
    answer = desk.confirm(seen)

    # then
    assert answer.status_code == 409
    assert count(desk.database, Article) == 0
