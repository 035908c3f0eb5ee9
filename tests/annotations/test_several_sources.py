"""Who says something together: the engine's reading of two names, each in a field of its own."""

import html5lib
import pytest

from tests.making import make_article, make_claim, make_project
from tests.people import SignIn, join
from webapp.attribution import Engine
from webapp.database import Database

TEXT = "Anders Holm and Piet Vos said the pier would go.\n"


@pytest.fixture
def page(database: Database) -> str:
    """The address of a claim that two make, as the engine reads it."""
    (found,) = Engine().split(TEXT).attributions
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "anna")
        claim = make_claim(
            session,
            make_article(session, project, text=TEXT),
            source="Anders Holm and Piet Vos",
            cue="said",
            content=["the pier would go"],
            proposed_source_name=found.source_name,
            mentions=[[*one.span, one.kind, one.reason] for one in found.mentions],
        )
        return f"/projects/{project.public_id}/claims/{claim.public_id}"


def _fields(text: str) -> dict[str, tuple[str, str]]:
    """What the fields for sources hold, and their classes."""
    tree = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False).parse(text)
    named = ((i.get("name", ""), i) for i in tree.iter("input"))
    return {
        name: (i.get("value", ""), i.get("class", ""))
        for name, i in named
        if name.startswith("source") and i.get("type") == "text"
    }


def test_two_who_are_named_stand_in_two_fields_both_as_guesses(sign_in: SignIn, page: str) -> None:
    # when
    fields = _fields(sign_in("anna").get(page).text)

    # then
    assert fields["source"] == ("Anders Holm", "guess")
    assert fields["source_2"] == ("Piet Vos", "guess")
    assert fields["source_3"] == ("", "")
