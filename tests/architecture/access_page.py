"""Writes docs/access.md, who may use what: `python -m tests.architecture.access_page`."""

import secrets
from pathlib import Path

from flask import Flask

from tests.architecture.test_access import VISITORS, expected, is_for_programs
from webapp.app import create_app
from webapp.config import Config
from webapp.database import Database
from webapp.web.static_files import BUILD

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
INTRODUCTION = """\
# Who may use what

Every address of the app and what each kind of visitor gets. `make test` sends every one of these
requests, compares the answer with this table, and sees that a refused one changed nothing in any
table of the database. An admin here belongs to no project; a stranger belongs to another one.
Whoever may not know that a project exists gets the same answer as for one that does not (404); a
member whose role is not enough is told so (403).

What a page says depends on the member as well. In a project with two or more annotators per claim,
annotators and viewers find their own answers there and, until a claim is settled, nobody else's,
nor the sources that others name; adjudicators and managers find all of it. There, they alone change
the source register. How far annotators agree tells something of answers that are not final, in a
project of any kind: only adjudicators and managers may know it,
and so it is with what each person has done and who is waited for.
[The decision](decisions/0028-blind-until-settled.md) says why.

Of a claim that is held out from suggestions, what the engine suggests is on no page until the claim
is settled, for nobody, and managers alone take it away:
[the decision](decisions/0032-claims-without-suggestions.md).

Before a claim is settled, this alone tells something of what others do, and nothing of what they
say:

- that a claim, or how it stands in a dispute, is complete: on its page and card, in its history
  and that of the project, on the pages of the dispute, and where one's own answers are listed;
- that no place is open at a claim, so that it takes no answer of one's own;
- which claim the queue gives, and how many it has left for oneself: neither complete ones nor those
  that wait for an adjudicator;
- that somebody has submitted tags, so that the words of the claim are not edited any more, nor
  offered where others are merged, and that it stays accepted;
- that somebody has tagged or commented on a claim that one has added, so that adding it is not
  taken back.

`tests/architecture/test_blindness.py`, `test_blind_until_settled.py` and `test_blind_team.py`
compare all else, byte for byte.

Addresses below `/api/` are for programs: they take an access token and no cookie, and each needs
the token's scope besides ([the API](api.md)). A token reads as its owner, so what a program is told
depends on the member as well, and on nothing else. In this table members and strangers have a token
of their project.

This page is written by `python -m tests.architecture.access_page` from the table in
`tests/architecture/test_access.py`.

"""
WORDS = {303: "sign in", 401: "sign in", 403: "403", 404: "404"}


def access_page(app: Flask) -> str:
    """The page as it should be."""
    rows = sorted(
        (rule.endpoint, method, BUILD.sub("<build>/", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
    )
    lines = [
        _line("endpoint", "address", *VISITORS),
        _line(*["---"] * (len(VISITORS) + 2)),
        *(
            _line(endpoint, f"`{method} {path}`", *_cells(endpoint, method))
            for endpoint, method, path in rows
        ),
    ]
    return INTRODUCTION + "\n".join(lines) + "\n"


def _cells(endpoint: str, method: str) -> list[str]:
    """What each visitor gets; a redirect is a yes for those who are let in."""
    answers = {visitor: expected(endpoint, method, visitor) for visitor in VISITORS}
    if is_for_programs(endpoint):
        return [str(answer) if answer != 200 else "yes" for answer in answers.values()]
    refused = {"anonymous": (303, 401)}
    return [
        WORDS[answer] if answer in refused.get(visitor, (403, 404)) else "yes"
        for visitor, answer in answers.items()
    ]


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    config = Config(Path(), "sqlite://", secret_key=secrets.token_bytes(32))
    PAGE.write_text(access_page(create_app(config, Database("sqlite://"))), "utf-8")
