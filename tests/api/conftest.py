"""A project that has something of everything, and programs that read it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.api.asking import Program, program_of
from tests.exports.conftest import filled_template, project
from webapp.database import Database

__all__ = ["filled_template", "project"]


@pytest.fixture
def monas(app: Flask, database: Database, project: str) -> Program:
    """A program of Mona's, who manages the project."""
    return program_of(app, database, "mona", project)
