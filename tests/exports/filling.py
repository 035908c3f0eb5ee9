"""A project with something of everything, the same to the last id on every database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.exports.filling_disputes import fill_disputes
from tests.making import (
    make_adjudication,
    make_annotation,
    make_article,
    make_claim,
    make_comment,
    make_member,
    make_round,
    make_source,
    make_user,
)
from webapp.models import (
    Annotation,
    Article,
    Claim,
    Code,
    Codebook,
    Project,
    RequiredField,
    Source,
    SourceAlias,
    User,
)
from webapp.vocabulary import (
    AdjudicationReason,
    AnnotationState,
    ClaimState,
    CodeField,
    Origin,
    Role,
    SkipReason,
)

START = datetime(2020, 8, 16, 9, 30, 0, 123_000, UTC)
NASTY = '=1+1 said “no”,\n"twice"; 👩‍👧 | and \\ e\u0301'


def at(minutes: int) -> datetime:
    """A moment after the start."""
    return START + timedelta(minutes=minutes)


def fill(session: Session, project: Project) -> None:
    """Two versions of the codebook, and rows of every kind that hang on one another."""
    _codebooks(session, project)
    people = _people(session, project)
    sources = _sources(session, project, people)
    articles = _articles(session, project)
    claims = _claims(session, articles)
    answers = _answers(session, people, sources, articles["second"], claims)
    _settle(session, people["otto"], sources["partner"], claims)
    _rounds(session, project, people, claims)
    fill_disputes(session, project, people, claims, answers)
    _comments(session, project, people, claims)


def _people(session: Session, project: Project) -> dict[str, User]:
    people = {"anna": Role.ANNOTATOR, "otto": Role.ANNOTATOR, "mona": Role.MANAGER}
    return {
        name: make_member(
            session,
            project,
            user=make_user(session, username=name, display_name=f"Name of {name}"),
            role=role,
            pseudonym=f"calm-{name}-0001",
        ).user
        for name, role in people.items()
    }


def _sources(session: Session, project: Project, people: dict[str, User]) -> dict[str, Source]:
    def source(name: str, **changes: Any) -> Source:
        public_id = changes.pop("public_id").ljust(16, "0")
        moments = {"created_at": at(1), "shared_at": at(2)}
        return make_source(
            session, project, public_id=public_id, name=name, **{**moments, **changes}
        )

    government = source("The government", public_id="sourcegovernment", source_type="government")
    government.aliases = [SourceAlias(name="the state"), SourceAlias(name="Minsk|Кремль")]
    source("State of Belarus", public_id="sourcemerged", merged_into_id=government.id)
    return {
        "government": government,
        "partner": source("Ёлка, his partner", public_id="sourcepartner"),
        "hidden": source(
            "In Otto’s draft", public_id="sourcehidden", shared_at=None, created_by=people["otto"]
        ),
    }


def _articles(session: Session, project: Project) -> dict[str, Article]:
    def article(public_id: str, **changes: Any) -> Article:
        values = {"created_at": at(6), "engine_version": "rules-1", **changes}
        return make_article(session, project, public_id=public_id.ljust(16, "0"), **values)

    undated = article("articleundated", title=NASTY, url="https://example.org/a")
    first = article(
        "articlefirst",
        title="First",
        outlet="=Outlet",
        published_on=date(2020, 8, 16),
        is_sensitive=True,
        language="be",
        furniture=[[231, 240, "by_hand"], [251, 261, "by_hand"]],
    )
    second = article(
        "articlesecond",
        title="Second",
        published_on=date(2020, 8, 16),
        is_title_ours=True,
        supersedes=first,
        text="\ufeff=Сказал он: 👩‍👧 “да”.\n\nHe said: no | never.\n",
        last_claim_number=7,
        furniture=[],
        created_at=at(7),
        withdrawn_at=at(70),
        withdrawn_because="=The outlet took it back | “да”",
    )
    undated.copy_of = first
    session.flush()
    return {"undated": undated, "first": first, "second": second}


def _claims(session: Session, articles: dict[str, Article]) -> dict[str, Claim]:
    def claim(name: str, article: str, minutes: int, **changes: Any) -> Claim:
        moments = {"created_at": at(10), "updated_at": at(minutes)}
        public_id = f"claim{name}".ljust(16, "0")
        return make_claim(session, articles[article], public_id=public_id, **{**moments, **changes})

    accepted = {"state": ClaimState.ACCEPTED}
    beatings: Any = {"source": "", "cue": "said", "content": ("were due to police beatings",)}
    words: Any = {"source": "He", "cue": "said", "content": ("no | never",)}
    device = claim(
        "device",
        "first",
        11,
        proposed_source_name="=The government",
        name_confidence=0.875,
        suggested_stance="support",
        suggested_quote_form="indirect",
        is_held_out=True,
        **accepted,
    )
    hole = claim(
        "hole",
        "first",
        12,
        source="his partner",
        cue="told The Associated Press",
        content=("there were no marks on his hands", "a hole in his chest"),
        origin=Origin.PERSON,
        confidence=None,
        engine_version="",
        is_held_out=False,
        **accepted,
    )
    claim(
        "merged",
        "first",
        13,
        source="she",
        cue="believes",
        content=("he was shot",),
        state=ClaimState.NOT_A_CLAIM,
        merged_into=hole,
        nested_in=hole,
    )
    claim("succeeds", "first", 14, supersedes=device, **beatings)
    relayed = {"via_source": [[24, 26, "He"], [33, 43, "no | never"]]}
    never = claim("never", "second", 15, confidence=0.25, **words, **relayed)
    undated = claim("undated", "undated", 16)
    return {"device": device, "hole": hole, "never": never, "undated": undated}


def _answers(
    session: Session,
    people: dict[str, User],
    sources: dict[str, Source],
    newest: Article,
    claims: dict[str, Claim],
) -> dict[str, Annotation]:
    answers = {}

    def answer(name: str, person: str, claim: str, minutes: int, **changes: Any) -> None:
        begun, changed = at(minutes), at(minutes + 1)
        values = {"created_at": begun, "updated_at": changed, "submitted_at": changed, **changes}
        public_id = f"answer{name}".ljust(16, "0")
        answers[name] = make_annotation(
            session, claims[claim], people[person], public_id=public_id, **values
        )

    both = (sources["government"], sources["partner"])
    same = {"sources": both, "certainty": "certain", "newest_article": newest}
    unfinished = {"submitted_at": None, "codebook": None}
    second = _newest(session, newest.project)
    answer("anna1", "anna", "device", 20, note=NASTY, **same)
    answer("otto1", "otto", "device", 30, codebook=second, **same)
    answer("anna2", "anna", "hole", 40, sources=[sources["partner"]], stance="deny")
    draft = {"state": AnnotationState.DRAFT, "stance": "", "dispute_status": ""}
    answer("otto2", "otto", "never", 50, sources=[sources["hidden"]], **draft, **unfinished)
    skipped = {"state": AnnotationState.SKIPPED, "skipped_reason": SkipReason.OTHER}
    answer("anna3", "anna", "never", 60, note="'why not?", **skipped, **unfinished)
    return answers


def _settle(session: Session, by: User, partner: Source, claims: dict[str, Claim]) -> None:
    """One claim is settled by hand; another one was, and is open again."""

    def adjudication(claim: str, minutes: int, **changes: Any) -> None:
        begun, changed = at(minutes), at(minutes + 1)
        values = {"created_at": begun, "updated_at": changed, "submitted_at": changed, **changes}
        public_id = f"settled{claim}".ljust(16, "0")
        make_adjudication(session, claims[claim], by, public_id=public_id, **values)

    note = {"note": NASTY, "reason": AdjudicationReason.GUIDELINE_GAP}
    adjudication("undated", 80, sources=[partner], stance="deny", **note)
    opened = {"state": AnnotationState.DRAFT, "reopened_because": "=Read it “again”"}
    adjudication("never", 82, stance="", **opened)


def _comments(
    session: Session, project: Project, people: dict[str, User], claims: dict[str, Claim]
) -> None:
    members = {member.user: member for member in project.memberships}

    def comment(name: str, claim: str, person: str, minutes: int, **changes: Any) -> None:
        public_id = f"comment{name}".ljust(16, "0")
        values = {"public_id": public_id, "created_at": at(minutes), **changes}
        make_comment(session, claims[claim], people[person], **values)

    both = [members[people[name]] for name in ("otto", "anna")]
    comment(
        "two", "device", "anna", 80, text=f"@calm-otto-0001, @CALM-ANNA-0001: {NASTY}", calls=both
    )
    resolved = {"resolved_at": at(83), "resolved_by": people["anna"]}
    comment("one", "device", "otto", 81, text="-Two.", edited_at=at(82), **resolved)
    comment("never", "never", "otto", 84, text="=Withdrawn, so why?")


def _rounds(
    session: Session, project: Project, people: dict[str, User], claims: dict[str, Claim]
) -> None:
    """One that is closed, and one from which somebody has left."""
    pair = (people["anna"], people["otto"])
    closed = {"closed_at": at(95), "closed_by": people["otto"], "started_by": people["otto"]}
    make_round(
        session,
        project,
        [claims["hole"], claims["undated"]],
        pair,
        public_id="roundfirst000000",
        name="=First",
        started_at=at(90),
        **closed,
    )
    second = make_round(
        session,
        project,
        [claims["never"]],
        pair,
        public_id="roundsecond00000",
        number=2,
        name="Second",
        note=NASTY,
        seed=7,
        started_at=at(100),
    )
    second.people[1].left_at = at(101)
    session.flush()


CODES = (
    (CodeField.SOURCE_TYPE, "government", "Government", ""),
    (CodeField.STANCE, "support", "Support", "1"),
    (CodeField.STANCE, "deny", "Deny", "2"),
    (CodeField.STANCE, "hints", "+Hints", ""),
    (CodeField.DISPUTE_STATUS, "disputed", "Disputed", "w"),
    (CodeField.CERTAINTY, "certain", "Certain", ""),
)


def _codebooks(session: Session, project: Project) -> None:
    """A few codes, and a second version that merges one into a new one and has a guideline."""
    first = _newest(session, project)
    for code in first.codes:
        session.delete(code)
    session.flush()
    session.expire(first)
    first.created_at = START
    first.codes = _codes(number=1)
    second = Codebook(project=project, number=2, guideline="-Rule 1\nRule 2", created_at=at(5))
    second.codes = _codes(number=2)
    second.required = [RequiredField(field=CodeField.CERTAINTY)]
    project.merged_codes = [["stance", "deny", "hints"]]
    session.add(second)
    session.flush()


def _codes(*, number: int) -> list[Code]:
    return [
        Code(
            field=field,
            value=value,
            label=label,
            definition=f"Says “{value}”,\nmore or less.",
            key=key,
            position=position,
            is_retired=value == "deny" and number == 2,
            merged_into="hints" if value == "deny" and number == 2 else None,
            since_number=2 if value == "hints" else 1,
        )
        for position, (field, value, label, key) in enumerate(CODES)
        if value != "hints" or number == 2
    ]


def _newest(session: Session, project: Project) -> Codebook:
    return session.scalars(
        select(Codebook)
        .where(Codebook.project_id == project.id)
        .order_by(Codebook.number.desc())
        .limit(1)
    ).one()
