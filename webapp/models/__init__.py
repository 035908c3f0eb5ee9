"""The schema: one module per table."""

from webapp.models.annotation import Annotation, AnnotationSource
from webapp.models.article import Article
from webapp.models.base import Base
from webapp.models.claim import Claim
from webapp.models.codebook import Code, Codebook
from webapp.models.event import Event, EventClaim, EventPayload
from webapp.models.login_session import LoginSession
from webapp.models.membership import Membership
from webapp.models.project import Project
from webapp.models.sign_in_attempt import SignInAttempt
from webapp.models.single_use_link import SingleUseLink
from webapp.models.source import Source, SourceAlias
from webapp.models.span import Span
from webapp.models.staged_article import StagedArticle
from webapp.models.user import User

__all__ = [
    "Annotation",
    "AnnotationSource",
    "Article",
    "Base",
    "Claim",
    "Code",
    "Codebook",
    "Event",
    "EventClaim",
    "EventPayload",
    "LoginSession",
    "Membership",
    "Project",
    "SignInAttempt",
    "SingleUseLink",
    "Source",
    "SourceAlias",
    "Span",
    "StagedArticle",
    "User",
]
