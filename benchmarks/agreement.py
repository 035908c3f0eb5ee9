"""What agreement costs and whether it is right: `python -m benchmarks.agreement`.

Processor seconds for 20,000 claims by three annotators with 1,000 resamples, for few labels and for
as many as a source register has; each also as a ratio to a plain loop over the claims, which is
timed on a few resamples in this process and counted up. Then all fields of a project at once, as
the page Agreement has them computed, and the published figures beside ours.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from tests.agreement.test_published import PUBLISHED
from webapp.agreement import Answers, Resampling, answers_of, field_agreement, figures_of
from webapp.reliability.pages.answers import ComparedAnswers, DrawnClaim, GivenAnswer, IsClaim
from webapp.reliability.pages.units import JudgedClaims, JudgedRow
from webapp.reliability.services.computing import computed
from webapp.reliability.services.units import units
from webapp.vocabulary import CodeField, ComparedField, SpanRole

CLAIMS, ANNOTATORS, ROUNDS = 20_000, 3, 1_000
PLAIN_ROUNDS = 5
LABELS = {"stance": 4, "dispute status": 8, "source": 2_000}


def main() -> None:
    """Print both tables."""
    print(f"{CLAIMS:,} claims, {ANNOTATORS} annotators, {ROUNDS:,} resamples, all measures at once")
    for name, labels in LABELS.items():
        print(f"  {measured(name, labels)}")
    project = whole_project(Random(1))  # noqa: S311 (nothing secret)
    print(
        f"  all fields of a project, with pairs, types, weeks and articles: "
        f"{seconds(lambda: computed(project)):.1f} s"
    )
    judged = judged_by_chance(Random(1))  # noqa: S311 (nothing secret)
    print(
        f"  found F1 and token alpha, with pairs: "
        f"{seconds(lambda: list(units(judged, Resampling(ROUNDS)))):.1f} s"
    )
    print("\npublished   ours")
    for source, answers, measure, expected in PUBLISHED:
        ours = figures_of(answers)[measure].value
        print(f"  {expected:9} {ours:.7f}  {measure.label}: {source}")


def measured(name: str, labels: int) -> str:
    """A line about one field."""
    rows = rows_by_chance(Random(1), labels)  # noqa: S311 (nothing secret)
    answers = answers_of(rows)
    whole = seconds(lambda: field_agreement(rows, labels=range(labels)))
    drawn = seconds(lambda: figures_of(answers, resampling=Resampling(ROUNDS)))
    plain = seconds(lambda: plain_alphas(answers, PLAIN_ROUNDS)) * ROUNDS / PLAIN_ROUNDS
    return (
        f"{name:15} {labels:5,} labels  {drawn:6.2f} s, 1/{plain / drawn:.0f} of a plain loop for "
        f"alpha alone ({plain:.0f} s); without intervals, with pairs and confusion {whole:.2f} s"
    )


def whole_project(chance: Random) -> ComparedAnswers:
    """As many answers in every field, to claims of a thousand articles over a year."""
    codes = {field: [f"{field.value}_{number}" for number in range(8)] for field in CodeField}
    columns = {field: rows_by_chance(chance, len(offered)) for field, offered in codes.items()}
    sources = rows_by_chance(chance, LABELS["source"])
    given = [
        GivenAnswer(
            claim,
            person,
            datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=claim * 26),
            is_earlier=False,
            sources=f"source{label}",
            codes={field: codes[field][columns[field][place][2]] for field in codes},
        )
        for place, (claim, person, label) in enumerate(sources)
    ]
    proposed = {ComparedField(field): {offered[0]} for field, offered in codes.items()}
    return ComparedAnswers(
        article_ids={claim: claim // 20 for claim in range(CLAIMS)},
        given=given,
        drawn={
            claim: DrawnClaim(is_held_out=claim % 10 == 0, proposed=proposed)
            for claim in range(CLAIMS)
        },
        is_claim={(one.claim_id, one.user_id): IsClaim.CLAIM for one in given},
        offered=codes,
        newest_event_id=None,
    )


def judged_by_chance(chance: Random) -> JudgedClaims:
    """As many claims of 25 words, of which one in ten was redrawn after its first answer."""
    rows: dict[int, JudgedRow] = {}
    said: dict[tuple[int, int], bool] = {}
    for claim in range(CLAIMS):
        start, content = claim % 20 * 200, " ".join(["wordy"] * 22)
        source, cue = (SpanRole.SOURCE, start, "The wire"), (SpanRole.CUE, start + 9, "said")
        whole = (source, cue, (SpanRole.CONTENT, start + 14, content))
        is_redrawn = chance.random() < 0.1
        rows[claim] = JudgedRow(claim // 20, not is_redrawn, places=whole)
        if is_redrawn:
            part = (source, cue, (SpanRole.CONTENT, start + 14, content[:-6]))
            rows[CLAIMS + claim] = JudgedRow(claim // 20, True, claim, places=part)
        for person in range(ANNOTATORS):
            answered = CLAIMS + claim if is_redrawn and person else claim
            said[answered, person] = chance.random() < 0.9
    return JudgedClaims(rows, said)


def rows_by_chance(chance: Random, labels: int) -> list[tuple[int, int, int]]:
    """Answers of which seven in ten are those of a claim's truth, the others any label."""
    rows = []
    for claim in range(CLAIMS):
        truth = chance.randrange(labels)
        for person in range(ANNOTATORS):
            label = truth if chance.random() < 0.7 else chance.randrange(labels)
            rows.append((claim, person, label))
    return rows


def plain_alphas(answers: Answers[int, int, int], rounds: int) -> list[float]:
    """Alpha of so many resamples, claim by claim, by nothing but the definition."""
    chance = Random(1)  # noqa: S311 (nothing secret)
    units = [list(given.values()) for given in answers.units.values()]
    return [plain_alpha(chance.choices(units, k=len(units))) for _ in range(rounds)]


def plain_alpha(units: Sequence[Sequence[int]]) -> float:
    """Krippendorff's alpha of units with two labels or more."""
    margins: Counter[int] = Counter()
    agreeing = 0.0
    for labels in units:
        counts = Counter(labels)
        margins.update(counts)
        agreeing += sum(count * (count - 1) for count in counts.values()) / (len(labels) - 1)
    total = margins.total()
    expected = total**2 - sum(count**2 for count in margins.values())
    return 1 - (total - 1) * (total - agreeing) / expected


def seconds(act: Callable[[], object]) -> float:
    """The processor's time that it takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


if __name__ == "__main__":
    main()
