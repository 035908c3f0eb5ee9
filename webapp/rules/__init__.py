"""What the product knows about its rows, before one member where that matters; no Flask."""
