"""What shows how far a project is: what waits and for whom, articles, people, and over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.models import Article, Membership
from webapp.rules.progress import Settling, TeamProgress
from webapp.rules.skips import Skips
from webapp.rules.work import Work
from webapp.vocabulary import Role

MOST_NAMED = 5
"""People whose names stand beside what waits for them."""
MOST_COLUMNS, LEAST_COLUMNS = 30, 7
LABELLED_COLUMNS = 12
"""With more columns there is no room for a number above each."""
LEFT, WIDTH = 6, 400
TOP, BASE = 34, 150


@dataclass(frozen=True)
class ArticleProgress:
    """An article in a list, with how far its claims are."""

    article: Article
    progress: TeamProgress
    to_settle: int
    """Claims that wait for an adjudicator."""


@dataclass(frozen=True)
class PersonProgress:
    """What one member has done, and what is left for them."""

    member: Membership
    name: str
    work: Work
    left: int | None
    """Claims that wait for them; none where nothing is asked of them."""

    @property
    def is_there(self) -> bool:
        """The person is still a member who can sign in."""
        return self.member.is_there

    @property
    def may_settle(self) -> bool:
        """Answers are not the first that is asked of them."""
        return self.member.role.may_settle

    @property
    def asked(self) -> int:
        """Claims that they were or still are asked about."""
        return self.work.submitted + self.work.skipped + (self.left or 0)


@dataclass(frozen=True)
class Named:
    """People for whom something waits: some names, and how many more there are."""

    names: tuple[str, ...]
    more: int


def named(people: Sequence[PersonProgress]) -> Named:
    """The first of them by name."""
    names = tuple(one.name for one in people)
    return Named(names[:MOST_NAMED], max(0, len(names) - MOST_NAMED))


@dataclass(frozen=True)
class Waits:
    """What waits in a project, and for whom."""

    settling: Settling
    doubts: Skips
    """Of what waits for adjudicators, what annotators have passed by for them to look at."""
    skips: Skips
    """Of the open claims, those that no annotator is left for."""
    ungiven: int
    """Articles with open claims that nobody has been given; one more than are told for more."""
    adjudicators: Named
    annotators: Named
    managers: Named

    @property
    def is_nothing(self) -> bool:
        """Nothing waits for anybody."""
        return not (self.settling.waiting or self.settling.open or self.ungiven)


def waits_for(
    people: Sequence[PersonProgress], settling: Settling, doubts: Skips, skips: Skips, ungiven: int
) -> Waits:
    """Who is waited for, of the people who are there, in their order."""
    there = [one for one in people if one.is_there]
    managers = [one for one in there if one.member.role == Role.MANAGER]
    return Waits(
        settling=settling,
        doubts=doubts,
        skips=skips,
        ungiven=ungiven,
        adjudicators=named([one for one in there if one.may_settle and one.left is not None]),
        annotators=named([one for one in there if not one.may_settle and one.left]),
        managers=named(managers),
    )


@dataclass(frozen=True)
class OverTime:
    """How many claims became complete, and how many were settled by hand, in spans of days."""

    spans: Sequence[tuple[date, date]] = ()
    """Their first and last days; none where nothing is complete."""
    counts: Sequence[tuple[int, int]] = ()

    @property
    def complete(self) -> int:
        """All that are."""
        return sum(complete for complete, _ in self.counts)


@dataclass(frozen=True)
class Column:
    """The claims up to the end of a day, and where they are drawn."""

    until: date
    complete: int
    adjudicated: int
    x: float
    width: float
    y: int
    adjudicated_y: int
    is_labelled: bool
    """There is room for the number above it."""

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 1)

    @property
    def hand_x(self) -> float:
        """Where the narrow bar begins, behind the broad one."""
        return round(self.x + self.width * 1.1, 1)

    @property
    def hand_width(self) -> float:
        """How broad the narrow one is."""
        return round(self.width * 0.4, 1)

    @property
    def height(self) -> int:
        """From the base up."""
        return BASE - self.y

    @property
    def adjudicated_height(self) -> int:
        """The same for what is settled by hand."""
        return BASE - self.adjudicated_y


@dataclass(frozen=True)
class TeamChart:
    """How many claims were complete, and how many settled by hand, at the end of days."""

    claims: int
    columns: tuple[Column, ...]
    width: int = LEFT + WIDTH + LEFT
    top: int = TOP
    base: int = BASE

    @property
    def ends(self) -> tuple[Column, Column]:
        """The first column and the last, of a chart that has some."""
        return self.columns[0], self.columns[-1]

    @property
    def has_adjudicated(self) -> bool:
        """Something was settled by hand."""
        return any(column.adjudicated for column in self.columns)


def spans_to(first: date, today: date) -> list[tuple[date, date]]:
    """The first and last days of columns up to today: a day each, or as many weeks as it takes."""
    first = min(first, today - timedelta(days=LEAST_COLUMNS - 1))
    count = (today - first).days + 1
    length = 1 if count <= MOST_COLUMNS else 7 * -(-count // (7 * MOST_COLUMNS))
    columns = -(-count // length)
    start = today - timedelta(days=columns * length - 1)
    starts = [start + timedelta(days=length * number) for number in range(columns)]
    return [(day, day + timedelta(days=length - 1)) for day in starts]


def team_chart(claims: int, over_time: OverTime) -> TeamChart | None:
    """A column for each span, with the counts of all up to its end; nothing where there is none."""
    spans, counts = over_time.spans, over_time.counts
    if not spans:
        return None
    most = max(1, claims, *(sum(column) for column in zip(*counts, strict=True)))
    step = WIDTH / len(spans)
    complete = adjudicated = 0
    columns = []
    for number, ((_, until), (more, more_adjudicated)) in enumerate(
        zip(spans, counts, strict=True)
    ):
        complete, adjudicated = complete + more, adjudicated + more_adjudicated
        column = Column(
            until=until,
            complete=complete,
            adjudicated=adjudicated,
            x=round(LEFT + step * (number + 0.1), 1),
            width=round(step * 0.5, 1),
            y=BASE + (BASE - TOP) * -complete // most,
            adjudicated_y=BASE + (BASE - TOP) * -adjudicated // most,
            is_labelled=len(spans) <= LABELLED_COLUMNS or number == len(spans) - 1,
        )
        columns.append(column)
    return TeamChart(claims, tuple(columns))
