"""A page of Flask and SQLAlchemy that shows one text and keeps notes on it, and does nothing else.

    python -m benchmarks.bare_desk FILE PORT

As durable as the desk that is measured beside it: SQLite commits each note to the disk.
"""

from __future__ import annotations

import sys

import waitress
from flask import Flask, redirect, render_template, request  # noqa: TID251 (has no form)
from jinja2 import DictLoader
from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from werkzeug.wrappers import Response

TEXTS, PARAGRAPHS = 16, 20
PARAGRAPH = "The government said that the bridge was closed. " * 6
PAGE = """<!doctype html><html lang="en"><title>{{ text.title }}</title><h1>{{ text.title }}</h1>
{% for words in text.words.split("\n") %}<p>{{ words }}</p>{% endfor %}
<ul>{% for note in notes %}<li>{{ note.words }}</li>{% endfor %}</ul>
<form method="post"><input name="note"><button>Save</button></form>"""


class Base(DeclarativeBase):
    """The tables."""


class BareText(Base):
    """What is read."""

    __tablename__ = "text"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    words: Mapped[str]


class BareNote(Base):
    """What somebody saved."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("text.id"), index=True)
    words: Mapped[str]


def bare_desk(file: str) -> Flask:
    """The application over a new file."""
    engine = create_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA synchronous = EXTRA"))
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        words = "\n".join([PARAGRAPH] * PARAGRAPHS)
        session.add_all(BareText(title=f"Text {n}", words=words) for n in range(TEXTS))
        session.commit()
    app = Flask("bare")
    app.jinja_loader = DictLoader({"page.html": PAGE})

    @app.get("/texts/<int:key>")
    def show(key: int) -> str:
        latest = select(BareNote).where(BareNote.text_id == key).order_by(BareNote.id.desc())
        with Session(engine) as session:
            notes = session.scalars(latest.limit(20)).all()
            return render_template("page.html", text=session.get_one(BareText, key), notes=notes)

    @app.post("/texts/<int:key>")
    def save(key: int) -> Response:
        with Session(engine) as session:
            session.add(BareNote(text_id=key, words=request.form["note"]))
            session.commit()
        return redirect(f"/texts/{key}", 303)

    return app


if __name__ == "__main__":
    waitress.serve(bare_desk(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), threads=8)
