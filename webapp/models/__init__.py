"""The schema: one module per table."""

from webapp.models.access_token import AccessToken
from webapp.models.account import Account, CompatibleAccounts
from webapp.models.agreement import (
    AgreementCell,
    AgreementPull,
    AgreementReport,
    AgreementResult,
    AgreementUnit,
)
from webapp.models.annotation import Adjudication, Annotation, AnnotationSource, Answer
from webapp.models.article import Article
from webapp.models.article_shingle import ArticleShingle
from webapp.models.assignment import Assignment
from webapp.models.base import Base
from webapp.models.claim import Claim
from webapp.models.claim_feature import ClaimFeature
from webapp.models.codebook import Code, Codebook, RequiredField
from webapp.models.codebook_draft import CodebookDraft
from webapp.models.comment import Comment, CommentMention
from webapp.models.dismissal import Dismissal
from webapp.models.dispute import Dispute
from webapp.models.event import Event, EventClaim, EventPayload, EventSource
from webapp.models.evidence import Evidence
from webapp.models.folding_mark import FoldingMark
from webapp.models.job import Job
from webapp.models.job_chunk import JobChunk
from webapp.models.login_session import LoginSession
from webapp.models.membership import Membership
from webapp.models.placement import Placement, PlacementAnswer
from webapp.models.project import Project
from webapp.models.read_only_link import ReadOnlyLink
from webapp.models.round import Round, RoundPerson
from webapp.models.sent_form import SentForm
from webapp.models.sign_in_attempt import SignInAttempt
from webapp.models.single_use_link import SingleUseLink
from webapp.models.source import Source, SourceAlias
from webapp.models.span import Span
from webapp.models.staged_article import StagedArticle
from webapp.models.staged_table import StagedTable
from webapp.models.user import User
from webapp.models.verdict import Verdict, VerdictEvidence, VerdictRating
from webapp.models.written_name import WrittenName

__all__ = [
    "AccessToken",
    "Account",
    "Adjudication",
    "AgreementCell",
    "AgreementPull",
    "AgreementReport",
    "AgreementResult",
    "AgreementUnit",
    "Annotation",
    "AnnotationSource",
    "Answer",
    "Article",
    "ArticleShingle",
    "Assignment",
    "Base",
    "Claim",
    "ClaimFeature",
    "Code",
    "Codebook",
    "CodebookDraft",
    "Comment",
    "CommentMention",
    "CompatibleAccounts",
    "Dismissal",
    "Dispute",
    "Event",
    "EventClaim",
    "EventPayload",
    "EventSource",
    "Evidence",
    "FoldingMark",
    "Job",
    "JobChunk",
    "LoginSession",
    "Membership",
    "Placement",
    "PlacementAnswer",
    "Project",
    "ReadOnlyLink",
    "RequiredField",
    "Round",
    "RoundPerson",
    "SentForm",
    "SignInAttempt",
    "SingleUseLink",
    "Source",
    "SourceAlias",
    "Span",
    "StagedArticle",
    "StagedTable",
    "User",
    "Verdict",
    "VerdictEvidence",
    "VerdictRating",
    "WrittenName",
]
