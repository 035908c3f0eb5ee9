"""Disputes in the journal, with all that hangs on one: accounts, claims, evidence, verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.errors import NotAllowed, NotFound, Refusal
from webapp.journal.kind import Act, Kind, PublicIds, Subject, Undoing
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.values import Field, Rows, Shelf, Values, fields_of
from webapp.models import (
    Account,
    Claim,
    Codebook,
    CompatibleAccounts,
    Dismissal,
    Dispute,
    Event,
    Evidence,
    Placement,
    PlacementAnswer,
    Project,
    User,
    Verdict,
    VerdictEvidence,
    VerdictRating,
)
from webapp.models.annotation import Annotation
from webapp.models.base import UTCDateTime
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.blindness import ANSWERS
from webapp.rules.placement_answers import annotation_for, drop_stubs
from webapp.vocabulary import AnnotationState


class Merged(Refusal):
    """The dispute lives on in another one."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This dispute is merged into another one. Go on with that one.")


LINKS = (Action.READ_ONLY_LINK_MADE, Action.READ_ONLY_LINK_REVOKED)
"""They change nothing of a dispute: no undo takes them back, and they stand in the way of none."""
SETTLED = {
    ObjectKind.DISPUTE: ("state", "merged_into"),
    ObjectKind.ACCOUNT: ("dispute",),
    ObjectKind.PLACEMENT: ("confirmed_at",),
    ObjectKind.VERDICT: ("revision",),
}
"""Columns that only those who settle change."""
Told = Callable[[Values, Codebook], dict[str, str]]


def _telling(fields: Sequence[Field], of: str = "") -> Told:
    """The values in words, the moments aside and what leads to other rows; labels say of what."""
    told = [
        one.name
        for one in fields
        if one.leads_to is None and not isinstance(one.column_type, UTCDateTime)
    ]
    labels = {name: f"{of}{name}".replace("_", " ").capitalize() for name in told}

    def in_words(values: Values, codebook: Codebook) -> dict[str, str]:
        return {label: _words(values.get(name)) for name, label in labels.items()}

    return in_words


def _words(value: object) -> str:
    return str(value).replace("_", " ") if value else ""


def _compatible(dispute: Dispute) -> Values:
    """Which accounts can be true together, two by two."""
    return {"compatible": sorted(sorted(pair) for pair in dispute.compatible_pairs)}


def _write_compatible(shelf: Shelf, dispute: Dispute, values: Values) -> None:
    is_in_it = Account.dispute_id == dispute.id
    pairs = select(CompatibleAccounts).where(
        CompatibleAccounts.first.has(is_in_it) | CompatibleAccounts.second.has(is_in_it)
    )
    for pair in shelf.session.scalars(pairs):
        pair.first.compatible.remove(pair)
    shelf.session.flush()
    for first, second in values["compatible"]:
        one, other = shelf.row(Account, first), shelf.row(Account, second)
        shelf.session.add(CompatibleAccounts(first=one, second=other))


DISPUTES = Kind(
    model=Dispute,
    fields=fields_of(Dispute, "folded_question"),
    subject=ObjectKind.DISPUTE,
    parts=_compatible,
    write_parts=_write_compatible,
    told=_telling(fields_of(Dispute, "folded_question")),
    within=Dispute.id.in_,
    loading=(
        selectinload(Dispute.accounts)
        .selectinload(Account.compatible)
        .joinedload(CompatibleAccounts.second),
    ),
)
ACCOUNTS = Kind(
    model=Account,
    fields=fields_of(Account),
    subject=ObjectKind.DISPUTE,
    told=_telling(fields_of(Account), of="account "),
    within=Account.dispute_id.in_,
)
EVIDENCE = Kind(
    model=Evidence,
    fields=fields_of(Evidence),
    subject=ObjectKind.DISPUTE,
    told=_telling(fields_of(Evidence), of="evidence "),
    within=Evidence.dispute_id.in_,
)


def _answers(placement: Placement) -> Values:
    """The dispute in which it stands, and what each person has answered, and when.

    With an answer that is reopened or locked stands that it is; older events know of none.
    """
    answers = (
        [one.annotation.user.public_id, one.stance, one.created_at.isoformat(), *_special(one)]
        for one in placement.answers
    )
    return {"dispute": placement.account.dispute.public_id, "answers": sorted(answers)}


def _special(answer: PlacementAnswer) -> list[str]:
    return [] if answer.state == AnnotationState.SUBMITTED else [answer.state.value]


def _write_answers(shelf: Shelf, placement: Placement, values: Values) -> None:
    placement.answers.clear()
    shelf.session.flush()
    for user_id, stance, at, *special in values["answers"]:
        annotation = annotation_for(shelf.session, placement.claim, shelf.row(User, user_id))
        created_at = datetime.fromisoformat(at)
        state = AnnotationState(special[0]) if special else AnnotationState.SUBMITTED
        answer = PlacementAnswer(
            annotation=annotation, stance=stance, created_at=created_at, state=state
        )
        placement.answers.append(answer)


PLACEMENTS = Kind(
    model=Placement,
    fields=fields_of(Placement),
    subject=ObjectKind.DISPUTE,
    parts=_answers,
    write_parts=_write_answers,
    told=lambda values, _: {"Reopened because": _words(values.get("reopened_because"))},
    within=lambda ids: Placement.account.has(Account.dispute_id.in_(ids)),
    loading=(
        joinedload(Placement.account).joinedload(Account.dispute),
        selectinload(Placement.answers)
        .joinedload(PlacementAnswer.annotation)
        .joinedload(Annotation.user),
    ),
)


def _grounds(verdict: Verdict) -> Values:
    """What it says of which account, and on what it rests."""
    return {
        "ratings": sorted([one.account.public_id, one.rating] for one in verdict.ratings),
        "evidence": sorted(one.evidence.public_id for one in verdict.evidence),
    }


def _write_grounds(shelf: Shelf, verdict: Verdict, values: Values) -> None:
    verdict.ratings = [
        VerdictRating(account=shelf.row(Account, account), rating=rating)
        for account, rating in values["ratings"]
    ]
    verdict.evidence = [
        VerdictEvidence(evidence=shelf.row(Evidence, evidence)) for evidence in values["evidence"]
    ]


def _told_verdict(values: Values, codebook: Codebook) -> dict[str, str]:
    ratings = "; ".join(words for _, words in values.get("ratings", ()))
    return {"Verdict rationale": _words(values.get("rationale")), "Ratings": ratings}


VERDICTS = Kind(
    model=Verdict,
    fields=fields_of(Verdict),
    subject=ObjectKind.DISPUTE,
    parts=_grounds,
    write_parts=_write_grounds,
    told=_told_verdict,
    within=Verdict.dispute_id.in_,
    loading=(
        selectinload(Verdict.ratings).joinedload(VerdictRating.account),
        selectinload(Verdict.evidence).joinedload(VerdictEvidence.evidence),
    ),
)
DISMISSALS = Kind(
    model=Dismissal,
    fields=fields_of(Dismissal),
    subject=ObjectKind.DISPUTE,
    make=lambda shelf, name: Dismissal(),
    name=lambda row: f"{row.dispute.public_id}+{row.claim.public_id}",
    named=(
        Dispute.public_id + "+" + Claim.public_id,
        Dispute.project_id,
        (Dismissal.dispute, Dismissal.claim),
    ),
    within=Dismissal.dispute_id.in_,
)


def hold(session: Session, disputes: Sequence[Dispute]) -> None:
    """Read the disputes as they stand; nobody changes them until this transaction ends."""
    found = session.scalars(
        select(Dispute)
        .where(Dispute.id.in_([dispute.id for dispute in disputes]))
        .order_by(Dispute.id)
        .with_for_update(of=Dispute)
        .execution_options(populate_existing=True)
    ).all()
    if len(found) < len(set(disputes)):
        raise NotFound("Somebody has taken back that this dispute was opened.")


def _refuse_merged(disputes: Iterable[Dispute]) -> None:
    if any(dispute.is_merged for dispute in disputes):
        raise Merged


def _touches(public_ids: PublicIds) -> ColumnElement[bool]:
    return and_(Event.object_kind == ObjectKind.DISPUTE, Event.object_id.in_(public_ids))


def _beside_others(undoing: Undoing) -> Undoing:
    """What the change says, with the answers of others as they are now, unseen by the member."""
    if undoing.by.sees_all_tags:
        return undoing
    before, after = (_with_others(undoing, rows) for rows in (undoing.before, undoing.after))
    return replace(undoing, before=before, after=after)


def _with_others(undoing: Undoing, told: Rows) -> Rows:
    own, beside = undoing.by.user.public_id, dict(told)
    for one, values in told.items():
        now = undoing.now.get(one)
        if now and values and "answers" in values:
            mine = [answer for answer in values["answers"] if answer[0] == own]
            others = [answer for answer in now["answers"] if answer[0] != own]
            beside[one] = {**values, "answers": sorted([*mine, *others])}
    return beside


def _is_settling(undoing: Undoing) -> Refusal | None:
    """It changes what only those who settle may change, whoever did so before."""
    if undoing.by.role.may_settle:
        return None
    if undoing.event.action == Action.PLACEMENT_REOPENED:
        return NotAllowed("Ask an adjudicator: this would change what has been settled.")
    for one, was in undoing.before.items():
        kind, now = ObjectKind(one.partition(":")[0]), undoing.after[one]
        if kind in (ObjectKind.DISPUTE, ObjectKind.ACCOUNT) and not (was and now):
            continue  # anybody opens one
        if any((was or {}).get(name) != (now or {}).get(name) for name in SETTLED.get(kind, ())):
            return NotAllowed("Ask an adjudicator: this would change what has been settled.")
    return None


def _is_closed(undoing: Undoing) -> Refusal | None:
    """All answers to a placement are in, or it is settled: only those who settle change it then."""
    if undoing.by.role.may_settle and undoing.event.action not in ANSWERS:
        return None
    for one in undoing.after:
        now = undoing.now.get(one)
        if now and "answers" in now and _takes_none(undoing.by.project, now):
            return CannotTakeBack(
                "All answers are in there, so your change stays. Ask an adjudicator to reopen it."
            )
    return None


def _takes_none(project: Project, now: Values) -> bool:
    """Nobody answers a placement of these values any more."""
    given = [answer for answer in now["answers"] if answer[3:] != [AnnotationState.DRAFT]]
    is_complete = len(given) >= project.annotators_per_claim
    return project.is_blind and (is_complete or bool(now["confirmed_at"]))


def _was_changed(undoing: Undoing) -> Refusal | None:
    if undoing.changed_since:
        return CannotTakeBack("What you changed was changed again since.")
    return None


def _is_built_on(undoing: Undoing) -> Refusal | None:
    """Another row hangs on one that would go."""
    going = {one.partition(":")[2] for one, values in undoing.before.items() if values is None}
    hanging = [values for one, values in undoing.now.items() if values and one not in undoing.after]
    if any(going & {values.get("dispute"), values.get("account")} for values in hanging):
        return CannotTakeBack("Others have gone on from your change, so it stays.")
    return None


def _clash() -> Refusal:
    return CannotTakeBack("Other rows rest on this change by now, so it stays.")


def _finish(act: Act, rows: Sequence[Any], made: Sequence[Any]) -> None:
    drop_stubs(act.session, act.by.project)


def _taken_back(action: str) -> Action:
    return Action.ANSWER_TAKEN_BACK if action in ANSWERS else Action.CHANGE_TAKEN_BACK


DISPUTE = Subject(
    kind=ObjectKind.DISPUTE,
    touches=_touches,
    changes=(Event.action.not_in(LINKS),),
    is_whole=False,
    hold=hold,
    refuse_closed=_refuse_merged,
    nothing_of_yours=(
        "There is nothing of yours to take back here: the last change is somebody else’s."
    ),
    adapt=_beside_others,
    guards=(_is_settling, _is_closed, _was_changed, _is_built_on),
    finish=_finish,
    clash=_clash,
    taken_back=_taken_back,
    tells=frozenset(
        {
            *(ObjectKind.DISPUTE, ObjectKind.ACCOUNT, ObjectKind.PLACEMENT),
            *(ObjectKind.EVIDENCE, ObjectKind.VERDICT),
        }
    ),
)
