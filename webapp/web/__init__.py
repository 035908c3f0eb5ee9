"""What pages share; the only package that reads `flask.request`."""
