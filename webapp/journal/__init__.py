"""How changes are told and taken back."""
