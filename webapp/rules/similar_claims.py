"""Which claims of a project may be like a text: found in the index, in a bounded part of it.

How many claims have a feature is counted up to `COUNTED`; beyond, it is estimated by how low the
lowest draws of those claims are: of n draws, spread evenly over 0 to 1, the k-th is near k / n
(Bar-Yossef et al., "Counting distinct elements in a data stream", 2002).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    column,
    func,
    select,
    union_all,
    values,
)
from sqlalchemy.orm import Session

from webapp.models.claim_feature import ClaimFeature
from webapp.rules.claim_features import DRAWS
from webapp.similarity import Glimpse
from webapp.similarity.features import ANY
from webapp.similarity.numbers import number_of

COUNTED = 64
"""From so many claims on, it is estimated how many have a feature: an eighth more or less."""
LOOKED_UP = 2_000
"""How many rows of the index are read for one page, those of the rarest features first."""
MOST_FEATURES = 500
"""By how many features of a text claims are looked for, the rarest first."""


def frequencies(
    session: Session, project_id: int, names: Collection[str], claim_ids: Collection[int]
) -> dict[str, float]:
    """How many claims of the project have each of these features.

    Most are features of the given claims, by which the database finds them more quickly.
    """
    names_of = {number_of(name): name for name in names}
    theirs = select(ClaimFeature.number).where(ClaimFeature.claim_id.in_(claim_ids)).distinct()
    found = _measured(session, project_id, theirs.subquery())
    if others := sorted(names_of.keys() - found.keys()):
        rows = values(column("number", BigInteger), name="asked").data([(one,) for one in others])
        found |= _measured(session, project_id, rows.cte())
    return {name: _frequency(found[number]) for number, name in names_of.items()}


def glimpses(
    session: Session, project_id: int, seen: Mapping[str, float], *only: ColumnElement[bool]
) -> dict[int, Glimpse]:
    """Claims, by key, that have the rarest of these features, and which of those they have."""
    rarest = sorted(seen.keys() - {ANY}, key=lambda name: (seen[name], name))
    numbers = {number_of(name): name for name in rarest[:MOST_FEATURES]}
    whole, part = _rarest(numbers, seen)
    row = select(ClaimFeature.claim_id, ClaimFeature.number, ClaimFeature.feature_count)
    in_project = row.where(ClaimFeature.project_id == project_id, *only)
    rows = union_all(
        in_project.where(ClaimFeature.number.in_(whole)),
        in_project.where(ClaimFeature.number == part[0], ClaimFeature.draw <= part[1]),
    )
    names: dict[int, list[str]] = {}
    counts: dict[int, int] = {}
    for claim_id, number, feature_count in session.execute(rows):
        names.setdefault(claim_id, []).append(numbers[number])
        counts[claim_id] = feature_count
    return {claim_id: Glimpse(counts[claim_id], names[claim_id]) for claim_id in names}


def _measured(session: Session, project_id: int, asked: FromClause) -> dict[int, int]:
    """For each number the draw of the last claim that is counted, or minus how many there are.

    As one value, so that the database looks for neither twice.
    """
    has_feature = (ClaimFeature.project_id == project_id, ClaimFeature.number == asked.c.number)
    draws = select(ClaimFeature.draw).where(*has_feature).order_by(ClaimFeature.draw)
    last = draws.limit(1).offset(COUNTED - 1).scalar_subquery()
    count = select(func.count()).select_from(ClaimFeature).where(*has_feature).scalar_subquery()
    rows = session.execute(select(asked.c.number, func.coalesce(last, -count)))
    return dict(rows.all())


def _frequency(measure: int) -> float:
    return (COUNTED - 1) * DRAWS / measure if measure > 0 else -measure


def _rarest(
    numbers: Mapping[int, str], seen: Mapping[str, float]
) -> tuple[list[int], tuple[int, int]]:
    """The features that few enough claims have, and of the next one those with the lowest draws."""
    left = float(LOOKED_UP)
    whole: list[int] = []
    for number, name in numbers.items():
        if seen[name] > left:
            return whole, (number, int(left / seen[name] * DRAWS))
        left -= seen[name]
        whole.append(number)
    return whole, (0, 0)
