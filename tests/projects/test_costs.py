"""What the first page of a project asks the database does not grow with people or articles."""

from tests.making import make_annotation, make_article, make_claim, make_member
from tests.projects.conftest import Place
from tests.statements import statements_sent
from webapp.database import Database
from webapp.models import Project
from webapp.vocabulary import AnnotationState, Role, SkipReason


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

    def ask() -> int:
        with statements_sent(database) as statements:
            assert place.manager.get(place.path).status_code == 200
        return len(statements)

    # when
    grow(articles=1, people=2)
    ask()
    few = ask()
    grow(articles=8, people=9)
    many = ask()

    # then
    assert many == few <= 26
