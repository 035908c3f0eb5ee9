"""Back an instance up into one file and restore it, while it serves, on either database.

A backup is a SQLite database of the newest schema, whichever database it came from. It leaves
out who is signed in and which links are open: after a restore, people sign in again.
"""
