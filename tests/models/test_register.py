"""The rules about the source register that features share."""

from tests.making import make_annotation, make_article, make_claim, make_member, make_source
from webapp.database import Database
from webapp.models.register import ids_by_name
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
