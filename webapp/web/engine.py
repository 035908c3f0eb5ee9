"""The attribution engine of this instance."""

from __future__ import annotations

from typing import cast

from flask import current_app

from webapp.attribution import Engine
from webapp.model_shelf import ModelShelf


def engine() -> Engine:
    """The engine with the model in force; models are loaded when they are first asked, and kept."""
    return models().engine()


def models() -> ModelShelf:
    """Which models this instance has."""
    return cast(ModelShelf, current_app.extensions["models"])
