"""Bringing back the tables about disputes, and what they rest on."""

from __future__ import annotations

from itertools import groupby

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp.exports.restoring.bundle import Bundle
from webapp.exports.restoring.restorer import Restored, Restorer, add_rows, link_rows
from webapp.limits import is_link
from webapp.models import (
    Account,
    CompatibleAccounts,
    Dispute,
    Evidence,
    Placement,
    PlacementAnswer,
    Verdict,
    VerdictEvidence,
    VerdictRating,
)
from webapp.models.base import Base
from webapp.tables.cells import date_of, list_of, time_of, whole_of
from webapp.tables.readers import Sheet
from webapp.tables.writers import Row
from webapp.vocabulary import Bearing, CodeField, DisputeState, DisputeType, FinalBy, Medium

Rows = list[dict[str, object]]


def _check_disputes(bundle: Bundle) -> None:
    """Refuse states that contradict themselves."""
    sheet = bundle["disputes"]
    for number, row in sheet.rows():
        if (row["state"] == DisputeState.MERGED) != bool(row["merged_into"]):
            raise sheet.refusal(number, "a dispute is merged into another one, or it is not.")


def _disputes(session: Session, bundle: Bundle, restored: Restored) -> None:
    rows = [row for _, row in bundle["disputes"].rows()]
    values = [
        {
            "public_id": row["dispute_id"],
            "project_id": restored.project.id,
            "question": row["question"],
            "dispute_type": DisputeType(row["type"]),
            "state": DisputeState(row["state"]),
            "summary": row["summary"],
            "opened_by_id": restored.person(row["opened_by"]),
            "opened_at": time_of(row["opened_at"]),
            "resolved_at": time_of(row["resolved_at"]),
        }
        for row in rows
    ]
    restored.disputes.update(add_rows(session, Dispute, values))
    merged = {row["dispute_id"]: row["merged_into"] for row in rows if row["merged_into"]}
    link_rows(session, Dispute, "merged_into_id", restored.disputes, merged)


def _check_accounts(bundle: Bundle) -> None:
    """Refuse pairs that only one side knows of, or that cross disputes."""
    sheet = bundle["accounts"]
    homes = {row["account_id"]: row["dispute_id"] for _, row in sheet.rows()}
    pairs = {
        (row["account_id"], other)
        for _, row in sheet.rows()
        for other in list_of(row["compatible_with"])
    }
    for number, row in sheet.rows():
        one = row["account_id"]
        others = list_of(row["compatible_with"])
        if any((other, one) not in pairs or homes[other] != homes[one] for other in others):
            raise sheet.refusal(
                number, "compatible_with names accounts of other disputes, or not both ways."
            )


def _accounts(session: Session, bundle: Bundle, restored: Restored) -> None:
    rows = [row for _, row in bundle["accounts"].rows()]
    values = [
        {
            "public_id": row["account_id"],
            "project_id": restored.project.id,
            "dispute_id": restored.disputes[row["dispute_id"]],
            "statement": row["statement"],
            "position": whole_of(row["account_number"]),
            "created_by_id": restored.person(row["created_by"]),
            "created_at": time_of(row["created_at"]),
        }
        for row in rows
    ]
    keys = restored.accounts
    keys.update(add_rows(session, Account, values))
    pairs: Rows = [
        {"first_id": keys[row["account_id"]], "second_id": keys[other]}
        for row in rows
        for other in list_of(row["compatible_with"])
        if row["account_id"] < other
    ]
    _add(session, CompatibleAccounts, pairs)


def _check_claims(bundle: Bundle) -> None:
    """Refuse stances that are no codes, and claims that stand under an account twice."""
    sheet, codes, seen = bundle["dispute_claims"], bundle.codes_of(CodeField.STANCE), set()
    for number, row in sheet.rows():
        _refuse_unknown_stance(sheet, number, row, codes)
        if (row["stance_final_by"] == FinalBy.ADJUDICATED) != bool(row["confirmed_at"]):
            raise sheet.refusal(number, "a stance that is adjudicated has a time of confirmation.")
        if row["confirmed_at"] and not row["stance"]:
            raise sheet.refusal(number, "it is confirmed, and stance is empty.")
        pair = (row["account_id"], row["claim_id"])
        if pair in seen:
            raise sheet.refusal(number, "the claim stands under this account twice.")
        seen.add(pair)


def _claims(session: Session, bundle: Bundle, restored: Restored) -> None:
    values = [
        {
            "public_id": row["placement_id"],
            "project_id": restored.project.id,
            "account_id": restored.accounts[row["account_id"]],
            "claim_id": restored.claims[row["claim_id"]],
            "stance": row["stance"] if row["confirmed_at"] else "",
            "confirmed_by_id": restored.person(row["confirmed_by"]),
            "confirmed_at": time_of(row["confirmed_at"]),
            "created_by_id": restored.person(row["placed_by"]),
            "created_at": time_of(row["placed_at"]),
        }
        for _, row in bundle["dispute_claims"].rows()
    ]
    restored.placements.update(add_rows(session, Placement, values))


def _check_answers(bundle: Bundle) -> None:
    """Refuse stances that are no codes, and answers about another claim."""
    sheet, codes = bundle["dispute_answers"], bundle.codes_of(CodeField.STANCE)
    placed = {row["placement_id"]: row["claim_id"] for _, row in bundle["dispute_claims"].rows()}
    tagged = {row["annotation_id"]: row["claim_id"] for _, row in bundle["annotations"].rows()}
    for number, row in sheet.rows():
        _refuse_unknown_stance(sheet, number, row, codes)
        if placed[row["placement_id"]] != tagged[row["annotation_id"]]:
            raise sheet.refusal(number, "the annotation is about another claim.")


def _answers(session: Session, bundle: Bundle, restored: Restored) -> None:
    rows: Rows = [
        {
            "placement_id": restored.placements[row["placement_id"]],
            "annotation_id": restored.annotations[row["annotation_id"]],
            "stance": row["stance"],
            "created_at": time_of(row["answered_at"]),
        }
        for _, row in bundle["dispute_answers"].rows()
    ]
    _add(session, PlacementAnswer, rows)


def _check_evidence(bundle: Bundle) -> None:
    """Refuse what proves nothing, and links that lead nowhere."""
    sheet = bundle["evidence"]
    homes = {row["account_id"]: row["dispute_id"] for _, row in bundle["accounts"].rows()}
    for number, row in sheet.rows():
        links = [link for link in (row["url"], row["archived_url"]) if link]
        if not all(map(is_link, links)):
            raise sheet.refusal(number, "a link must start with http:// or https://.")
        if not row["url"] and not row["quote"]:
            raise sheet.refusal(number, "there is neither a link nor a quote.")
        if not row["account_id"] and row["bearing"] != Bearing.CONTEXT:
            raise sheet.refusal(number, "only context can be about a whole dispute.")
        if row["checked_by"] and not row["checked_on"]:
            raise sheet.refusal(number, "somebody checked it, and checked_on is empty.")
        if row["account_id"] and homes[row["account_id"]] != row["dispute_id"]:
            raise sheet.refusal(number, "the account belongs to another dispute.")


def _evidence(session: Session, bundle: Bundle, restored: Restored) -> None:
    values = [
        {
            "public_id": row["evidence_id"],
            "project_id": restored.project.id,
            "dispute_id": restored.disputes[row["dispute_id"]],
            "account_id": restored.accounts[row["account_id"]] if row["account_id"] else None,
            "url": row["url"],
            "archived_url": row["archived_url"],
            "quote": row["quote"],
            "medium": Medium(row["medium"]),
            "bearing": Bearing(row["bearing"]),
            "checked_by_id": restored.person(row["checked_by"]),
            "checked_on": date_of(row["checked_on"]),
            "created_by_id": restored.person(row["added_by"]),
            "created_at": time_of(row["added_at"]),
        }
        for _, row in bundle["evidence"].rows()
    ]
    restored.evidence.update(add_rows(session, Evidence, values))


def _check_verdicts(bundle: Bundle) -> None:
    """Refuse verdicts about other disputes, and rows of one that contradict one another."""
    sheet, first, revisions = bundle["verdicts"], dict[str, Row](), dict[tuple[str, str], str]()
    accounts = {row["account_id"]: row["dispute_id"] for _, row in bundle["accounts"].rows()}
    evidence = {row["evidence_id"]: row["dispute_id"] for _, row in bundle["evidence"].rows()}
    for number, row in sheet.rows():
        known = first.setdefault(row["verdict_id"], row)
        homes = {evidence[one] for one in list_of(row["evidence_ids"])}
        if homes | {accounts[row["account_id"]]} != {row["dispute_id"]}:
            raise sheet.refusal(number, "the verdict names rows of another dispute.")
        revision = (row["dispute_id"], row["revision"])
        if revisions.setdefault(revision, row["verdict_id"]) != row["verdict_id"]:
            raise sheet.refusal(number, "another verdict of the dispute has this revision.")
        shared = set(row) - {"account_id", "rating"}
        if any(row[name] != known[name] for name in shared):
            raise sheet.refusal(number, "this is not what another row says of the same verdict.")


def _verdicts(session: Session, bundle: Bundle, restored: Restored) -> None:
    rows = sorted((row for _, row in bundle["verdicts"].rows()), key=lambda row: row["verdict_id"])
    firsts = [next(group) for _, group in groupby(rows, lambda row: row["verdict_id"])]
    values = [
        {
            "public_id": row["verdict_id"],
            "project_id": restored.project.id,
            "dispute_id": restored.disputes[row["dispute_id"]],
            "revision": whole_of(row["revision"]),
            "rationale": row["rationale"],
            "set_by_id": restored.person(row["set_by"]),
            "set_at": time_of(row["set_at"]),
        }
        for row in firsts
    ]
    keys = add_rows(session, Verdict, values)
    ratings: Rows = [
        {
            "verdict_id": keys[row["verdict_id"]],
            "account_id": restored.accounts[row["account_id"]],
            "rating": row["rating"],
        }
        for row in rows
    ]
    cited: Rows = [
        {"verdict_id": keys[row["verdict_id"]], "evidence_id": restored.evidence[public_id]}
        for row in firsts
        for public_id in list_of(row["evidence_ids"])
    ]
    _add(session, VerdictRating, ratings)
    _add(session, VerdictEvidence, cited)


def _add(session: Session, model: type[Base], rows: Rows) -> None:
    if rows:
        session.execute(insert(model), rows)


def _refuse_unknown_stance(sheet: Sheet, number: int, row: Row, codes: set[str]) -> None:
    if row["stance"] and row["stance"] not in codes:
        words = f"stance is “{row['stance'][:60]}”, not in the codebook."
        raise sheet.refusal(number, words)


DISPUTES_BACK = Restorer(check=_check_disputes, restore=_disputes)
ACCOUNTS_BACK = Restorer(check=_check_accounts, restore=_accounts)
DISPUTE_CLAIMS_BACK = Restorer(check=_check_claims, restore=_claims)
DISPUTE_ANSWERS_BACK = Restorer(check=_check_answers, restore=_answers)
EVIDENCE_BACK = Restorer(check=_check_evidence, restore=_evidence)
VERDICTS_BACK = Restorer(check=_check_verdicts, restore=_verdicts)
