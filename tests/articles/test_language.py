"""A text's language is guessed at import, a person's word stands above it, and English is split."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.articles.conftest import Desk
from tests.articles.test_importing import instance as instance
from tests.articles.test_importing import run
from tests.making import make_article, make_project
from webapp.articles.files.drafts import Draft, facts_from, text_digest
from webapp.articles.files.language import with_language
from webapp.articles.queries.articles import usual_language
from webapp.database import Database
from webapp.models import Article, Claim, EventPayload

ENGLISH = "Helen Marsh said that the hangers were sound. Piet Larsson denied it on Tuesday."
RUSSIAN = "Министр заявил, что мост был безопасен. Совет города это отрицает и требует проверки."
GERMAN = "Der Minister sagte, die Brücke sei sicher gewesen. Der Rat bestreitet das."


def draft(text: str, *, row: str = "", page: str = "") -> Draft:
    facts = facts_from(text)
    named = type(facts)(title=facts.title, language=row)
    return Draft(text=text, facts=named, file_sha256="", declared_language=page)


def stored(database: Database) -> list[tuple[str, bool, bool]]:
    """Each article's language, whether an engine split it, and whether it has claims."""
    with database.reading() as session:
        articles = session.scalars(select(Article).order_by(Article.id)).all()
        with_claims = set(session.scalars(select(Claim.article_id)))
        return [
            (article.language, bool(article.engine_version), article.id in with_claims)
            for article in articles
        ]


@pytest.mark.parametrize(
    ("one", "said", "language", "origin"),
    [
        (draft(RUSSIAN), "", "ru", "Guessed from the text, very likely"),
        (draft("He said so."), "", "be", "Not to be guessed from this text: the project’s usual"),
        (draft(GERMAN, page="de"), "", "de", "As the page says"),
        (draft(RUSSIAN, page="en"), "", "ru", "Guessed from the text"),
        (draft(RUSSIAN, page="uk"), "", "uk", "As the page says"),
        (draft(RUSSIAN), "uk", "uk", "Chosen by you"),
        (draft(RUSSIAN, row="bg", page="uk"), "uk", "bg", "From the table"),
    ],
    ids=[
        "guess",
        "too short",
        "page",
        "page in another script",
        "page above guess",
        "person above guess",
        "row above all",
    ],
)
def test_the_strongest_voice_says_the_language(
    one: Draft, said: str, language: str, origin: str
) -> None:
    # when
    told = with_language(one, said=said, usual="be")

    # then
    assert told.facts.language == language
    assert told.origins["language"].startswith(origin)


@pytest.mark.parametrize(
    ("text", "usual", "language"),
    [
        ("市长表示，大桥将关闭。", "en", "zh"),
        ("ראש העיר אמר שהגשר סגור.", "en", "he"),
        ("Мост закрыт.", "en", "ru"),
        ("Мост закрыт.", "be", "be"),
        ("Bridge shut.", "en", "en"),
        ("12 34", "en", "en"),
        ("ＢＲＩＤＧＥ", "en", "en"),
    ],
)
def test_a_text_too_short_to_guess_is_in_no_language_of_other_letters(
    text: str, usual: str, language: str
) -> None:
    assert with_language(draft(text), said="", usual=usual).facts.language == language


def test_the_usual_language_of_a_project_is_that_of_most_articles(database: Database) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        empty = make_project(session)
        for number, language in enumerate(["be", "ru", "ru", "en"]):
            make_article(session, project, text=f"Text {number}", language=language)

        # then
        assert usual_language(session, project) == "ru"
        assert usual_language(session, empty) == "en"


def test_a_text_in_another_language_is_stored_and_not_split(desk: Desk) -> None:
    # when
    desk.send(("en.txt", ENGLISH.encode()), ("ru.txt", RUSSIAN.encode()), language="")
    desk.confirm()

    # then
    assert stored(desk.database) == [("en", True, True), ("ru", False, False)]


def test_the_pages_say_why_a_text_is_not_split_and_split_it_all_the_same(desk: Desk) -> None:
    # given
    desk.send(("ru.txt", RUSSIAN.encode()), language="")
    preview = desk.client.get(f"{desk.home}/import/{desk.staged()}").text
    desk.confirm()
    with desk.database.reading() as session:
        public_id = session.scalars(select(Article.public_id)).one()
    why = "the engine knows English; this text looks Russian"
    article = f"{desk.home}/{public_id}"

    # when
    pages = [
        desk.client.get(address).text for address in (f"{desk.home}/", article, f"{article}/review")
    ]
    asked = desk.client.post(f"{article}/split-again")

    # then
    assert "The engine knows English; this text looks Russian." in preview
    assert why in pages[0]
    assert why in pages[1]
    assert "Split it all the same" in pages[1]
    assert why in pages[2]
    assert asked.status_code == 303
    assert stored(desk.database)[0][1]
    assert why not in desk.client.get(article).text


def test_a_person_corrects_the_language_and_the_text_is_split(desk: Desk) -> None:
    # given
    desk.send(("de.txt", GERMAN.encode()), language="")

    # when
    desk.act("", 1, version=1, title="T", language="en")
    desk.confirm()

    # then
    assert stored(desk.database)[0][:2] == ("en", True)


def test_what_a_person_says_of_the_upload_stands_above_the_guess(desk: Desk) -> None:
    # when
    desk.send(("ru.txt", RUSSIAN.encode()), language="uk")

    # then
    assert "Ukrainian · utf-8" in desk.preview()


def test_a_language_without_a_name_stays_as_it_is(desk: Desk) -> None:
    # when
    desk.send(("a.txt", ENGLISH.encode()), language="pt-BR")

    # then
    page = desk.client.get(f"{desk.home}/import/{desk.staged()}").text
    assert '<option selected value="pt-BR">Portuguese (pt-BR)</option>' in page


def test_the_command_says_per_file_what_is_not_split(instance: Database, tmp_path: Path) -> None:
    # given
    for name, text in (("en.txt", ENGLISH), ("ru.txt", RUSSIAN)):
        (tmp_path / name).write_text(text, "utf-8")

    # when
    code, output = run(
        "import", "--project", "P", str(tmp_path / "en.txt"), str(tmp_path / "ru.txt")
    )

    # then
    assert code == 0
    assert "proposed" in output.splitlines()[0]
    assert "not split. The engine knows English; this text looks Russian." in output
    assert stored(instance) == [("en", True, True), ("ru", False, False)]


def test_the_command_joins_broken_words_where_it_is_told_to(
    instance: Database, tmp_path: Path
) -> None:
    # given
    text = "Mayor Ines Hal-\nloway said on Mon-\nday that the reservoir was safe to drink from.\n"
    (tmp_path / "pdf.txt").write_text(text, "utf-8")

    # when
    _, plain = run("import", "--project", "Plain", str(tmp_path / "pdf.txt"))
    _, joined = run(
        "import", "--join-broken-words", "--project", "Joined", str(tmp_path / "pdf.txt")
    )

    # then
    assert "broken words joined" not in plain
    assert "broken words joined, 1 claim proposed" in joined
    with instance.reading() as session:
        first, second = session.scalars(select(Article).order_by(Article.id)).all()
        payloads = session.scalars(select(EventPayload).order_by(EventPayload.event_id)).all()
        originals = [row.after["original_sha256"] for row in payloads if "text_sha256" in row.after]
        assert first.text == text
        assert second.text.startswith("Mayor Ines Halloway said on Monday that")
        assert originals == [None, text_digest(text)]
