"""Changes to the source register; every one of them can be taken back."""

from webapp.sources.services.changing import refuse_blind
from webapp.sources.services.editing import add_alias, edit_source, remove_alias
from webapp.sources.services.merging import merge_sources, split_off

__all__ = [
    "add_alias",
    "edit_source",
    "merge_sources",
    "refuse_blind",
    "remove_alias",
    "split_off",
]
