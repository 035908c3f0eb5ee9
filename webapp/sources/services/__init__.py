"""Changes to the source register; every one of them can be taken back."""
