"""Changes to disputes: each holds the dispute, checks what the person saw, writes one event."""

from webapp.disputes.services.accounts import (
    add_account,
    edit_account,
    remove_account,
    shift_account,
)
from webapp.disputes.services.merging import merge_disputes, split_dispute
from webapp.disputes.services.opening import (
    First,
    edit_dispute,
    open_dispute,
    set_state,
)
from webapp.disputes.services.undoing import last_undoable, undo_change

__all__ = [
    "First",
    "add_account",
    "edit_account",
    "edit_dispute",
    "last_undoable",
    "merge_disputes",
    "open_dispute",
    "remove_account",
    "set_state",
    "shift_account",
    "split_dispute",
    "undo_change",
]
