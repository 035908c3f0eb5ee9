"""What the domain refuses, in words for people."""

from __future__ import annotations


class Refusal(Exception):
    """Something that cannot be done, said so that a person knows what to do next.

    `message` is shown as it is. `faults` says what is wrong with which answer, by the names of
    the form's fields; where it is empty, the refusal is about the whole.
    """

    status = 400

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.faults = {field: message} if field else {}


class Faulty(Refusal):
    """Several answers are missing or wrong, all said at once."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


class NotFound(Refusal):
    """No such thing, or none that this person may know of."""

    status = 404


class NotAllowed(Refusal):
    """The thing exists, but this person may not do this to it."""

    status = 403


class Crossed(Refusal):
    """Somebody else's change at the same moment left no room for this one."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Somebody did the same, or changed what this rests on, at the same moment. Nothing of "
            "yours was saved: look at what stands there now, then send it again if it is still "
            "needed."
        )


class TooLarge(Refusal):
    """More than a limit allows; the message names the limit."""

    status = 413


class Damaged(Refusal):
    """What is stored is not what was stored: a disk or a hand has changed it."""

    status = 500


class Stale(Refusal):
    """The row was changed by someone else after this person opened it.

    `version` is the row's version now, `saved` its values as they stand now, keyed by
    the names of the form's fields, in words.
    """

    status = 409

    def __init__(self, message: str, *, version: int, saved: dict[str, str]) -> None:
        super().__init__(message)
        self.version = version
        self.saved = saved
