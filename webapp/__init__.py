"""Counterclaim: who said what, and who says otherwise.

Nothing is imported here, so that `import webapp.attribution` needs no Flask.
"""
