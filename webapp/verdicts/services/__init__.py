"""Changes to evidence and verdicts, a module for each kind of row."""
