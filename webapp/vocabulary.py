"""Closed sets that rows, forms and CSV share, and the codes that a new project starts with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources


class Role(StrEnum):
    """What a member may do in one project; each role includes those before it."""

    VIEWER = "viewer"
    ANNOTATOR = "annotator"
    ADJUDICATOR = "adjudicator"
    MANAGER = "manager"

    @property
    def may_settle(self) -> bool:
        """It decides what others differ about."""
        return self in (Role.ADJUDICATOR, Role.MANAGER)

    @property
    def label(self) -> str:
        """The role in words."""
        return self.value.capitalize()

    @property
    def definition(self) -> str:
        """What the role allows, in words."""
        return ROLE_DEFINITIONS[self]

    def includes(self, other: Role) -> bool:
        """Whoever has this role may do all that the other one may."""
        roles = list(Role)
        return roles.index(self) >= roles.index(other)


ROLE_DEFINITIONS = {
    Role.VIEWER: "reads and exports",
    Role.ANNOTATOR: "also checks splits, tags claims, adds sources and places claims in disputes",
    Role.ADJUDICATOR: "also sees everyone’s tags, settles differences and sets verdicts",
    Role.MANAGER: "also imports, keeps the codebook and the members, exports names",
}


class ClaimState(StrEnum):
    """One state per claim, shared by all."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    NOT_A_CLAIM = "not_a_claim"


class Likelihood(StrEnum):
    """How often a person marks what the engine proposes, in words; the first is the most."""

    VERY_LIKELY = "very_likely"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def label(self) -> str:
        """The likelihood in words."""
        return self.value.replace("_", " ")


VERY_LIKELY_FROM, LIKELY_FROM = 0.9, 0.5
"""The least confidences of those words; what is only possible is folded away."""


def likelihood_of(confidence: float) -> Likelihood:
    """The word for a confidence between 0 and 1."""
    if confidence >= VERY_LIKELY_FROM:
        return Likelihood.VERY_LIKELY
    return Likelihood.LIKELY if confidence >= LIKELY_FROM else Likelihood.POSSIBLE


class Origin(StrEnum):
    """Who found the claim."""

    ENGINE = "engine"
    PERSON = "person"


class SpanRole(StrEnum):
    """What a span of an article is to its claim."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


class AnnotationState(StrEnum):
    """How far one user is with one claim; `pending` is a claim without an annotation row."""

    PENDING = "pending"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SKIPPED = "skipped"
    LOCKED = "locked"

    @property
    def is_submitted(self) -> bool:
        """It counts as an answer; a locked one does, and its owner may not change it."""
        return self in SUBMITTED_STATES


SUBMITTED_STATES = frozenset({AnnotationState.SUBMITTED, AnnotationState.LOCKED})
GIVEN_STATES = SUBMITTED_STATES | {AnnotationState.DRAFT}
"""The person says something of the claim, if not to others."""
DONE_STATES = SUBMITTED_STATES | {AnnotationState.SKIPPED}
"""The person has nothing more to do."""


class AnswerKind(StrEnum):
    """Whose answer about a claim a row is: an annotator's, or the one that settles."""

    ANNOTATION = "annotation"
    ADJUDICATION = "adjudication"


class ClaimStanding(StrEnum):
    """How the claim of an answer stands: by it the work of people is counted."""

    OPEN = "open"
    """It lacks an answer that an annotator may give."""
    CLOSED = "closed"
    """It has its answers, or waits for an adjudicator."""
    ADJUDICATED = "adjudicated"
    """It is settled by hand."""
    UNCOUNTED = "uncounted"
    """Not among those that are to be tagged: none, folded away, or without its place."""


class SettledBy(StrEnum):
    """By which rule the answers to a claim become its final answer, where several are asked for."""

    UNANIMITY = "unanimity"
    MAJORITY = "majority"
    HAND = "hand"

    @property
    def label(self) -> str:
        """The rule in words."""
        return SETTLED_BY_LABELS[self]


SETTLED_BY_LABELS = {
    SettledBy.UNANIMITY: "What all agree on is settled; the rest goes to adjudicators",
    SettledBy.MAJORITY: "What more than half agree on is settled; the rest goes to adjudicators",
    SettledBy.HAND: "Adjudicators settle every claim",
}


class WorkFrom(StrEnum):
    """Where the members of a project get the claims that they tag."""

    QUEUE = "queue"
    GIVEN = "given"

    @property
    def label(self) -> str:
        """The way in words."""
        return WORK_FROM_LABELS[self]


WORK_FROM_LABELS = {
    WorkFrom.QUEUE: "From a common queue, and what managers give them comes first",
    WorkFrom.GIVEN: "What managers give them alone",
}


class AdjudicationReason(StrEnum):
    """Why the answers that an adjudicator settled differed."""

    AMBIGUOUS_TEXT = "ambiguous_text"
    GUIDELINE_GAP = "guideline_gap"
    ANNOTATOR_ERROR = "annotator_error"
    EDGE_CASE = "edge_case"
    SUBJECTIVE_DISAGREEMENT = "subjective_disagreement"
    UNIT_WRONG = "unit_wrong"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in words."""
        return ADJUDICATION_LABELS[self]


ADJUDICATION_LABELS = {
    AdjudicationReason.AMBIGUOUS_TEXT: "The text can be read in two ways",
    AdjudicationReason.GUIDELINE_GAP: "The guideline does not say",
    AdjudicationReason.ANNOTATOR_ERROR: "A slip",
    AdjudicationReason.EDGE_CASE: "On the edge between two codes",
    AdjudicationReason.SUBJECTIVE_DISAGREEMENT: "A matter of judgement",
    AdjudicationReason.UNIT_WRONG: "The claim was split badly",
    AdjudicationReason.OTHER: "Something else",
}


class FinalBy(StrEnum):
    """How the tags of a claim became final."""

    UNRESOLVED = "unresolved"
    SINGLE = "single"
    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    ADJUDICATED = "adjudicated"


class SkipReason(StrEnum):
    """Why an annotator passes a claim by."""

    NOT_A_CLAIM = "not_a_claim"
    NEEDS_CONTEXT = "needs_context"
    AMBIGUOUS = "ambiguous"
    TEXT_BROKEN = "text_broken"
    NOT_MY_LANGUAGE = "not_my_language"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in words."""
        return SKIP_LABELS[self]

    @property
    def is_for_adjudicators(self) -> bool:
        """Something is wrong with the claim: no other annotator can help."""
        return self in REASONS_FOR_ADJUDICATORS


REASONS_FOR_ADJUDICATORS = frozenset({SkipReason.NOT_A_CLAIM, SkipReason.TEXT_BROKEN})
SKIP_LABELS = {
    SkipReason.NOT_A_CLAIM: "Not a claim",
    SkipReason.NEEDS_CONTEXT: "Needs more context",
    SkipReason.AMBIGUOUS: "Can be read in two ways",
    SkipReason.TEXT_BROKEN: "The text is broken",
    SkipReason.NOT_MY_LANGUAGE: "Not in a language I read",
    SkipReason.PREFER_NOT_TO_SAY: "Prefer not to say",
    SkipReason.OTHER: "Something else",
}


class LinkPurpose(StrEnum):
    """What a single-use link is good for."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    RESET = "reset"


class TokenScope(StrEnum):
    """What an access token lets a program read."""

    ARTICLES = "articles"
    TEXTS = "texts"
    CLAIMS = "claims"
    SOURCES = "sources"
    DISPUTES = "disputes"

    @property
    def label(self) -> str:
        """The scope in words."""
        return SCOPE_LABELS[self]


SCOPE_LABELS = {
    TokenScope.ARTICLES: "Articles: what is known about them, without their texts",
    TokenScope.TEXTS: "Texts: the whole text of each article",
    TokenScope.CLAIMS: "Claims: their words and final tags",
    TokenScope.SOURCES: "Sources: the register",
    TokenScope.DISPUTES: "Disputes: with their accounts, and the claims under these",
}


class Hint(StrEnum):
    """A page that says what it is for until the person has closed that for good."""

    PROJECT = "project"
    REVIEW = "review"
    ARTICLES = "articles"
    CLAIMS = "claims"
    SETTLE = "settle"
    DISPUTES = "disputes"
    DISPUTE = "dispute"
    SOURCES = "sources"
    AGREEMENT = "agreement"
    EXPORT = "export"
    CODEBOOK = "codebook"
    MEMBERS = "members"
    HISTORY = "history"


def _in_words(value: str) -> str:
    return value.replace("_", " ").capitalize()


class CodeField(StrEnum):
    """The tags of an annotation whose values are codes of the project's codebook."""

    SOURCE_TYPE = "source_type"
    STANCE = "stance"
    DISPUTE_STATUS = "dispute_status"
    CERTAINTY = "certainty"
    SOURCE_ROLE = "source_role"
    SOURCE_NAMING = "source_naming"
    QUOTE_FORM = "quote_form"

    @property
    def label(self) -> str:
        """The field in words."""
        return _in_words(self.value)


class ComparedField(StrEnum):
    """In what the answers of annotators are compared: is it a claim, who says it, every code."""

    IS_CLAIM = "is_claim"
    SOURCE = "source"
    SOURCE_TYPE = CodeField.SOURCE_TYPE.value
    STANCE = CodeField.STANCE.value
    DISPUTE_STATUS = CodeField.DISPUTE_STATUS.value
    CERTAINTY = CodeField.CERTAINTY.value
    SOURCE_ROLE = CodeField.SOURCE_ROLE.value
    SOURCE_NAMING = CodeField.SOURCE_NAMING.value
    QUOTE_FORM = CodeField.QUOTE_FORM.value

    @property
    def label(self) -> str:
        """The field in words."""
        return "Is it a claim" if self is ComparedField.IS_CLAIM else _in_words(self.value)

    @property
    def code_field(self) -> CodeField | None:
        """The field of the codebook; none for what is no code."""
        return None if self in (ComparedField.IS_CLAIM, ComparedField.SOURCE) else CodeField(self)


class ComparedPart(StrEnum):
    """Which answers a figure of agreement is about: all, two people's, those to some claims."""

    ALL = "all"
    PAIR = "pair"
    SOURCE_TYPE = "source_type"
    ARTICLE = "article"
    WEEK = "week"
    ROUND = "round"


class PullMeasure(StrEnum):
    """What is compared where suggestions are shown and where they are held out, and how."""

    LIKE_SHOWN = "like_proposal_shown"
    LIKE_HELD_OUT = "like_proposal_held_out"
    LIKE_DIFFERENCE = "like_proposal_difference"
    SAME_SHOWN = "same_answer_shown"
    SAME_HELD_OUT = "same_answer_held_out"
    SAME_DIFFERENCE = "same_answer_difference"


class UnitMeasure(StrEnum):
    """How far people agree on what is a claim, and in which words, apart from its tags."""

    FOUND_F1 = "found_f1"
    TOKEN_ALPHA = "token_alpha"  # noqa: S105 (tokens of a text)

    @property
    def label(self) -> str:
        """The measure in words."""
        return _in_words(self.value).replace("f1", "F1")


class DisputeType(StrEnum):
    """What kind of thing is in dispute."""

    EVENT_PROPERTY = "event_property"
    NUMERICAL = "numerical"
    CAUSAL = "causal"
    QUOTE = "quote"
    POSITION = "position"

    @property
    def label(self) -> str:
        """The type in words."""
        return DISPUTE_TYPE_LABELS[self]


DISPUTE_TYPE_LABELS = {
    DisputeType.EVENT_PROPERTY: "What happened",
    DisputeType.NUMERICAL: "How many, how much",
    DisputeType.CAUSAL: "Why it happened",
    DisputeType.QUOTE: "Whether somebody said it",
    DisputeType.POSITION: "Where somebody stands",
}


class DisputeState(StrEnum):
    """Where a dispute stands; one that is merged lives on in another."""

    OPEN = "open"
    RESOLVED = "resolved"
    DORMANT = "dormant"
    MERGED = "merged"

    @property
    def label(self) -> str:
        """The state in words."""
        return self.value.capitalize()


class Printing(StrEnum):
    """What a text to be imported is to one that is nearly or exactly the same."""

    SEPARATE = "separate"
    """Nothing: an article of its own, or left out where the same outlet has printed the text."""
    COPY = "copy"
    VERSION = "version"
    AGAIN = "again"
    """Stored although the same outlet has printed it already."""


class JobKind(StrEnum):
    """What a job does with each article."""

    IMPORT = "import"
    SPLIT_AGAIN = "split_again"

    def done_to(self, what: str) -> str:
        """What it does, and to what, in words."""
        return f"Importing {what}" if self is JobKind.IMPORT else f"Splitting {what} again"


class JobState(StrEnum):
    """How far a job is, or a chunk of it: an article's part."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN_JOB_STATES = (JobState.QUEUED, JobState.RUNNING)
"""A worker has something to do, or does it."""


class Medium(StrEnum):
    """What a piece of evidence was found in."""

    WEB_TEXT = "web_text"
    PDF = "pdf"
    METADATA = "metadata"
    WEB_TABLE = "web_table"
    IMAGE = "image"
    VIDEO = "video"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The medium in words."""
        return MEDIUM_LABELS[self]


MEDIUM_LABELS = {
    Medium.WEB_TEXT: "Text on the web",
    Medium.PDF: "PDF",
    Medium.METADATA: "Metadata",
    Medium.WEB_TABLE: "Table on the web",
    Medium.IMAGE: "Image",
    Medium.VIDEO: "Video",
    Medium.OTHER: "Something else",
}


class Bearing(StrEnum):
    """What a piece of evidence does to an account."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"

    @property
    def label(self) -> str:
        """The bearing in words."""
        return BEARING_LABELS[self]


BEARING_LABELS = {
    Bearing.SUPPORTS: "Supports it",
    Bearing.REFUTES: "Refutes it",
    Bearing.CONTEXT: "Gives context",
}


DEMO_PREFIX = "demo-"
"""What the names of the demo's users start with; the role follows."""
DEMO_COLLEAGUES = (f"{DEMO_PREFIX}annotator-2", f"{DEMO_PREFIX}annotator-3")
"""Those who have tagged the demo's first article, as whom nobody signs in."""
# Ids that rules use: a project may relabel them, not retire them.
FIXED_CODES = frozenset(
    {"support", "deny", "disputed", "corroborated", "contradicted_by_evidence", "unclear"}
)
ALWAYS_REQUIRED = frozenset({CodeField.SOURCE_TYPE, CodeField.STANCE})
"""Fields that every submission answers: all comparisons rest on them. Others a codebook may ask."""
# Statuses that ask for evidence, which disputes bring.
NEEDS_EVIDENCE = frozenset({"corroborated", "contradicted_by_evidence"})
# The stance of a claim that does not belong under an account.
UNLINKED = "unrelated"


@dataclass(frozen=True)
class DefaultCode:
    """A code of the codebook that a new project starts with."""

    field: CodeField
    value: str
    label: str
    definition: str
    key: str


def default_codes() -> tuple[DefaultCode, ...]:
    """The codes of a new project, in the order in which forms offer them."""
    text = resources.files("webapp").joinpath("default_codebook.toml").read_text("utf-8")
    return tuple(
        DefaultCode(CodeField(field), row["value"], row["label"], row["definition"], row["key"])
        for field, rows in tomllib.loads(text).items()
        for row in rows
    )
