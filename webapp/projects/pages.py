"""What the first page of a project shows: articles and how far they are, answers by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.models import Article, Project
from webapp.rules.progress import TeamProgress
from webapp.vocabulary import SettledBy

MOST_DAYS, LEAST_DAYS = 30, 7
LABELLED_BARS = 12
"""With more bars there is no room for a number above each."""
LEFT, WIDTH = 6, 400
TOP, BASE = 24, 140


@dataclass(frozen=True)
class ArticleProgress:
    """An article in a list, with how far its claims are."""

    article: Article
    progress: TeamProgress


@dataclass(frozen=True)
class DayBar:
    """The answers of one day, and where they are drawn."""

    on: date
    count: int
    x: float
    width: float
    y: int
    height: int
    is_labelled: bool
    """There is room for the number above it."""

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class DayCounts:
    """How many answers were given on each day; idle days are absent."""

    counts: Mapping[date, int]
    since: date
    """The first day that was counted."""
    is_cut: bool
    """So much has happened since that earlier days were not counted."""


@dataclass(frozen=True)
class DayChart:
    """Answers by day, without a gap."""

    bars: tuple[DayBar, ...]
    is_cut: bool
    width: int = LEFT + WIDTH + LEFT
    base: int = BASE

    @property
    def total(self) -> int:
        """The answers of all days."""
        return sum(bar.count for bar in self.bars)

    @property
    def ends(self) -> tuple[DayBar, DayBar]:
        """The first day and the last, of a chart with answers."""
        return self.bars[0], self.bars[-1]


def day_chart(answers: DayCounts, today: date) -> DayChart:
    """A bar for every day since the first one with an answer, and for a week at least."""
    if not answers.counts:
        return DayChart((), answers.is_cut)
    week = today - timedelta(days=LEAST_DAYS - 1)
    first = max(answers.since, min(week, *answers.counts))
    days = [first + timedelta(days=number) for number in range((today - first).days + 1)]
    most, step = max(answers.counts.values()), WIDTH / len(days)

    def bar(number: int, day: date) -> DayBar:
        count = answers.counts.get(day, 0)
        height = -(-(BASE - TOP) * count // most)
        return DayBar(
            on=day,
            count=count,
            x=round(LEFT + step * (number + 0.15), 1),
            width=round(step * 0.7, 1),
            y=BASE - height,
            height=height,
            is_labelled=len(days) <= LABELLED_BARS or count == most,
        )

    return DayChart(tuple(bar(number, day) for number, day in enumerate(days)), answers.is_cut)


@dataclass(frozen=True)
class ProjectSettings:
    """What managers set for a whole project."""

    name: str
    annotators_per_claim: int
    settled_by: SettledBy
    shows_names: bool
    held_out_percent: int

    @property
    def deciding(self) -> tuple[int, SettledBy]:
        """From what it follows which tags are final."""
        return self.annotators_per_claim, self.settled_by

    @property
    def in_words(self) -> dict[str, str]:
        """What is set, for people, by field."""
        return {
            "name": self.name,
            "annotators_per_claim": str(self.annotators_per_claim),
            "settled_by": self.settled_by.label,
            "shows_names": "yes" if self.shows_names else "no",
            "held_out_percent": str(self.held_out_percent),
        }


def settings_of(project: Project) -> ProjectSettings:
    """The settings as they stand."""
    return ProjectSettings(
        project.name,
        project.annotators_per_claim,
        project.settled_by,
        project.shows_names,
        project.held_out_percent,
    )
