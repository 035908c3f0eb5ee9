"""Versions of a codebook, made by its manager through the services of the pages."""

from sqlalchemy.orm import Session

from webapp.codebooks.pages.words import CodeWords
from webapp.codebooks.queries.drafts import next_version
from webapp.codebooks.services import drafting
from webapp.codebooks.services.making import make_version
from webapp.models import Codebook, Membership
from webapp.vocabulary import CodeField


def code_of(
    session: Session, by: Membership, value: str, field: CodeField = CodeField.STANCE
) -> CodeWords:
    """What the next version says of a code."""
    found = next_version(session, by.project).words.code_or_none(field, value)
    assert found is not None
    return found


def newly_made(session: Session, by: Membership) -> Codebook:
    """The draft as the next version."""
    seen = next_version(session, by.project).words.digest
    made = make_version(session, by.user, project=by.project, seen=seen)
    session.expire_all()
    return made


def merged(session: Session, by: Membership, value: str, into: str) -> Codebook:
    """A version in which one stance is merged into another."""
    code = code_of(session, by, value)
    drafting.merge_code(session, by.user, project=by.project, code=code, into=into)
    return newly_made(session, by)
