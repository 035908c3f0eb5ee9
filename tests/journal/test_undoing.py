"""Which change a person may take back: their own newest one, while nobody has built on it."""

from sqlalchemy.orm import Session

from tests.making import make_claim, make_member
from webapp.database import Database
from webapp.journal.undoing import last_undoable
from webapp.models import Claim, Event, Membership
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record


def changed(
    session: Session,
    by: Membership,
    *claims: Claim,
    kind: ObjectKind = ObjectKind.CLAIM,
    undoes: Event | None = None,
) -> Event:
    ids = tuple(claim.public_id for claim in claims)
    change = Change(
        action=Action.CLAIM_ACCEPTED,
        object_kind=kind,
        object_id=ids[0],
        after={claim_id: {"state": "accepted"} for claim_id in ids},
        claim_ids=ids,
        undoes=undoes,
    )
    return record(session, by.user, claims[0].article.project, change)


def test_ones_own_newest_change_can_be_taken_back(database: Database) -> None:
    with database.transaction() as session:
        # given
        claim = make_claim(session)
        ann = make_member(session, claim.article.project)
        changed(session, ann, claim)

        # when
        newest = changed(session, ann, claim)

        # then
        assert last_undoable(session, ann, ObjectKind.CLAIM, claim.public_id) == newest


def test_a_change_that_somebody_built_on_stays(database: Database) -> None:
    with database.transaction() as session:
        # given
        claim = make_claim(session)
        ann, ben = (make_member(session, claim.article.project) for _ in range(2))
        changed(session, ann, claim)

        # when
        changed(session, ben, claim)

        # then
        assert last_undoable(session, ann, ObjectKind.CLAIM, claim.public_id) is None


def test_a_merge_stays_once_its_other_claim_was_changed(database: Database) -> None:
    with database.transaction() as session:
        # given
        kept = make_claim(session)
        ann = make_member(session, kept.article.project)
        other = make_claim(session, kept.article)
        changed(session, ann, kept, other)

        # when
        changed(session, make_member(session, kept.article.project), other)

        # then
        assert last_undoable(session, ann, ObjectKind.CLAIM, kept.public_id) is None


def test_tags_of_others_do_not_stand_in_the_way(database: Database) -> None:
    with database.transaction() as session:
        # given
        claim = make_claim(session)
        ann = make_member(session, claim.article.project)
        newest = changed(session, ann, claim)

        # when
        changed(
            session, make_member(session, claim.article.project), claim, kind=ObjectKind.ANNOTATION
        )

        # then
        assert last_undoable(session, ann, ObjectKind.CLAIM, claim.public_id) == newest


def test_tags_that_were_taken_back_uncover_the_change_before_them(database: Database) -> None:
    with database.transaction() as session:
        # given
        claim = make_claim(session)
        ann = make_member(session, claim.article.project)
        accepted = changed(session, ann, claim)
        tagged = changed(session, ann, claim, kind=ObjectKind.ANNOTATION)
        assert last_undoable(session, ann, ObjectKind.CLAIM, claim.public_id) == tagged

        # when
        changed(session, ann, claim, kind=ObjectKind.ANNOTATION, undoes=tagged)

        # then
        assert last_undoable(session, ann, ObjectKind.CLAIM, claim.public_id) == accepted
