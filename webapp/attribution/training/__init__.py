"""Training the tagger: needs the extra `training`, which the pages never load."""
