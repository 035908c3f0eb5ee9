"""Changes to claims: each checks the version that the person saw and writes one event."""
