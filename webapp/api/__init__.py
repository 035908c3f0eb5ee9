"""What programs read of a project in JSON, and the tokens by which they may."""
