"""How the tables of a project come back: read, checked, stored whole or not at all."""
