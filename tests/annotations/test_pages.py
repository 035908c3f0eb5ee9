"""The review page over HTTP: reading, tagging, skipping, going on, and what stays hidden."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
    make_user,
)
from webapp.annotations.queries.claims import words_digest
from webapp.database import Database
from webapp.models import Annotation, Article, Claim, Project, User
from webapp.vocabulary import AnnotationState, ClaimState, Role

SignIn = Callable[[str], FlaskClient]
TEXT = (
    " date 2020-08-16 The government has claimed he was killed by an incendiary device he was "
    "carrying but his partner says he was shot 🎉.\n\n"
    "Facebook Twitter Email Whatsapp\n\n"
    "قالت الشرطة إنه هرب.\n"
)
FULL = {"source": "The government", "source_type": "government", "stance": "support"}


@dataclass(frozen=True)
class Ids:
    """What addresses name."""

    project: str
    article: str
    first: str
    second: str
    words: str

    @property
    def base(self) -> str:
        return f"/projects/{self.project}"

    @property
    def claim(self) -> str:
        return f"{self.base}/claims/{self.first}"

    @property
    def next_claim(self) -> str:
        return f"{self.base}/claims/{self.second}"


@pytest.fixture
def ids(database: Database) -> Ids:
    """A blind project with anna and ben as annotators, vera who reads, and two proposals."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus", annotators_per_claim=2)
        make_member(session, project, user=make_user(session, username="anna"))
        make_member(session, project, user=make_user(session, username="ben"))
        make_member(session, project, user=make_user(session, username="vera"), role=Role.VIEWER)
        article = make_article(session, project, text=TEXT)
        first = make_claim(
            session, article, proposed_source_name="Government of Belarus", confidence=0.96
        )
        second = make_claim(
            session, article, source="his partner", cue="says", content=["he was shot"]
        )
        return Ids(
            project.public_id,
            article.public_id,
            first.public_id,
            second.public_id,
            words=words_digest(first),
        )


def sent(client: FlaskClient, ids: Ids, step: str = "submit", **changes: str) -> TestResponse:
    values = {"version": "0", "words": ids.words, "step": step, **FULL, **changes}
    return client.post(ids.claim, data=values)


def tree(page: TestResponse):
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    return parser.parse(page.text)


def text_shown(page: TestResponse) -> str:
    paragraphs = [p for p in tree(page).iter("p") if "text" in p.get("class", "").split()]
    return "".join("".join(paragraph.itertext()) for paragraph in paragraphs)


def version_in(page: TestResponse) -> Any:
    """The version that the tag form carries."""
    fields = tree(page).iter("input")
    return next(field.get("value") for field in fields if field.get("name") == "version")


def answers_of(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        rows = session.scalars(select(Annotation).order_by(Annotation.id)).all()
        return [(row.user.username, row.state.value, row.stance) for row in rows]


def test_the_queue_starts_with_the_first_claim(sign_in: SignIn, ids: Ids) -> None:
    # when
    answer = sign_in("anna").get(f"{ids.base}/review")

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{ids.claim}#mark-{ids.first}"


def test_the_page_shows_the_whole_text_once(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = sign_in("anna").get(ids.claim)

    # then
    assert text_shown(page) == TEXT


def test_the_page_says_what_is_proposed_and_how_sure(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert '<span class="tag">proposed, very likely</span>' in page
    assert "96 of 100 proposals like this were marked by people too" in page
    assert "Accept and submit" in page
    assert "0 of 2 tagged" in page
    assert "Asserts or endorses the proposition." in page


def test_mark_and_card_lead_to_each_other(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = tree(sign_in("anna").get(ids.claim))

    # then
    links = {a.get("href") for a in page.iter("a")}
    named = [element.get("id") for element in page.iter() if element.get("id")]
    assert {f"#mark-{ids.first}", f"#claim-{ids.first}"} <= links
    assert f"{ids.next_claim}#mark-{ids.second}" in links
    assert {f"mark-{ids.first}", f"claim-{ids.first}", f"claim-{ids.second}"} <= set(named)
    assert len(named) == len(set(named))


def test_the_engines_name_is_offered_as_a_proposal_and_not_stored(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert 'value="Government of Belarus"' in page
    assert "Proposed by the engine; it is yours only once you save." in page
    assert answers_of(database) == []


def test_submitting_goes_on_to_the_next_claim(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    anna = sign_in("anna")

    # when
    answer = sent(anna, ids, "submit_next")

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{ids.next_claim}#mark-{ids.second}"
    assert answers_of(database) == [("anna", "submitted", "support")]
    page = anna.get(ids.next_claim).text
    assert "Claim 1: submitted." in page
    assert "1 of 2 tagged" in page


def test_submitting_can_stay_with_the_claim(sign_in: SignIn, ids: Ids) -> None:
    # given
    anna = sign_in("anna")

    # when
    answer = sent(anna, ids, "submit")

    # then
    assert answer.headers["Location"] == f"{ids.claim}#mark-{ids.first}"
    page = anna.get(ids.claim).text
    assert "your tags, submitted" in page
    assert "Submit again" in page


def test_a_draft_asks_for_nothing(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # when
    nothing = {"source": "", "source_type": "", "stance": ""}
    answer = sent(sign_in("anna"), ids, "draft", **nothing)

    # then
    assert answer.status_code == 303
    assert answers_of(database) == [("anna", "draft", "")]


def test_a_missing_stance_is_said_at_the_field_and_nothing_typed_is_lost(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # when
    answer = sent(sign_in("anna"), ids, stance="", note="as she told it")

    # then
    assert answer.status_code == 400
    assert "Choose a stance before you submit." in answer.text
    assert "as she told it" in answer.text
    assert 'value="The government"' in answer.text
    assert answers_of(database) == []


def test_two_windows_get_both_versions_and_can_save_again(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    anna = sign_in("anna")
    sent(anna, ids, "draft", stance="deny", note="the first window")

    # when
    late = sent(anna, ids, "draft", note="the second window")

    # then
    assert late.status_code == 409
    assert "the first window" in late.text
    assert "the second window" in late.text
    assert sent(anna, ids, "draft", version=version_in(late)).status_code == 303
    assert answers_of(database) == [("anna", "draft", "support")]


def test_notes_keep_their_lines_and_refuse_control_characters(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    anna = sign_in("anna")

    # when
    kept = sent(anna, ids, "draft", note="one\r\ntwo")
    refused = sent(anna, ids, "draft", note="bell \a", version="2")

    # then
    assert (kept.status_code, refused.status_code) == (303, 422)
    assert "control character" in refused.text
    with database.reading() as session:
        assert session.scalars(select(Annotation.note)).one() == "one\ntwo"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"version": "x"}, 422),
        ({"version": ""}, 422),
        ({"step": "publish"}, 422),
        ({"stance": "hooray"}, 400),
    ],
    ids=str,
)
def test_a_broken_form_changes_nothing(
    sign_in: SignIn, ids: Ids, database: Database, changes: dict[str, str], status: int
) -> None:
    # when
    answer = sent(sign_in("anna"), ids, **changes)

    # then
    assert answer.status_code == status
    assert answers_of(database) == []


def test_strong_statuses_stand_closed_with_the_reason(sign_in: SignIn, ids: Ids) -> None:
    # given
    anna = sign_in("anna")

    # when
    page = anna.get(ids.claim)
    refused = sent(anna, ids, dispute_status="corroborated")

    # then
    closed = {i.get("value") for i in tree(page).iter("input") if i.get("disabled") is not None}
    assert closed == {"corroborated", "contradicted_by_evidence"}
    assert "needs evidence: place the claim under an account of a dispute first." in page.text
    assert refused.status_code == 400


def test_viewers_read_but_have_no_form(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # given
    vera = sign_in("vera")

    # when
    page, answer = vera.get(ids.claim), sent(vera, ids)

    # then
    assert text_shown(page) == TEXT
    assert [form for form in tree(page).iter("form") if form.get("action") == ids.claim] == []
    assert answer.status_code == 403
    assert answers_of(database) == []


def test_viewers_start_reading_at_the_first_article(sign_in: SignIn, ids: Ids) -> None:
    # given
    vera = sign_in("vera")

    # when
    answer = vera.get(f"{ids.base}/review")

    # then
    assert answer.headers["Location"] == f"{ids.base}/articles/{ids.article}/review"
    assert text_shown(vera.get(answer.headers["Location"])) == TEXT


def test_an_annotator_sees_nothing_of_anothers_tags_before_they_are_final(
    sign_in: SignIn, ids: Ids
) -> None:
    # given
    sent(sign_in("anna"), ids, note="canary", dispute_status="withdrawn")

    # when
    ben = sign_in("ben")
    shown = ben.get(ids.claim).text + ben.get(ids.next_claim).text
    shown += ben.get(f"{ids.base}/articles/{ids.article}/review").text

    # then
    assert "canary" not in shown
    assert "final tags" not in shown
    assert '<span class="tag support">' not in shown
    assert '<span class="tag">Withdrawn' not in shown


def test_drafts_of_others_leave_no_name_among_the_suggestions(sign_in: SignIn, ids: Ids) -> None:
    # given
    sent(sign_in("anna"), ids, "draft", source="Ministry of canaries")

    # when
    page = sign_in("ben").get(ids.claim).text

    # then
    assert "canaries" not in page


@pytest.mark.parametrize(("annotators", "sees"), [(2, False), (1, True)])
def test_final_tags_are_shown_to_all_only_where_nothing_is_hidden(
    sign_in: SignIn, ids: Ids, database: Database, annotators: int, sees: bool
) -> None:
    # given
    sent(sign_in("anna"), ids)
    sent(sign_in("ben"), ids)
    with database.transaction() as session:
        session.scalars(select(Project)).one().annotators_per_claim = annotators

    # when
    page = sign_in("vera").get(ids.claim).text

    # then
    assert ('<span class="tag support">Support</span>' in page) is sees
    assert ("final tags" in page) is sees


@pytest.mark.parametrize(
    "path", ["/claims/{first}", "/claims/{second}", "/articles/{article}/review"]
)
def test_a_name_that_a_person_gave_leads_to_its_source(
    sign_in: SignIn, ids: Ids, database: Database, path: str
) -> None:
    # given
    with database.transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == ids.first)).one()
        project = claim.article.project
        project.annotators_per_claim = 1
        both = [make_source(session, project, name=name) for name in ("Minsk", "Brest")]
        make_source(session, project, name="Government of Belarus")
        for username in ("anna", "ben"):
            make_annotation(session, claim, user_called(session, username), sources=both)
        minsk, brest = (f"{ids.base}/sources/{one.public_id}" for one in both)

    # when
    address = path.format(first=ids.first, second=ids.second, article=ids.article)
    page = sign_in("vera").get(f"{ids.base}{address}").text

    # then
    links = f'<a href="{minsk}"><bdi>Minsk</bdi></a> and <a href="{brest}"><bdi>Brest</bdi></a>'
    assert f"<b>{links}</b>" in page


@pytest.mark.parametrize("path", ["", "/skip"])
def test_claims_of_other_projects_are_not_there(
    sign_in: SignIn, ids: Ids, database: Database, path: str
) -> None:
    # given
    with database.transaction() as session:
        foreign = make_claim(session).public_id

    # when
    answer = sign_in("anna").get(f"{ids.base}/claims/{foreign}{path}")

    # then
    assert answer.status_code == 404


def test_an_article_of_another_project_is_not_there(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        foreign = make_article(session).public_id

    # when
    answer = sign_in("anna").get(f"{ids.base}/articles/{foreign}/review")

    # then
    assert answer.status_code == 404


def test_skipping_asks_why_and_goes_on(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # given
    anna = sign_in("anna")
    form = {"version": "0", "words": ids.words}
    assert "Prefer not to say" in anna.get(f"{ids.claim}/skip").text

    # when
    silent = anna.post(f"{ids.claim}/skip", data=form)
    vague = anna.post(f"{ids.claim}/skip", data={**form, "reason": "other"})
    plain = anna.post(f"{ids.claim}/skip", data={**form, "reason": "prefer_not_to_say"})

    # then
    assert (silent.status_code, vague.status_code, plain.status_code) == (422, 400, 303)
    assert plain.headers["Location"] == f"{ids.next_claim}#mark-{ids.second}"
    assert answers_of(database) == [("anna", "skipped", "")]
    assert "skipped: prefer not to say" in anna.get(ids.claim).text


def test_a_last_change_can_be_taken_back(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # given
    anna = sign_in("anna")
    sent(anna, ids)
    version = version_in(anna.get(ids.claim))

    # when
    answer = anna.post(f"{ids.claim}/undo-tags", data={"version": version})

    # then
    assert answer.status_code == 303
    assert answers_of(database) == []
    assert "Accept and submit" in anna.get(ids.claim).text


def test_there_may_be_nothing_to_take_back(sign_in: SignIn, ids: Ids) -> None:
    # when
    answer = sign_in("anna").post(f"{ids.claim}/undo-tags", data={"version": "0"})

    # then
    assert answer.status_code == 400
    assert "nothing of yours" in answer.text


def test_the_queue_ends_with_a_page_that_says_so(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    anna = sign_in("anna")
    sent(anna, ids)
    with database.transaction() as session:
        second = session.scalars(select(Claim).where(Claim.public_id == ids.second)).one()
        second.state = ClaimState.NOT_A_CLAIM

    # when
    page = anna.get(f"{ids.base}/review")

    # then
    assert page.status_code == 200
    assert "All done" in page.text


def test_a_project_without_articles_says_what_comes_first(
    sign_in: SignIn, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        make_member(session, project, user=make_user(session, username="anna"))
        address = f"/projects/{project.public_id}/review"

    # when
    page = sign_in("anna").get(address)

    # then
    assert page.status_code == 200
    assert "no article yet" in page.text


def test_an_article_without_claims_has_its_own_words(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = session.scalars(select(Project).where(Project.public_id == ids.project)).one()
        empty = make_article(session, project, text="Nobody said a thing.\n").public_id

    # when
    page = sign_in("anna").get(f"{ids.base}/articles/{empty}/review")

    # then
    assert page.status_code == 200
    assert "No claim has been found in this article yet." in page.text


def test_what_is_no_claim_is_not_marked_but_keeps_its_card(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        second = session.scalars(select(Claim).where(Claim.public_id == ids.second)).one()
        second.state = ClaimState.NOT_A_CLAIM

    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert f'id="claim-{ids.second}"' in page
    assert f'id="mark-{ids.second}"' not in page
    assert "0 of 1 tagged" in page


def test_a_replaced_claim_leads_to_its_successor(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        first = session.scalars(select(Claim).where(Claim.public_id == ids.first)).one()
        successor = make_claim(session, first.article, supersedes=first).public_id

    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert f'This claim was replaced by <a href="{ids.base}/claims/{successor}">' in page
    assert "Accept and submit" not in page


def test_single_keys_can_be_switched_off(sign_in: SignIn, ids: Ids, database: Database) -> None:
    # given
    anna = sign_in("anna")
    with_keys = anna.get(ids.claim).text
    with database.transaction() as session:
        user_called(session, "anna").has_single_keys = False

    # when
    without = anna.get(ids.claim).text

    # then
    assert "data-single-keys" in with_keys
    assert "<kbd>Q</kbd>" in with_keys
    assert "data-single-keys" not in without
    assert "<kbd>Q</kbd>" not in without
    assert 'data-key="ctrl+enter"' in without


def test_a_fragment_is_the_same_main(sign_in: SignIn, ids: Ids) -> None:
    # given
    anna = sign_in("anna")

    # when
    fragment = anna.get(ids.claim, headers={"Accept": "text/html; fragment"}).text

    # then
    assert "<html" not in fragment
    assert fragment.count("<main") == 1
    assert "Accept and submit" in fragment


def test_a_retired_code_stays_visible_until_it_is_chosen_anew(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        first = session.scalars(select(Claim).where(Claim.public_id == ids.first)).one()
        anna = user_called(session, "anna")
        make_annotation(session, first, anna, stance="half_true", state=AnnotationState.DRAFT)
    client = sign_in("anna")

    # when
    page = client.get(ids.claim).text
    refused = sent(client, ids, stance="half_true", version="1")

    # then
    assert "half true (retired)" in page
    assert refused.status_code == 400
    assert "not in the codebook any more" in refused.text


def user_called(session: Session, username: str) -> User:
    return session.scalars(select(User).where(User.username == username)).one()


@pytest.fixture
def statements(database: Database) -> Iterator[list[str]]:
    """Every statement that the database is sent."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def test_the_number_of_queries_does_not_grow_with_the_claims(
    sign_in: SignIn, ids: Ids, database: Database, statements: list[str]
) -> None:
    # given
    anna = sign_in("anna")
    anna.get(ids.claim)
    statements.clear()
    anna.get(ids.claim)
    few = len(statements)
    with database.transaction() as session:
        article = session.scalars(select(Article).where(Article.public_id == ids.article)).one()
        ben = user_called(session, "ben")
        source = make_source(session, article.project)
        for _ in range(12):
            make_annotation(session, make_claim(session, article), ben, sources=[source])

    # when
    statements.clear()
    anna.get(ids.claim)

    # then
    assert len(statements) <= few + 1
    assert few < 30
