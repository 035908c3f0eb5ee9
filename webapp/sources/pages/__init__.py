"""What pages of sources show, by what it is."""
