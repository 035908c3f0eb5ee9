"""The guideline is written in Markdown, looked at before it is saved, and read by all."""

from tests.codebooks.pages import Place, said_on, sent_by
from tests.people import SignIn

WORDS = "# How we tag\r\n\r\n1. One claim each.\r\n2. **Never** guess.\r\n\r\n<b>No</b> HTML. "


def test_the_guideline_reads_as_markdown_once_its_version_is_made(
    place: Place, sign_in: SignIn
) -> None:
    # given
    place.send("edit/guideline", guideline=WORDS)
    waiting = sign_in("vera").get(place.path).text

    # when
    place.make()

    # then
    page = sign_in("vera").get(place.path).text
    assert "How we tag" not in waiting
    assert "<h3>How we tag</h3>" in page
    assert "<li><strong>Never</strong> guess.</li>" in page
    assert "&lt;b&gt;No&lt;/b&gt; HTML." in page
    assert "Guideline changed" in said_on(place.get())


def test_the_guideline_is_kept_as_it_was_typed(place: Place) -> None:
    # when
    place.send("edit/guideline", guideline=WORDS)

    # then
    draft = place.draft()
    assert draft
    assert draft.guideline == WORDS.replace("\r\n", "\n")
    assert sent_by(place.get("edit/guideline").text)["guideline"] == draft.guideline


def test_a_preview_saves_nothing(place: Place) -> None:
    # when
    answer = place.send("edit/guideline", guideline=WORDS, step="preview")

    # then
    assert answer.status_code == 200
    assert "Preview, not saved" in answer.text
    assert "<h3>How we tag</h3>" in answer.text
    assert "1. One claim each." in answer.text
    assert place.draft() is None


def test_a_late_save_of_the_guideline_shows_the_other_one(place: Place) -> None:
    # given
    late = sent_by(place.get("edit/guideline").text) | {"guideline": "mine"}
    place.send("edit/guideline", guideline="theirs")

    # when
    answer = place.mona.post(f"{place.path}edit/guideline", data=late)
    again = place.mona.post(
        f"{place.path}edit/guideline", data=sent_by(answer.text) | {"once": "another"}
    )

    # then
    assert answer.status_code == 409
    assert "<dd>theirs</dd>" in answer.text
    assert "mine</textarea>" in answer.text
    assert again.status_code == 303
    draft = place.draft()
    assert draft
    assert draft.guideline == "mine"


def test_a_guideline_may_be_long(place: Place) -> None:
    assert place.send("edit/guideline", guideline="a" * 50_000).status_code == 303
    assert place.send("edit/guideline", guideline="a" * 50_001).status_code == 422
