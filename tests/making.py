"""Rows for tests: each function adds one, and what it needs where the test does not say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.attribution.text.spans import TextSpan
from webapp.models import (
    AccessToken,
    Account,
    Adjudication,
    Annotation,
    AnnotationSource,
    Article,
    Assignment,
    Claim,
    Code,
    Codebook,
    Comment,
    CommentMention,
    Dispute,
    Evidence,
    Job,
    Membership,
    Placement,
    PlacementAnswer,
    Project,
    ReadOnlyLink,
    Round,
    RoundPerson,
    Source,
    StagedArticle,
    User,
    Verdict,
    VerdictEvidence,
    VerdictRating,
)
from webapp.models.base import new_public_id, token_digest, utc_now
from webapp.models.codebook import first_codebook
from webapp.rules.codebooks import newest_codebook
from webapp.rules.jobs import Part, add_job
from webapp.rules.proposals import spans_at
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import (
    AdjudicationReason,
    AnnotationState,
    Bearing,
    ClaimState,
    CodeField,
    DisputeType,
    JobKind,
    Medium,
    Origin,
    Role,
    SpanRole,
    TokenScope,
)

TEXT = (
    "The government has claimed he was killed by an incendiary device he was carrying but his "
    "partner saw the body and told The Associated Press there were no marks on his hands, just "
    "a hole in his chest, and she believes he was shot.\n\n"
    "When many detainees were later released, they showed extensive bruises they said were due "
    "to police beatings.\n"
)
SOURCE = "The government"
CUE = "has claimed"
CONTENT = ("he was killed by an incendiary device he was carrying",)


def make_project(session: Session, **changes: Any) -> Project:
    """A project with version 1 of the default codebook."""
    project = Project(**{"name": f"Project {new_public_id()}", **changes})
    session.add(first_codebook(project, None))
    session.flush()
    return project


def make_code(session: Session, project: Project, field: CodeField, **changes: Any) -> Code:
    """One code more in the newest version of the project's codebook, of a value of its own."""
    codebook = newest_codebook(session, project)
    values: dict[str, Any] = {"value": f"c{new_public_id()[1:]}", "label": "Some", **changes}
    code = Code(field=field, definition="Some or other.", position=len(codebook.codes), **values)
    codebook.codes.append(code)
    session.flush()
    return code


def make_user(session: Session, **changes: Any) -> User:
    """A person who may sign in by a link."""
    name = f"user-{new_public_id()}"
    user = User(**{"username": name, "display_name": name.title(), **changes})
    session.add(user)
    session.flush()
    return user


def make_member(session: Session, project: Project, **changes: Any) -> Membership:
    """A membership, of a new annotator unless `user` and `role` say otherwise."""
    values: dict[str, Any] = {"role": Role.ANNOTATOR, "pseudonym": new_public_id(), **changes}
    values["user"] = values.get("user") or make_user(session)
    membership = Membership(project=project, **values)
    session.add(membership)
    session.flush()
    return membership


def make_article(session: Session, project: Project | None = None, **changes: Any) -> Article:
    """An article of the project, or of a new one."""
    text = changes.get("text", TEXT)
    values: dict[str, Any] = {
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "word_count": len(text.split()),
        "title": "How a protester died",
        **changes,
    }
    article = Article(project=project or make_project(session), **values)
    session.add(article)
    session.flush()
    return article


def make_staged(session: Session, project: Project, user: User, **changes: Any) -> StagedArticle:
    """A text that waits for the user's confirmation."""
    text = changes.get("text", TEXT)
    values: dict[str, Any] = {
        "position": 1,
        "file_name": "article.txt",
        "file_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "content": text.encode(),
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "word_count": len(text.split()),
        "title": "How a protester died",
        **changes,
    }
    staged = StagedArticle(project=project, user=user, **values)
    session.add(staged)
    session.flush()
    return staged


def make_job(
    session: Session, project: Project, user: User, *, texts: Iterable[str] = (TEXT,)
) -> Job:
    """An import of these texts that waits for a worker."""
    texts = list(texts)
    parts = [Part(f"Text {number}") for number, _ in enumerate(texts, start=1)]
    job, chunks = add_job(session, user, project=project, kind=JobKind.IMPORT, parts=parts)
    for number, (text, chunk_id) in enumerate(zip(texts, chunks, strict=True), start=1):
        made = {"text": text, "position": number, "chunk_id": chunk_id, "title": f"Text {number}"}
        make_staged(session, project, user, **made)
    return job


def make_claim(
    session: Session,
    article: Article | None = None,
    *,
    source: str = SOURCE,
    cue: str = CUE,
    content: Iterable[str] = CONTENT,
    **changes: Any,
) -> Claim:
    """A proposed claim; its spans are where the words first stand in the article's text."""
    article = article or make_article(session)
    places = {SpanRole.SOURCE: [source], SpanRole.CUE: [cue], SpanRole.CONTENT: content}
    claim = _claim(article, places, **{"number": _next_number(session, article), **changes})
    session.add(claim)
    session.flush()
    store_claims(session, [claim.id, *filter(None, [claim.supersedes_id])])
    return claim


def make_claims(session: Session, article: Article, contents: Iterable[str]) -> list[Claim]:
    """Proposed claims of these words and of nobody, all made at once."""
    first = _next_number(session, article)
    claims = [
        _claim(article, {SpanRole.CONTENT: [words]}, number=number)
        for number, words in enumerate(contents, start=first)
    ]
    session.add_all(claims)
    session.flush()
    store_claims(session, [claim.id for claim in claims])
    return claims


def _next_number(session: Session, article: Article) -> int:
    highest = select(func.max(Claim.number)).where(Claim.article_id == article.id)
    return (session.scalar(highest) or 0) + 1


def _claim(article: Article, quotes: dict[SpanRole, Iterable[str]], **changes: Any) -> Claim:
    places = {role: _places(article.text, words) for role, words in quotes.items()}
    values: dict[str, Any] = {
        "state": ClaimState.PROPOSED,
        "origin": Origin.ENGINE,
        "first_offset": min(place.start for spans in places.values() for place in spans),
        "engine_version": "rules-1",
        "confidence": 0.9,
        "updated_at": utc_now(),
        **changes,
    }
    return Claim(
        project_id=article.project_id,
        article=article,
        spans=spans_at(article.text, places, None),
        **values,
    )


def _places(text: str, quotes: Iterable[str]) -> list[TextSpan]:
    starts = [(text.index(quote), len(quote)) for quote in quotes if quote]
    return [TextSpan(start, start + length) for start, length in starts]


def make_source(session: Session, project: Project, **changes: Any) -> Source:
    """A source of the project's register that everyone may see."""
    values: dict[str, Any] = {"name": f"Source {new_public_id()}", "shared_at": utc_now()}
    source = Source(project=project, **{**values, **changes})
    session.add(source)
    session.flush()
    return source


def make_annotation(
    session: Session, claim: Claim, user: User, *, sources: Iterable[Source] = (), **changes: Any
) -> Annotation:
    """One person's submitted tags on a claim."""
    codebook = session.scalars(
        select(Codebook).where(Codebook.project_id == claim.project_id).order_by(Codebook.number)
    ).first()
    values: dict[str, Any] = {
        "state": AnnotationState.SUBMITTED,
        "source_type": "government",
        "stance": "support",
        "dispute_status": "disputed",
        "codebook": codebook,
        "submitted_at": utc_now(),
        "updated_at": utc_now(),
        **changes,
    }
    links = [
        AnnotationSource(source=source, written=source.name, position=position)
        for position, source in enumerate(sources)
    ]
    annotation = Annotation(project_id=claim.project_id, claim=claim, user=user, **values)
    annotation.sources = links
    session.add(annotation)
    session.flush()
    store_claims(session, [claim.id])
    return annotation


def make_assignment(session: Session, claim: Claim, user: User, **changes: Any) -> Assignment:
    """A place at the claim that is kept for the user: taken up from the queue, or given."""
    is_given = changes.get("given_by") is not None
    returns = None if is_given else utc_now() + timedelta(minutes=30)
    values: dict[str, Any] = {"expires_at": returns, **changes}
    assignment = Assignment(project_id=claim.project_id, claim=claim, user=user, **values)
    session.add(assignment)
    session.flush()
    return assignment


def make_round(
    session: Session,
    project: Project,
    claims: Iterable[Claim],
    people: Iterable[User],
    **changes: Any,
) -> Round:
    """An open round of these claims, which the people have before them."""
    claims, people = list(claims), list(people)
    manager = people[0]
    values: dict[str, Any] = {
        "number": 1,
        "name": "Round 1",
        "codebook": newest_codebook(session, project),
        "seed": 1,
        "started_at": utc_now(),
        **changes,
    }
    fresh = Round(project=project, people=[RoundPerson(user=one) for one in people], **values)
    session.add(fresh)
    session.flush()
    for claim in claims:
        claim.round = fresh
        for one in people:
            make_assignment(session, claim, one, given_by=manager)
    session.flush()
    store_claims(session, [claim.id for claim in claims])
    return fresh


def make_adjudication(session: Session, claim: Claim, user: User, **changes: Any) -> Adjudication:
    """What settles a claim, in force."""
    values: dict[str, Any] = {
        "state": AnnotationState.SUBMITTED,
        "source_type": "government",
        "stance": "support",
        "reason": AdjudicationReason.OTHER,
        "codebook": newest_codebook(session, claim.article.project),
        "submitted_at": utc_now(),
        "updated_at": utc_now(),
        **changes,
    }
    named = values.pop("sources", ())
    adjudication = Adjudication(project_id=claim.project_id, claim=claim, user=user, **values)
    adjudication.sources = [
        AnnotationSource(source=source, written=source.name, position=position)
        for position, source in enumerate(named)
    ]
    session.add(adjudication)
    session.flush()
    store_claims(session, [claim.id])
    return adjudication


def make_dispute(
    session: Session,
    project: Project | None = None,
    *,
    statements: Iterable[str] = ("Killed by his own device", "Shot"),
    **changes: Any,
) -> Dispute:
    """An open dispute with an account for each statement."""
    project = project or make_project(session)
    values: dict[str, Any] = {
        "question": "How did Alexander Taraikovsky die?",
        "dispute_type": DisputeType.EVENT_PROPERTY,
        **changes,
    }
    dispute = Dispute(project=project, **values)
    dispute.accounts = [
        Account(project_id=project.id, statement=statement, position=position)
        for position, statement in enumerate(statements, start=1)
    ]
    session.add(dispute)
    session.flush()
    return dispute


def make_placement(
    session: Session, account: Account, claim: Claim, *, answers: Any = (), **changes: Any
) -> Placement:
    """The claim under the account; `answers` are pairs of an annotation and its stance."""
    placement = Placement(project_id=claim.project_id, account=account, claim=claim, **changes)
    placement.answers = [
        PlacementAnswer(annotation=annotation, stance=stance) for annotation, stance in answers
    ]
    session.add(placement)
    session.flush()
    return placement


def make_evidence(
    session: Session, dispute: Dispute, account: Account | None = None, **changes: Any
) -> Evidence:
    """Something that bears on the account, or gives context to the whole dispute."""
    values: dict[str, Any] = {
        "url": "https://example.org/report",
        "quote": "a wound in the chest",
        "medium": Medium.WEB_TEXT,
        "bearing": Bearing.SUPPORTS if account else Bearing.CONTEXT,
        **changes,
    }
    evidence = Evidence(project_id=dispute.project_id, dispute=dispute, account=account, **values)
    session.add(evidence)
    session.flush()
    return evidence


def make_verdict(
    session: Session, dispute: Dispute, evidence: Iterable[Evidence], **changes: Any
) -> Verdict:
    """The next revision of the dispute's verdict: its first account is rated."""
    values: dict[str, Any] = {
        "revision": len(dispute.verdicts) + 1,
        "rationale": "The video shows no device.",
        "ratings": [VerdictRating(account=dispute.accounts[0], rating="Not supported")],
        "evidence": [VerdictEvidence(evidence=one) for one in evidence],
        **changes,
    }
    verdict = Verdict(project_id=dispute.project_id, dispute=dispute, **values)
    session.add(verdict)
    session.flush()
    return verdict


def make_comment(
    session: Session,
    claim: Claim,
    author: User,
    *,
    calls: Iterable[Membership] = (),
    **changes: Any,
) -> Comment:
    """An open comment of the person on the claim."""
    values: dict[str, Any] = {"text": "Is this one claim or two?", **changes}
    comment = Comment(project_id=claim.project_id, claim=claim, author=author, **values)
    comment.mentions = [CommentMention(membership=member) for member in calls]
    session.add(comment)
    session.flush()
    return comment


def make_read_only_link(
    session: Session, dispute: Dispute, token: str, **changes: Any
) -> ReadOnlyLink:
    """A link to the dispute that opens by the token, for a week."""
    values: dict[str, Any] = {"last_on": utc_now().date() + timedelta(days=7), **changes}
    link = ReadOnlyLink(token_sha256=token_digest(token), dispute=dispute, **values)
    session.add(link)
    session.flush()
    return link


def make_access_token(
    session: Session, member: Membership, token: str, **changes: Any
) -> AccessToken:
    """A token by which a program reads all that the member may, for a week."""
    values: dict[str, Any] = {
        "name": "A script",
        "scopes": [scope.value for scope in TokenScope],
        "last_on": utc_now().date() + timedelta(days=7),
        "last_four": token[-4:],
        **changes,
    }
    made = AccessToken(token_sha256=token_digest(token), membership=member, **values)
    session.add(made)
    session.flush()
    return made
