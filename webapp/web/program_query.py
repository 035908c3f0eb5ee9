"""The query string of a program: what cannot be read is refused, by the parameter's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from wtforms import Form

from webapp.errors import Faulty, Refusal
from webapp.web.addresses import public_address


class ProgramQuery(Form):  # type: ignore[misc]  # WTForms ships no types
    """What a program asks; the description of a field goes on from “has to be”.

    It refuses what no field is for, what comes twice, and what a field cannot read.
    """

    def __init__(self) -> None:
        super().__init__(request.args)
        self.validate()
        faults = {
            name: f"“{name}” has to be {self[name].description}." for name in self.errors if name
        }
        for name, values in request.args.lists():
            if name not in self:
                known = ", ".join(self._fields)
                faults[name] = f"There is no parameter “{name}” here, only {known}."
            elif len(values) > 1:
                faults[name] = f"“{name}” stands there {len(values)} times. Say it once."
        if faults:
            raise Faulty(faults)

    def address_after(self, place: str) -> str:
        """Of the same list from this place on."""
        asked = {**request.args.to_dict(), "after": place}
        return public_address(str(request.endpoint), **(request.view_args or {}), **asked)


def place_after(name: str, values: Sequence[Any]) -> str:
    """Where a page of this list has ended, signed: nobody makes up another one."""
    return str(_serializer(name).dumps(list(values)))


def place_in(name: str, sent: str) -> Sequence[Any]:
    """Where a page has ended, as we have said it; refuses whatever we have not."""
    try:
        values: Sequence[Any] = _serializer(name).loads(sent)
    except BadData:
        words = "“after” is not what “next” of a page of this list has in its place."
        raise Refusal(words, field="after") from None
    return values


def _serializer(name: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"a place in {name}")
