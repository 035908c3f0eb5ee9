"""Requests that set out together."""

import threading
from collections.abc import Callable, Sequence

from werkzeug.test import TestResponse

FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


def at_once(requests: Sequence[Callable[[], TestResponse]]) -> list[TestResponse]:
    """The answers of all of them, each sent by a thread of its own."""
    ready = threading.Barrier(len(requests))
    answers: dict[int, TestResponse] = {}

    def work(number: int) -> None:
        ready.wait()
        answers[number] = requests[number]()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(requests))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(requests))]
