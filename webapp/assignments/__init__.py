"""Who works on what: giving claims out, taking them back, and who has which before them."""
