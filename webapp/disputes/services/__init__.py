"""Changes to disputes: each holds the dispute, checks what the person saw, writes one event."""
