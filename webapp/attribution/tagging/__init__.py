"""From tokens to attributions: what the model reads, and how its answers become spans."""
