"""The rules about the source register that features share."""

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
)
from webapp.database import Database
from webapp.rules.names_seen import source_seen
from webapp.rules.source_names import ids_by_name
from webapp.vocabulary import AnnotationState


def test_a_name_leads_only_those_to_its_source_who_may_know_of_it(database: Database) -> None:
    with database.transaction() as session:
        # given
        article = make_article(session)
        ann, ben, cleo = (make_member(session, article.project) for _ in range(3))
        police = make_source(session, article.project, name="Police")
        secret = make_source(
            session, article.project, name="Deep throat", shared_at=None, created_by=ann.user
        )
        make_source(session, article.project, name="Cops", merged_into=police)
        make_source(session, make_article(session).project, name="Army")
        draft = AnnotationState.DRAFT
        claim = make_claim(session, article)
        make_annotation(session, claim, ben.user, sources=[secret], state=draft)
        names = ["Police", "Deep throat", "Cops", "Army", "Nobody", "police"]

        # when
        found = [ids_by_name(session, who, names) for who in (ann, ben, cleo)]

        # then
        public, hidden = {"Police": police.public_id}, {"Deep throat": secret.public_id}
        assert found == [public | hidden, public | hidden, public]


def test_the_blind_know_what_they_have_named_by_what_they_wrote(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session, annotators_per_claim=2)
        article = make_article(session, project)
        ann, ben = (make_member(session, project) for _ in range(2))
        police = make_source(session, project, name="Police", source_type="security_forces")
        for member in (ann, ben):
            named = make_annotation(
                session, make_claim(session, article), member.user, sources=[police]
            )
            named.sources[0].written = f"cops of {member.id}"
        session.flush()
        names = ["Police", f"cops of {ann.id}", f"cops of {ben.id}"]

        # when
        found = ids_by_name(session, ann, names)
        seen = source_seen(session, ann, police)

        # then
        assert found == {f"cops of {ann.id}": police.public_id}
        assert (seen.name, seen.aliases, seen.source_type) == (names[1], (), "government")
