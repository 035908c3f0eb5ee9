"""All members read the codes with their words, what is new, and examples that they may see."""

import pytest
from sqlalchemy import select

from tests.codebooks.pages import Place, said_on
from tests.making import make_annotation, make_article, make_claim
from tests.people import SignIn, join
from webapp.models import Article, Project, User

CONTENT = "he was killed by an incendiary device he was carrying"
EXAMPLE = f"“ {CONTENT} ” The government , claim 1 of How a protester died"


def make_final(place: Place, *names: str, **changes: object) -> None:
    """A claim that these people have tagged alike."""
    with place.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        join(session, project, "ben")
        claim = make_claim(session, make_article(session, project, **changes))
        for user in session.scalars(select(User).where(User.username.in_(names))):
            make_annotation(session, claim, user, stance="support")


def make_blind(place: Place, annotators: int = 2) -> None:
    with place.database.transaction() as session:
        session.scalars(select(Project)).one().annotators_per_claim = annotators


def test_every_member_reads_codes_with_their_words(place: Place, sign_in: SignIn) -> None:
    # when
    page = sign_in("vera").get(place.path).text

    # then
    assert "Says it is false, or gives an account that cannot be true together with it." in page
    assert "<code>contradicted_by_evidence</code>" in page
    assert "version 1" in page
    assert "Edit the codebook" not in page


def test_the_newest_version_says_what_it_changed(place: Place, sign_in: SignIn) -> None:
    # given
    place.reword("stance", "deny", label="Rejects")
    place.make()

    # when
    page = said_on(sign_in("vera").get(place.path))

    # then
    assert "What version 2 changed 1 label reworded" in page
    assert "Label Deny Rejects" in page
    assert "What version" not in said_on(place.get("?version=1"))


def test_a_code_shows_a_claim_whose_final_tags_have_it(place: Place, sign_in: SignIn) -> None:
    # given
    make_final(place, "anna")

    # when
    page = said_on(sign_in("vera").get(place.path))

    # then
    support = page[page.index("Support support") : page.index("Deny deny")]
    assert EXAMPLE in support
    assert CONTENT not in page[page.index("Deny deny") : page.index("Query query")]


def test_earlier_versions_show_no_examples(place: Place) -> None:
    # given
    make_final(place, "anna")
    place.reword("stance", "deny", label="Rejects")
    place.make()

    # then
    assert CONTENT not in place.get("?version=1").text


def test_a_sensitive_text_gives_no_example(place: Place) -> None:
    # when
    make_final(place, "anna", is_sensitive=True)

    # then
    with place.database.reading() as session:
        assert session.scalars(select(Article)).one().is_sensitive
    assert CONTENT not in place.get().text


@pytest.mark.parametrize(("name", "is_shown"), [("mona", True), ("anna", False), ("vera", False)])
def test_what_lacks_an_answer_is_an_example_to_whoever_sees_all_tags(
    place: Place, sign_in: SignIn, name: str, is_shown: bool
) -> None:
    # given
    make_blind(place, annotators=3)
    make_final(place, "anna", "ben")

    # then
    assert (CONTENT in sign_in(name).get(place.path).text) is is_shown


@pytest.mark.parametrize("name", ["mona", "anna", "vera"])
def test_what_is_settled_is_an_example_to_everybody(
    place: Place, sign_in: SignIn, name: str
) -> None:
    # given
    make_blind(place)
    make_final(place, "anna", "ben")

    # then
    assert CONTENT in sign_in(name).get(place.path).text


def test_what_is_not_final_is_no_example(place: Place) -> None:
    # given
    make_final(place)

    # then
    assert CONTENT not in place.get().text


@pytest.mark.parametrize("version", ["0", "-1", "2", "9" * 40, "x", "1e1"])
def test_a_version_that_is_not_there_is_the_newest(place: Place, version: str) -> None:
    # when
    answer = place.get(f"?version={version}")

    # then
    assert answer.status_code == 200
    assert "version 1 of" in answer.text


def test_versions_are_told_by_pseudonym(place: Place, sign_in: SignIn) -> None:
    # given
    place.reword("stance", "deny", label="Rejects")
    place.make()

    # then
    vera = sign_in("vera").get(place.path).text
    assert "You (" in place.get().text
    assert "Mona" not in vera
