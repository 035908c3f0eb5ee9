"""Shapes of pages that no address alone gives: other people, other states, other questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser.live import Live
from tests.making import (
    make_access_token,
    make_article,
    make_claim,
    make_comment,
    make_member,
    make_project,
    make_read_only_link,
    make_verdict,
)
from webapp.articles.services.withdrawing import withdraw
from webapp.codebooks.queries.drafts import next_version
from webapp.codebooks.services import drafting
from webapp.models import Article, Claim, Dispute, Evidence, Membership, Project, User
from webapp.models.base import new_public_id, utc_now
from webapp.projects.services.archiving import archive
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import ClaimState, CodeField, Role

MANAGER = "demo-manager"
OTHERS = ("demo-viewer", "demo-annotator", "demo-adjudicator")
LISTS = (
    "",
    "articles/",
    "claims/",
    "disputes/",
    "sources/",
    "sources/by-outlet",
    "history/",
    "members",
)
DEATH = "How did Alexander Taraikovsky die?"


@dataclass(frozen=True)
class Visit:
    """A page, and who opens it: somebody who is not signed in where no name stands."""

    path: str
    username: str = ""


def shapes_in_demo(live: Live, ids: dict[str, str]) -> list[Visit]:
    """The pages, once the rows that they show are made."""
    with live.database.transaction() as session:
        demo = session.scalars(select(Project).where(Project.public_id == ids["project_id"])).one()
        manager = user_or_none(session, MANAGER)
        assert manager is not None
        path = f"/projects/{demo.public_id}"
        return [
            *_for_each_role(session, path),
            *_of_the_demo(session, demo, path),
            *_of_articles_and_claims(session, demo, manager, path),
            *_of_the_codebook(session, demo, manager, path),
            *_of_an_archived_project(session, manager),
            *_of_an_empty_project(session, manager),
            *_of_read_only_links(session),
            *_of_access_tokens(session, path),
        ]


def _death(session: Session) -> Dispute:
    asked = select(Dispute).where(Dispute.question == DEATH).order_by(Dispute.id).limit(1)
    return session.scalars(asked).one()


def _for_each_role(session: Session, path: str) -> Iterator[Visit]:
    """Homes, the review page and a dispute as the others have them."""
    claim = session.scalars(select(Claim).order_by(Claim.id).limit(1)).one()
    others = select(Membership).join(User, User.id == Membership.user_id)
    called = session.scalars(
        others.where(Membership.project_id == claim.project_id, User.username.in_(OTHERS))
    ).all()
    make_comment(session, claim, called[0].user, calls=called)
    make_comment(session, claim, called[-1].user, calls=called, text="Two, @somebody.")
    for username in OTHERS:
        yield Visit(f"{path}/", username)
        yield Visit(f"{path}/claims/{claim.public_id}", username)
        yield Visit(f"{path}/claims/{claim.public_id}/comments", username)
        yield Visit(f"{path}/disputes/{_death(session).public_id}", username)
        yield Visit(f"{path}/help/", username)
    yield Visit(f"{path}/members", OTHERS[0])  # what a viewer may not see


def _of_the_demo(session: Session, demo: Project, path: str) -> Iterator[Visit]:
    """What the demo's lists answer to a question, and its own dispute."""
    yield Visit(f"{path}/disputes/{_death(session).public_id}", MANAGER)
    yield Visit(f"{path}/articles/search?words=police", MANAGER)
    yield Visit(f"{path}/articles/search?words=nowhere-at-all", MANAGER)
    yield Visit(f"{path}/claims/?likelihood=all&words=police", MANAGER)
    yield Visit(f"{path}/nothing-is-here", MANAGER)
    yield from (Visit(f"{path}/help/?role={role}", MANAGER) for role in Role)


def _of_articles_and_claims(
    session: Session, demo: Project, manager: User, path: str
) -> Iterator[Visit]:
    """Texts and claims in the states that the demo does not begin with."""
    gone = make_article(session, demo, title="Withdrawn")
    make_claim(session, gone)
    withdraw(
        session, manager, article=gone, version=gone.version, because="Not ours", now=utc_now()
    )
    covered = make_article(session, demo, title="Sensitive", is_sensitive=True)
    claims = [
        make_claim(session, covered),
        make_claim(session, make_article(session, demo), state=ClaimState.NOT_A_CLAIM),
    ]
    yield from (Visit(f"{path}/articles/{one.public_id}", MANAGER) for one in (gone, covered))
    yield from (Visit(f"{path}/claims/{one.public_id}", MANAGER) for one in claims)
    oldest = select(Article).where(Article.project == demo).order_by(Article.id).limit(1)
    first = session.scalars(oldest).one()
    yield Visit(f"{path}/articles/{first.public_id}/review?possible=on", MANAGER)


def _of_the_codebook(session: Session, demo: Project, manager: User, path: str) -> Iterator[Visit]:
    """The next version of the codebook, with a code that goes and a guideline that changes."""
    code = next_version(session, demo).words.code_or_none(CodeField.CERTAINTY, "certain")
    assert code is not None
    drafting.retire_code(session, manager, project=demo, code=code)
    yield Visit(f"{path}/codebook/edit", MANAGER)
    yield Visit(f"{path}/codebook/edit/certainty", MANAGER)
    yield Visit(f"{path}/codebook/", OTHERS[0])


def _of_an_archived_project(session: Session, manager: User) -> Iterator[Visit]:
    """A project that can only be read."""
    project = make_project(session, name="Archived")
    make_member(session, project, role=Role.MANAGER, user=manager)
    claim = make_claim(session, make_article(session, project))
    archive(
        session, manager, project=project, version=project.version, because="Done", now=utc_now()
    )
    path = f"/projects/{project.public_id}"
    yield from (Visit(f"{path}/{page}", MANAGER) for page in ("", "articles/", "settings"))
    yield Visit(f"{path}/claims/{claim.public_id}", MANAGER)


def _of_an_empty_project(session: Session, manager: User) -> Iterator[Visit]:
    """Lists with nothing in them."""
    project = make_project(session, name="Empty")
    make_member(session, project, role=Role.MANAGER, user=manager)
    yield from (Visit(f"/projects/{project.public_id}/{page}", MANAGER) for page in LISTS)


def _of_access_tokens(session: Session, path: str) -> Iterator[Visit]:
    """Tokens of two members, of which one was used, before their owner and before a manager."""
    for username in (MANAGER, OTHERS[1]):
        member = session.scalars(
            select(Membership).where(Membership.user.has(username=username)).limit(1)
        ).one()
        make_access_token(session, member, new_public_id(), name="A script" * 12)
        make_access_token(session, member, new_public_id(), counted_from=utc_now())
    yield Visit(f"{path}/tokens", OTHERS[1])
    yield Visit(f"{path}/tokens", MANAGER)
    yield Visit(f"{path}/tokens/all", MANAGER)
    yield Visit("/account", OTHERS[1])


def _of_read_only_links(session: Session) -> Iterator[Visit]:
    """A dispute for people without an account, with a verdict, and a link that has ended."""
    dispute, yesterday = _death(session), utc_now().date() - timedelta(days=1)
    evidence = session.scalars(select(Evidence).where(Evidence.dispute == dispute)).all()
    make_verdict(session, dispute, evidence)
    good, ended = new_public_id(), new_public_id()
    make_read_only_link(session, dispute, good)
    make_read_only_link(session, dispute, ended, last_on=yesterday)
    yield from (Visit(f"/read/{token}") for token in (good, ended))
