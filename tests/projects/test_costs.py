"""What the first page of a project asks the database does not grow with people or articles."""

from collections.abc import Callable

from sqlalchemy import event

from tests.making import make_annotation, make_article, make_claim, make_member
from tests.projects.conftest import Place
from webapp.database import Database
from webapp.models import Project
from webapp.vocabulary import AnnotationState, Role, SkipReason


def statements_of(database: Database, do: Callable[[], object]) -> int:
    """How many statements the database is sent meanwhile."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    do()
    event.remove(database.engine, "before_cursor_execute", note)
    return len(seen)


def test_more_people_and_articles_cost_no_more_statements(place: Place, database: Database) -> None:
    # given
    def grow(articles: int, people: int) -> None:
        with database.transaction() as session:
            project = session.get_one(Project, place.membership("mona").project_id)
            project.annotators_per_claim = 2
            users = [make_member(session, project, role=Role.ANNOTATOR).user for _ in range(people)]
            make_member(session, project, role=Role.ADJUDICATOR)
            for _ in range(articles):
                article = make_article(session, project)
                first, doubted = make_claim(session, article), make_claim(session, article)
                for user in users[:2]:
                    make_annotation(session, first, user)
                make_annotation(
                    session,
                    doubted,
                    users[0],
                    state=AnnotationState.SKIPPED,
                    skipped_reason=SkipReason.NOT_A_CLAIM,
                    submitted_at=None,
                )

    def ask() -> None:
        assert place.manager.get(place.path).status_code == 200

    # when
    grow(articles=1, people=2)
    ask()
    few = statements_of(database, ask)
    grow(articles=8, people=9)
    many = statements_of(database, ask)

    # then
    assert many == few <= 26
