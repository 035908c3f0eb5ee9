"""The requests whose cost is measured, found by addresses and forms alone."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from typing import Any

import lxml.html
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

import webapp.models as tables
from benchmarks.asked import Asked, gets
from benchmarks.asking_team import TeamRows, pages_of_team
from benchmarks.bulk import MANAGER
from benchmarks.bulk_texts import WORDS, Writer
from benchmarks.meters import Ask, Asks, Site
from webapp.vocabulary import ClaimState
from webapp.web.program_query import place_after

FRAGMENT = "text/html; fragment"
SAMPLE = 12
"""How many rows of a kind are asked for in turn."""


class Project:
    """Some rows of a filled project, by their public ids."""

    def __init__(self, session: Session, name: str) -> None:
        self.session = session
        found = session.scalars(select(tables.Project).where(tables.Project.name == name)).one()
        self.key, self.base = found.id, f"/projects/{found.public_id}"
        claim = tables.Claim
        claims = select(claim.public_id).where(claim.project_id == self.key).order_by(claim.id)
        self.claim_count: int = session.scalars(
            select(func.count()).select_from(claims.subquery())
        ).one()
        accepted = claims.where(claim.state == ClaimState.ACCEPTED)
        self.claims = self._sample(accepted)
        self.steps = self._steps()
        self.unplaced = self._sample(accepted.where(~claim.placements.any()))
        self.to_tag = self._to_tag()
        dispute = tables.Dispute
        disputes = select(dispute.public_id).where(dispute.project_id == self.key)
        self.disputes = self._sample(disputes.order_by(dispute.id))
        link, source = tables.AnnotationSource, tables.Source
        self.sources: Sequence[str] = session.scalars(
            select(source.public_id)
            .join(link, link.source_id == source.id)
            .where(source.project_id == self.key)
            .group_by(source.id)
            .order_by(func.count().desc(), source.id)
        ).all()
        """Those that were named most often first."""

    def _sample(self, ids: Any) -> list[str]:
        """Some of them, evenly from first to last."""
        found = self.session.scalars(ids).all()
        return list(found[:: max(1, len(found) // SAMPLE)])

    def _steps(self) -> list[tuple[str, str]]:
        """The sampled claims, each behind the one before it in its article."""
        claim, before = tables.Claim, aliased(tables.Claim)
        is_next = (before.article_id == claim.article_id) & (before.number == claim.number - 1)
        rows = self.session.execute(
            select(before.public_id, claim.public_id)
            .join(before, is_next)
            .where(claim.public_id.in_(self.claims))
            .order_by(claim.id)
        )
        return [(left, there) for left, there in rows]

    def _to_tag(self) -> Sequence[str]:
        """Claims that the manager may tag; at first those that nobody has tagged."""
        claim, mine = tables.Claim, tables.Annotation.user.has(username=MANAGER)
        return self.session.scalars(
            select(claim.public_id)
            .where(
                claim.project_id == self.key,
                claim.state != ClaimState.NOT_A_CLAIM,
                claim.confidence > 0.5,
                claim.merged_into_id.is_(None),
                ~claim.superseded_by.any(),
                ~claim.annotations.any(mine),
            )
            .order_by(claim.annotations.any(), claim.id)
            .limit(200)
        ).all()


def pages_of(project: Project, to_export: Project) -> list[Asked]:
    """Every page that is measured."""
    base = project.base

    def lists(*pages: tuple[str, str]) -> list[Asked]:
        return [Asked(name, gets([f"{base}/{path}"])) for name, path in pages]

    def of(name: str, paths: list[str], accept: str = "text/html") -> Asked:
        return Asked(name, gets([f"{base}/{path}" for path in paths], accept))

    claims = [f"claims/{claim}" for claim in project.claims]
    disputes = [f"disputes/{dispute}" for dispute in project.disputes]
    middle = project.sources[len(project.sources) // 2]
    half = project.claim_count // 100
    submit = _submissions(project)
    return [
        of("a claim’s review page", claims),
        Asked("next claim in the article, as fragment", _steps(project)),
        Asked("submit tags", submit, is_for_all=False),
        Asked("submit tags, without the disk", submit, is_diskless=True, is_for_all=False),
        *lists(
            ("project", ""),
            ("articles", "articles/"),
            ("articles: words", "articles/?words=bridge"),
            ("claims: all", "claims/"),
            ("claims: the page in the middle", f"claims/?page={half}"),
            ("claims: words", "claims/?words=bridge+minsk"),
            ("claims: source", "claims/?source=petrov"),
            ("claims: stance", "claims/?stance=deny"),
            ("claims: status", "claims/?dispute_status=disputed"),
            ("sources", "sources/"),
            ("sources: words", "sources/?words=petrov"),
            ("outlets", "sources/by-outlet"),
            ("the source that is named most", f"sources/{project.sources[0]}"),
            ("a source that is named seldom", f"sources/{middle}"),
            ("disputes", "disputes/"),
        ),
        of("a dispute with suggestions", disputes),
        of("find claims of a dispute", [f"{path}/claims?words=bridge" for path in disputes]),
        of("where a claim belongs", [f"claims/{claim}/disputes" for claim in project.unplaced]),
        *lists(("history", "history/")),
        of("a claim’s history", [f"{path}/history" for path in claims]),
        *pages_of_team(TeamRows(project.session, project.key, base)),
        *_for_programs(project),
        Asked("export of claims", _exports(to_export), gives_table=True),
        Asked("import: send an article", _sendings(project), is_for_all=False),
        Asked("import: confirm it", _confirmations(project), is_for_all=False),
    ]


def _for_programs(project: Project) -> list[Asked]:
    """The lists that programs read: the first page of each, and one from the middle."""
    root = f"/api/v1{project.base}"
    lists = ("articles", "claims", "sources", "disputes", "accounts", "dispute-claims")
    claims = [f"{root}/claims/{claim}" for claim in project.claims]
    return [
        *(Asked(f"program: {name}", gets([f"{root}/{name}"])) for name in lists),
        Asked("program: a claim", gets(claims)),
        Asked("program: claims from the middle", _from_the_middle(project, root)),
    ]


def _from_the_middle(project: Project, root: str) -> Callable[[Site], Asks]:
    claim = tables.Claim
    order = (claim.reading_key, claim.first_offset, claim.number)
    of_project = select(*order).where(claim.project_id == project.key).order_by(*order)
    half = of_project.offset(project.claim_count // 2).limit(1)
    middle = list(project.session.execute(half).one())

    def asks(site: Site) -> Asks:
        with site.client.application.app_context():
            place = place_after("claims", middle)
        return itertools.repeat(Ask(f"{root}/claims?after={place}"))

    return asks


def exported(site: Site, project: Project) -> bytes:
    """The table of claims of a project."""
    answer = site.answer(next(_exports(project)(site)))
    return answer.get_data()


def _steps(project: Project) -> Callable[[Site], Asks]:
    """From one claim of an article to the next, as the behaviour of the tag form asks for it."""
    return lambda _: itertools.cycle(
        Ask(f"{project.base}/claims/{there}", accept=f"{FRAGMENT}; from={left}")
        for left, there in project.steps
    )


def _form(site: Site, address: str, action: str) -> Any:
    """The form of a page that is sent to an address of this ending."""
    page = lxml.html.document_fromstring(site.client.get(address).get_data())
    return next(
        form
        for form in page.forms
        if form.method == "POST"
        and (form.get("action") or address).partition("?")[0].endswith(action)
    )


def _sent(form: Any, **typed: str) -> dict[str, str]:
    return {**dict(form.form_values()), **typed}


def _submissions(project: Project) -> Callable[[Site], Asks]:
    """Tags on one claim after another, as the page’s form sends them."""

    def asks(site: Site) -> Asks:
        while project.to_tag:
            claim, *project.to_tag = project.to_tag
            path = f"{project.base}/claims/{claim}"
            form = _form(site, path, claim)
            kinds = form.inputs["source_type"].value_options
            yield Ask(
                path,
                _sent(
                    form,
                    source=WORDS["bodies"][0],
                    source_type=next(kind for kind in kinds if kind),
                    stance="support",
                    dispute_status="disputed",
                    step="submit_next",
                ),
            )

    return asks


def _exports(project: Project) -> Callable[[Site], Asks]:
    def asks(site: Site) -> Asks:
        path = f"{project.base}/export"
        fields = _sent(_form(site, f"{path}/", "/export/file"), table="claims", flavour="data")
        return itertools.repeat(Ask(f"{path}/file", fields))

    return asks


def _sendings(project: Project) -> Callable[[Site], Asks]:
    """One text after another, each thrown away once it has been looked at."""

    def asks(site: Site) -> Asks:
        path = f"{project.base}/articles/import"
        while True:
            yield Ask(path, _sent(_form(site, path, "/import"), text=_text(), language="en"))
            discard = _sent(_form(site, f"{path}/preview", "/discard"))
            site.answer(Ask(f"{path}/discard", discard))

    return asks


def _confirmations(project: Project) -> Callable[[Site], Asks]:
    """One text after another, sent and looked at, to be stored."""

    def asks(site: Site) -> Asks:
        path = f"{project.base}/articles/import"
        while True:
            fields = _sent(_form(site, path, "/import"), text=_text(), language="en")
            site.answer(Ask(path, fields))
            confirm = _sent(_form(site, f"{path}/preview", "/confirm"))
            yield Ask(f"{path}/confirm", confirm)

    return asks


def _text() -> str:
    """About 500 words that no other text has."""
    dice = random.SystemRandom()
    return Writer(dice, WORDS["bodies"]).article(17).text
