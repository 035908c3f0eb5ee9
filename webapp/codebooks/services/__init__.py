"""Changes to codebooks: to the draft of the next version, and that version itself."""
