"""Whoever types what the screen shows finds it, whatever the text holds that nobody sees."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.making import make_article, make_claim, make_member, make_project
from tests.people import SignIn, join
from webapp.attribution.text.spans import TextSpan
from webapp.claims.pages import ClaimFilter
from webapp.claims.queries.claims import claim_page
from webapp.claims.queries.places import TypedWords, locate
from webapp.claims.services.spans import add_claim
from webapp.database import Database
from webapp.errors import Refusal
from webapp.models import Claim
from webapp.vocabulary import SpanRole

TEXT = (
    "Harbour master Zoe\u0308 Lind\xadqvist s\xadaid on Fri\u200bday "
    "that the crane was sa\xadfe.\n\n"
    "Nobody asked her again.\n"
)
PARTS: dict[str, Any] = {
    "source": "Harbour master Zoe\u0308 Lind\xadqvist",
    "cue": "s\xadaid",
    "content": ["that the crane was sa\xadfe"],
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Zoë Lindqvist", "Zoe\u0308 Lind\xadqvist"),
        ("said on friday", "s\xadaid on Fri\u200bday"),
        ("was safe", "was sa\xadfe"),
        ("Lind\u200bqvist", "Lind\xadqvist"),
        ("Nobody asked\u00a0her", "Nobody asked her"),
    ],
)
def test_typed_words_are_found_where_they_stand(typed: str, found: str) -> None:
    # when
    located = locate(TEXT, [TypedWords(typed)], None)

    # then
    assert [TEXT[span.start : span.end] for span in located.spans] == [found]
    assert not located.is_open


def test_the_place_that_a_claim_has_is_meant_by_its_words_typed_clean() -> None:
    # given
    text = "“Sa\xadfe,” she said. “Safe,” he said."
    known = TextSpan(1, 6)

    # when
    located = locate(text, [TypedWords("Safe", (known,))], None)

    # then
    assert located.questions[0].chosen == "1-6"
    assert not located.is_open


def test_a_place_that_ends_in_the_unseen_stays_as_it_is() -> None:
    # given
    text = "“It holds,”\u200b she said. “It holds,” he said."
    known = TextSpan(0, 12)

    # when
    located = locate(text, [TypedWords("“It holds,”\u200b", (known,))], None)

    # then
    assert located.questions[0].chosen == "0-12"


def test_a_reviewer_types_what_the_screen_shows(database: Database, sign_in: SignIn) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "anna")
        claim = make_claim(session, make_article(session, project, text=TEXT), **PARTS)
        address = f"/projects/{project.public_id}/claims/{claim.public_id}/spans"
        version = claim.version

    # when
    typed = {"source": "Zoë Lindqvist", "cue": "said", "content": "the crane was safe"}
    answer = sign_in("anna").post(address, data={**typed, "version": version})

    # then
    assert answer.status_code == 303
    with database.reading() as session:
        row = session.scalars(select(Claim)).one()
        assert row.source_text == "Zoe\u0308 Lind\xadqvist"
        assert (row.cue_text, row.content_text) == ("s\xadaid", "the crane was sa\xadfe")


@pytest.mark.parametrize(
    "asked",
    [{"words": "lindqvist safe"}, {"words": "ZOË"}, {"source": "zoë lindqvist"}, {"source": "Å"}],
    ids=str,
)
def test_claims_are_found_by_what_their_words_look_like(
    database: Database, asked: dict[str, str]
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        article = make_article(session, project, text=TEXT)
        make_claim(session, article, **PARTS, proposed_source_name="Zoe\u0308 \u212bs")
        make_claim(session, article, source="Nobody", cue="asked", content=["her again"])
        viewer = make_member(session, project)

        # when
        page = claim_page(session, viewer, asked=ClaimFilter(**asked), number=1)  # type: ignore[arg-type]  # any filter

        # then
        assert [row.claim.cue_text for row in page.rows] == ["s\xadaid"]


def test_a_piece_with_nothing_to_see_is_refused(database: Database) -> None:
    with database.transaction() as session:
        # given
        article = make_article(session, text="Mayor Ines Hol\u200b said so.")
        member = make_member(session, article.project)
        places = {SpanRole.SOURCE: [TextSpan(14, 15)], SpanRole.CONTENT: [TextSpan(21, 23)]}

        # when
        with pytest.raises(Refusal, match="nothing to see in one of the pieces") as refused:
            add_claim(session, member, article=article, places=places)

        # then
        assert list(refused.value.faults) == ["source"]
        whole = {**places, SpanRole.SOURCE: [TextSpan(0, 15)]}
        assert add_claim(session, member, article=article, places=whole).content_text == "so"
