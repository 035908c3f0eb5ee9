"""What the history speaks of: kinds of things, and what was done to them, as it is stored."""

from __future__ import annotations

from enum import StrEnum


class ObjectKind(StrEnum):
    """What an event is about, and what the rows are whose values it keeps."""

    CLAIM = "claim"
    ANNOTATION = "annotation"
    ADJUDICATION = "adjudication"
    COMMENT = "comment"
    SOURCE = "source"
    DISPUTE = "dispute"
    ACCOUNT = "account"
    PLACEMENT = "placement"
    EVIDENCE = "evidence"
    VERDICT = "verdict"
    DISMISSAL = "dismissal"
    ARTICLE = "article"
    CODEBOOK = "codebook"
    ASSIGNMENT = "assignment"
    ROUND = "round"
    EXPORT = "export"
    MEMBERSHIP = "membership"
    PROJECT = "project"
    USER = "user"
    BACKUP = "backup"


class Action(StrEnum):
    """What was done, in the words that people read; one more kind of change is one more line."""

    CLAIM_ADDED = "claim added"
    CLAIM_ACCEPTED = "claim accepted"
    CLAIM_MARKED_AS_NOT_A_CLAIM = "claim marked as not a claim"
    CLAIM_PUT_BACK = "claim put back"
    CLAIMS_ACCEPTED = "several claims accepted"
    CLAIMS_MARKED_AS_NO_CLAIMS = "several marked as not a claim"
    SPANS_EDITED = "spans edited"
    CLAIM_SPLIT = "claim split"
    CLAIMS_MERGED = "claims merged"
    ARTICLE_SPLIT_AGAIN = "article split again"
    SECOND_SPLIT_TAKEN_BACK = "second split taken back"
    CHANGE_TAKEN_BACK = "change taken back"

    DRAFT_SAVED = "draft saved"
    TAGS_SUBMITTED = "tags submitted"
    ANSWERS_LOCKED = "all answers in, locked"
    DISPUTED_CONFIRMED = "disputed confirmed for several claims"
    CLAIM_SKIPPED = "claim skipped"
    TAGS_TAKEN_BACK = "tags taken back"

    CLAIM_TAKEN_UP = "claim taken up from the queue"
    WORK_GIVEN = "claims given out"
    WORK_TAKEN_BACK = "given claims taken back"
    GIVING_TAKEN_BACK = "giving out taken back"
    ROUND_STARTED = "round started"
    ROUND_CLOSED = "round closed"
    CLAIM_SETTLED = "claim settled"
    SETTLING_LEFT = "settling left for later"
    ANSWERS_REOPENED = "answers reopened"
    ANOTHER_LOOK_ASKED = "another look asked for"
    ASKING_TAKEN_BACK = "asking for another look taken back"
    SETTLING_TAKEN_BACK = "settling taken back"
    COMMENT_WRITTEN = "comment written"
    COMMENT_EDITED = "comment edited"
    COMMENT_RESOLVED = "comment resolved"
    COMMENT_REOPENED = "comment reopened"

    SOURCE_ADDED = "source added"
    SOURCE_RENAMED = "source renamed"
    USUAL_TYPE_CHANGED = "usual type changed"
    ALIAS_ADDED = "alias added"
    ALIAS_REMOVED = "alias removed"
    ALIAS_SPLIT_OFF = "alias split off"
    SOURCES_MERGED = "sources merged"

    DISPUTE_OPENED = "dispute opened"
    DISPUTE_REWORDED = "dispute reworded"
    DISPUTE_REOPENED = "dispute reopened"
    DISPUTE_RESOLVED = "dispute resolved"
    DISPUTE_DORMANT = "dispute dormant"
    DISPUTES_MERGED = "disputes merged"
    DISPUTE_SPLIT = "dispute split"
    READ_ONLY_LINK_MADE = "read-only link made"
    READ_ONLY_LINK_REVOKED = "read-only link revoked"
    ACCOUNT_ADDED = "account added"
    ACCOUNT_CHANGED = "account changed"
    ACCOUNTS_REORDERED = "accounts reordered"
    ACCOUNT_REMOVED = "account removed"

    CLAIM_PLACED = "claim placed"
    PLACEMENT_ANSWERED = "placement answered"
    ANSWER_TAKEN_BACK = "answer taken back"
    PLACEMENT_CONFIRMED = "placement confirmed"
    PLACEMENT_REOPENED = "placement reopened"
    CLAIM_MOVED = "claim moved"
    CLAIM_TAKEN_AWAY = "claim taken away"
    SUGGESTION_DISMISSED = "suggestion dismissed"
    SUGGESTION_OFFERED_AGAIN = "suggestion offered again"

    EVIDENCE_ADDED = "evidence added"
    EVIDENCE_CHANGED = "evidence changed"
    EVIDENCE_REMOVED = "evidence removed"
    VERDICT_SET = "verdict set"
    VERDICT_REVISED = "verdict revised"

    ARTICLE_IMPORTED = "article imported"
    ARTICLE_CORRECTED = "article corrected"
    ARTICLES_CHANGED = "details of several articles changed"
    ARTICLES_CHANGE_TAKEN_BACK = "change to several articles taken back"
    ARTICLE_WITHDRAWN = "article withdrawn"
    ARTICLE_BROUGHT_BACK = "article brought back"

    TABLE_EXPORTED = "table exported"
    ALL_TABLES_EXPORTED = "all tables exported"
    CLAIM_REVIEW_EXPORTED = "claim review exported"
    TABLES_IMPORTED = "tables imported"
    BACKUP_RESTORED = "backup restored"

    PROJECT_ADDED = "project added"
    PROJECT_SETTINGS_CHANGED = "project settings changed"
    PROJECT_ARCHIVED = "project archived"
    PROJECT_BROUGHT_BACK = "project brought back"
    CODEBOOK_CHANGED = "codebook changed"
    CODEBOOK_DRAFT_CHANGED = "codebook draft changed"
    CODEBOOK_DRAFT_THROWN_AWAY = "codebook draft thrown away"
    MEMBER_ADDED = "member added"
    MEMBER_ROLE_CHANGED = "member role changed"
    MEMBERSHIP_ENDED = "membership ended"
    MEMBER_REINSTATED = "member reinstated"
    INSTANCE_ADMIN_JOINED = "instance admin joined"
    INVITATION_RENEWED = "invitation renewed"
    ACCESS_TOKEN_MADE = "access token made"  # noqa: S105 (words, not a secret)
    ACCESS_TOKEN_REVOKED = "access token revoked"  # noqa: S105 (words, not a secret)

    USER_ADDED = "user added"
    USER_DEACTIVATED = "user deactivated"
    USER_REACTIVATED = "user reactivated"
    MADE_ADMIN = "made admin"
    UNMADE_ADMIN = "unmade admin"
    LINK_ISSUED = "link issued"
    INVITATION_ACCEPTED = "invitation accepted"
    PASSWORD_RESET = "password reset"  # noqa: S105 (words, not a secret)
    PASSWORD_SET = "password set"  # noqa: S105 (words, not a secret)
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGNED_OUT_ELSEWHERE = "signed out elsewhere"
    CONFIRMED = "confirmed"
    SETTINGS_CHANGED = "settings changed"
    NEWS_READ = "news read"


WHILE_ARCHIVED = frozenset(
    {
        Action.PROJECT_BROUGHT_BACK,
        Action.TABLE_EXPORTED,
        Action.ALL_TABLES_EXPORTED,
        Action.CLAIM_REVIEW_EXPORTED,
        Action.MEMBER_ADDED,
        Action.MEMBER_ROLE_CHANGED,
        Action.MEMBERSHIP_ENDED,
        Action.MEMBER_REINSTATED,
        Action.INSTANCE_ADMIN_JOINED,
        Action.INVITATION_RENEWED,
        Action.ACCESS_TOKEN_MADE,
        Action.ACCESS_TOKEN_REVOKED,
        Action.READ_ONLY_LINK_REVOKED,
    }
)
"""What may happen to a project that is archived: it leaves, and who reads it changes."""
