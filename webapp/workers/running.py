"""One chunk after the other: split while nobody waits, stored in one short transaction."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol

from sqlalchemy.orm import Session

from webapp.articles.files.findings import Findings, findings_in
from webapp.articles.files.language import Unsplit
from webapp.attribution import Engine
from webapp.database import DATABASE_ERRORS, Database, Trouble, facts_of, trouble_of
from webapp.errors import Refusal
from webapp.models import JobChunk
from webapp.models.base import utc_now
from webapp.workers import leases
from webapp.workers.kinds import KINDS
from webapp.workers.leases import Lease, LeaseLost

log = logging.getLogger(__name__)

OUR_FAULT = (
    "The program met an error of its own in this text ({kind}). Nothing of it was stored; "
    "the operator finds more in the log."
)
REST_S = 3.0
"""How long a database is left alone that has just refused something."""
LONGEST_PAUSE_S = 30.0


class SplitterEnded(Exception):
    """The process that splits ended without an answer."""


class Splits(Protocol):
    """What works out of a text what is stored with it."""

    def findings(self, text: Unsplit, keep: Callable[[], None]) -> Findings:
        """What the text says; calls `keep` now and then, and ends with what that raises."""


class HereAndNow:
    """Splits in this process, for as long as it takes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def findings(self, text: Unsplit, keep: Callable[[], None]) -> Findings:
        """What the text says."""
        keep()
        return findings_in(self._engine, {"": text})[""]


def run_all(database: Database, splitter: Splits) -> int:
    """Do all that there is to do; gives how many chunks that were."""
    count = 0
    while run_next(database, splitter):
        count += 1
    return count


def run_next(database: Database, splitter: Splits) -> bool:
    """Take the next chunk and bring it to an end; gives whether there was one."""
    lease = leases.take(database, utc_now())
    if lease is None:
        return False
    run_chunk(database, splitter, lease)
    return True


def run_chunk(database: Database, splitter: Splits, lease: Lease) -> None:
    """Bring a chunk to an end: its effect is there once, or its reason is."""
    try:
        _do(database, splitter, lease)
    except LeaseLost:
        log.info("chunk %s is another worker's, or cancelled", lease.chunk_id)
    except Refusal as refusal:
        _insist(database, _failing(lease, refusal.message))
    except SplitterEnded:
        log.warning("chunk %s: the process that splits ended", lease.chunk_id)
        _insist(database, lambda session: leases.leave(session, lease))
    except DATABASE_ERRORS as error:
        log.warning("chunk %s not stored: %s", lease.chunk_id, facts_of(error))
        time.sleep(REST_S)
        _insist(database, _after(error, lease))
    except Exception as error:
        log.exception("chunk %s failed", lease.chunk_id)
        _insist(database, _failing(lease, OUR_FAULT.format(kind=type(error).__name__)))


def _do(database: Database, splitter: Splits, lease: Lease) -> None:
    with database.reading() as session:
        chunk = session.get_one(JobChunk, lease.chunk_id)
        work = KINDS[chunk.job.kind]
        text = work.text(session, chunk)
    findings = splitter.findings(text, lambda: leases.keep(database, lease, utc_now()))
    with database.transaction() as session:
        chunk = leases.hold(session, lease)
        claim_count = work.store(session, chunk, findings)
        leases.count_done(session, lease, claim_count)


Ending = Callable[[Session], None]
"""How a chunk ends, or begins anew, instead of being done."""


def _failing(lease: Lease, reason: str) -> Ending:
    return lambda session: leases.fail(session, lease, reason)


def _after(error: Exception, lease: Lease) -> Ending:
    """A full disk or a database that is away says nothing of the text; nonsense of ours does."""
    trouble = trouble_of(error)
    if trouble is None:
        return _failing(lease, OUR_FAULT.format(kind=type(error).__name__))
    if trouble is Trouble.CROSSED:
        return lambda session: leases.leave(session, lease)
    return lambda session: leases.give_back(session, lease)


def _insist(database: Database, ending: Ending) -> None:
    """Store how the chunk ended, however long the database is away or full."""
    pause = 1.0
    while True:
        try:
            with database.transaction() as session:
                ending(session)
        except LeaseLost:
            return
        except DATABASE_ERRORS as error:
            log.warning("waiting for the database: %s", facts_of(error))
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)
        else:
            return
