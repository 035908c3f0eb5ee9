"""Changes to disputes: each holds the dispute, checks what the person saw, writes one event."""

from webapp.disputes.services.accounts import (
    add_account,
    edit_account,
    remove_account,
    shift_account,
)
from webapp.disputes.services.evidence import (
    EvidenceFound,
    add_evidence,
    edit_evidence,
    remove_evidence,
)
from webapp.disputes.services.merging import merge_disputes, split_dispute
from webapp.disputes.services.opening import (
    DisputeWords,
    First,
    edit_dispute,
    open_dispute,
    set_state,
)
from webapp.disputes.services.undoing import last_undoable, undo_change
from webapp.disputes.services.verdicts import Judgement, set_verdict

__all__ = [
    "DisputeWords",
    "EvidenceFound",
    "First",
    "Judgement",
    "add_account",
    "add_evidence",
    "edit_account",
    "edit_dispute",
    "edit_evidence",
    "last_undoable",
    "merge_disputes",
    "open_dispute",
    "remove_account",
    "remove_evidence",
    "set_state",
    "set_verdict",
    "shift_account",
    "split_dispute",
    "undo_change",
]
