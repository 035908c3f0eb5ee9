"""Codes are changed one at a time, in a draft that nobody is offered before it is made."""

import html

import pytest
from sqlalchemy import update

from tests.codebooks.pages import Place, said_on
from webapp.models import Code
from webapp.vocabulary import CodeField


def values_of(place: Place, field: CodeField) -> list[str]:
    draft = place.draft()
    assert draft
    return [code.value for code in draft.offered(field)]


def test_other_words_wait_in_the_draft(place: Place) -> None:
    # when
    answer = place.reword("stance", "deny", label="Rejects", definition="Says no.")

    # then
    draft, made = place.draft(), place.code("stance", "deny")
    assert answer.status_code == 303
    assert answer.location.endswith("/codebook/edit/stance#code-deny")
    assert draft
    assert made
    code = draft.code_or_none(CodeField.STANCE, "deny")
    assert code
    assert (code.label, code.definition, code.key) == ("Rejects", "Says no.", "2")
    assert made.label == "Deny"
    assert place.versions() == 1


def test_saving_what_stands_there_begins_no_draft(place: Place) -> None:
    # when
    place.reword("stance", "deny")

    # then
    assert place.draft() is None


def test_a_draft_that_says_what_the_newest_version_says_is_gone(place: Place) -> None:
    # given
    place.reword("stance", "deny", label="Rejects")

    # when
    place.reword("stance", "deny", label="Deny")

    # then
    assert place.draft() is None
    assert "Nothing differs from version 1 yet" in said_on(place.get("edit"))


def test_a_new_code_stands_before_unclear(place: Place) -> None:
    # when
    place.send("edit/stance/add", label="Mock", value="Mock", definition="Ridicules it.", key="7")

    # then
    assert values_of(place, CodeField.STANCE)[-2:] == ["mock", "unclear"]


def test_a_new_code_that_is_taken_back_is_gone(place: Place) -> None:
    # given
    place.send("edit/stance/add", label="Mock", value="mock", definition="Ridicules it.")
    seen = place.get("edit/stance/codes/mock")

    # when
    answer = place.mona.post(
        f"{place.path}edit/stance/codes/mock/take-back",
        data={"seen": seen.text.split('name="seen" type="hidden" value="')[1].split('"')[0]},
    )

    # then
    assert answer.status_code == 303
    assert place.draft() is None


def test_changes_to_a_code_are_taken_back_and_others_stay(place: Place) -> None:
    # given
    place.reword("stance", "deny", label="Rejects")
    place.reword("stance", "query", label="Doubts")
    draft = place.draft()
    assert draft
    code = draft.code_or_none(CodeField.STANCE, "deny")
    assert code

    # when
    place.mona.post(f"{place.path}edit/stance/codes/deny/take-back", data={"seen": code.digest})

    # then
    summary = said_on(place.get("edit"))
    assert "1 label reworded." in summary
    assert "Stance, “Doubts”" in summary


def test_a_retired_code_is_offered_no_more_and_can_come_back(place: Place) -> None:
    # given
    place.send("edit/stance/codes/comment/retire")
    place.make()
    retired = place.code("stance", "comment")

    # when
    place.send("edit/stance/codes/comment/restore")
    place.make()

    # then
    restored = place.code("stance", "comment")
    assert retired
    assert retired.is_retired
    assert restored
    assert not restored.is_retired
    assert place.versions() == 3


def test_retiring_twice_is_retiring_once(place: Place) -> None:
    # when
    answers = [place.send("edit/stance/codes/comment/retire") for _ in range(2)]

    # then
    assert [answer.status_code for answer in answers] == [303, 303]
    assert "comment" not in values_of(place, CodeField.STANCE)


@pytest.mark.parametrize(
    ("side", "beside", "order"),
    [
        ("before", "support", ["deny", "support", "query"]),
        ("after", "query", ["support", "query", "deny"]),
    ],
)
def test_codes_change_places(place: Place, side: str, beside: str, order: list[str]) -> None:
    # when
    place.send("edit/stance/codes/deny/move", side=side, beside=beside)

    # then
    assert values_of(place, CodeField.STANCE)[:3] == order
    assert "Stance put in another order." in said_on(place.get("edit"))


def test_keys_follow_the_order_again(place: Place) -> None:
    # given
    place.send("edit/stance/codes/query/retire")
    place.send("edit/stance/codes/unrelated/move", side="before", beside="comment")
    before = said_on(place.get("edit/stance"))

    # when
    place.send("edit/stance/keys")

    # then
    draft = place.draft()
    assert draft
    assert [code.key for code in draft.offered(CodeField.STANCE)] == list("12345")
    assert "Let the keys follow this order" in before
    assert "Let the keys follow this order" not in said_on(place.get("edit/stance"))


@pytest.mark.parametrize("field", ["source_type", "certainty"])
def test_fields_without_keys_get_none(place: Place, field: str) -> None:
    # when
    place.send(f"edit/{field}/keys")

    # then
    assert place.draft() is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"key": "1"}, "the key 1 is that of Stance, “Support”"),
        ({"key": "q"}, "the key Q is that of "),
        ({"key": "J"}, "the key J goes to the next claim on the review page. Choose another one"),
        ({"key": "o"}, "the key O takes what is proposed on the review page"),
        ({"key": "?"}, "one letter from a to z or one digit"),
        ({"key": "é"}, "one letter from a to z or one digit"),
    ],
)
def test_a_key_leads_to_one_code(place: Place, typed: dict[str, str], words: str) -> None:
    # when
    answer = place.reword("stance", "deny", label="Rejects", **typed)

    # then
    assert answer.status_code == 400
    assert words in html.unescape(answer.text)
    assert 'value="Rejects"' in answer.text
    assert place.draft() is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("is it", "an id has lower-case letters"),
        ("1st", "an id has lower-case letters"),
        ("deny", "has a code deny already"),
    ],
)
def test_a_new_code_needs_an_id_of_its_own(place: Place, value: str, words: str) -> None:
    # when
    answer = place.send("edit/stance/add", label="Mock", value=value, definition="Mocks.")

    # then
    assert answer.status_code == 400
    assert words in html.unescape(answer.text)
    assert place.draft() is None


@pytest.mark.parametrize("blank", [" ", "\u200b\u3164"], ids=ascii)
@pytest.mark.parametrize("part", ["label", "definition"])
def test_a_code_keeps_its_words(place: Place, part: str, blank: str) -> None:
    assert place.reword("stance", "deny", **{part: blank}).status_code == 422
    assert place.draft() is None


def test_a_code_that_rules_use_is_not_retired(place: Place) -> None:
    # when
    answer = place.send("edit/stance/codes/deny/retire")

    # then
    assert answer.status_code == 400
    assert "cannot be retired" in answer.text
    assert "Retire it" not in place.get("edit/stance/codes/deny").text


def test_a_late_save_shows_what_was_saved_and_keeps_what_was_typed(place: Place) -> None:
    # given
    path = "edit/stance/codes/deny"
    page = place.get(path).text
    place.reword("stance", "deny", definition="Says no.")

    # when
    typed = {"label": "Mine", "definition": "Mine too.", "key": "2"}
    seen = page.split('name="seen" type="hidden" value="')[1].split('"')[0]
    late = place.mona.post(place.path + path, data={**typed, "seen": seen})
    again = late.text.split('name="seen" type="hidden" value="')[1].split('"')[0]
    kept = place.mona.post(place.path + path, data={**typed, "seen": again})

    # then
    assert late.status_code == 409
    assert "Somebody changed this code while you had it open." in late.text
    assert "<dd>Says no.</dd>" in late.text
    assert 'value="Mine"' in late.text
    assert kept.status_code == 303


def test_somebody_else_who_changes_another_code_is_in_nobodys_way(place: Place) -> None:
    # given
    page = place.get("edit/stance/codes/deny").text
    seen = page.split('name="seen" type="hidden" value="')[1].split('"')[0]
    place.reword("stance", "query", label="Doubts")

    # when
    typed = {"label": "Rejects", "definition": "Says no.", "key": "2", "seen": seen}
    answer = place.mona.post(f"{place.path}edit/stance/codes/deny", data=typed)

    # then
    assert answer.status_code == 303
    assert "2 labels reworded, 1 definition reworded." in said_on(place.get("edit"))


@pytest.mark.parametrize(
    "path", ["edit/mood", "edit/stance/codes/none", "edit/mood/add", "edit/mood/codes/deny"]
)
def test_what_no_codebook_has_is_not_found(place: Place, path: str) -> None:
    assert place.get(path).status_code == 404


def test_a_key_that_the_page_has_taken_since_stays_and_is_told(place: Place) -> None:
    # given
    with place.database.transaction() as session:
        session.execute(update(Code).where(Code.value == "deny").values(key="m"))

    # when
    kept = place.reword("stance", "deny", label="Rejects")
    beside = place.reword("stance", "support", label="Backs")
    refused = place.reword("stance", "query", key="m")

    # then
    draft = place.draft()
    assert draft
    assert (kept.status_code, beside.status_code, refused.status_code) == (303, 303, 400)
    assert [code.key for code in draft.offered(CodeField.STANCE)][:2] == ["1", "m"]
    assert "M opens more fields on the review page, so this code has no key there." in said_on(
        place.get()
    )
