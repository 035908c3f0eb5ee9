"""Importing without a browser: what can be read is stored, and the rest is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.articles.files.drafts import Draft
from webapp.articles.files.findings import Findings
from webapp.articles.files.language import Unsplit, unsplit, why_not_split, with_language
from webapp.articles.files.sent_file import File, Several, SeveralArticles, contents_of
from webapp.articles.files.tables import UnknownColumns
from webapp.articles.pages.copies import named
from webapp.articles.queries.articles import usual_language
from webapp.articles.queries.copies import duplicate_or_none, nearly_same_or_none, printed_texts
from webapp.articles.services.articles import AlreadyImported, Relation, add_article
from webapp.articles.services.shingles import add_missing_shingles
from webapp.attribution import Engine, Split
from webapp.attribution.text.languages import ENGLISH, is_known_to_engine
from webapp.database import Database
from webapp.errors import Refusal
from webapp.exports.services.tables import import_project
from webapp.models import Project
from webapp.models.base import utc_now
from webapp.projects.queries.projects import project_or_none
from webapp.projects.services.projects import add_project
from webapp.similarity.copies import sketch_of
from webapp.tables.filling import read_tables

NamedDrafts = list[tuple[str, Draft]]
"""Articles, each with the name of its file."""
HOW_TO_JOIN = (
    "An instance admin joins it under All projects; `counterclaim add-user NAME --admin` adds one."
)

_WHAT_TO_ADD: dict[type[Refusal], str] = {
    SeveralArticles: " Add --several apart, or --several together.",
    UnknownColumns: " Name the one that is: --column text=NAME.",
}


@dataclass(frozen=True)
class FilesFound:
    """What files hold: articles, what a person should know of them, and what is refused."""

    drafts: NamedDrafts
    remarks: list[str]
    refused: list[str]


def found_in(
    files: Iterable[File],
    *,
    encoding: str | None,
    several: Several | None,
    columns: Mapping[str, str],
) -> FilesFound:
    """Every article of every file that can be read; refuses where that is none."""
    found = FilesFound([], [], [])
    for file in files:
        try:
            contents = contents_of(file, encoding=encoding, several=several, columns=columns)
        except Refusal as refusal:
            found.refused.append(f"{refusal.message}{_WHAT_TO_ADD.get(type(refusal), '')}")
        else:
            notes = dict.fromkeys(draft.note for draft in contents.drafts if draft.note)
            found.drafts.extend((file.name, draft) for draft in contents.drafts)
            found.remarks.extend(f"{file.name}: {note}" for note in notes)
            found.refused.extend(contents.refused)
    if found.refused and not found.drafts:
        raise Refusal("\n".join(found.refused))
    return found


def import_texts(
    database: Database, engine: Engine, project_name: str, drafts: NamedDrafts, *, again: bool
) -> Iterator[str]:
    """Split what is new while no write waits, and store it, an article at a time; a line for each.

    What the same outlet has printed already is left out, unless it is wanted `again`. Whoever stops
    in the middle keeps what is stored by then, and goes on by importing the same once more.
    """
    with database.reading() as session:
        found = project_or_none(session, project_name)
        usual = usual_language(session, found) if found else ENGLISH
        drafts = [(name, with_language(draft, said="", usual=usual)) for name, draft in drafts]
        fresh = {
            draft.text_sha256: unsplit(draft)
            for _, draft in reversed(drafts)
            if again or found is None or not _is_known(session, found, draft)
        }
    with database.transaction() as session:
        add_missing_shingles(session, _project(session, project_name))
    in_order = dict.fromkeys(draft.text_sha256 for _, draft in drafts)
    splits = _Splits(engine, {key: fresh[key] for key in in_order if key in fresh})
    for name, draft in drafts:
        label = f"{name}, {draft.part}" if draft.part else name
        findings = Findings(splits.of(draft), sketch_of(draft.text))
        with database.transaction() as session:
            project = _project(session, project_name)
            words = _imported(session, project, draft, findings, again=again)
        yield f"{label}: {words}"


class _Splits:
    """What texts say, worked out in their order and on two cores, each as it is asked for."""

    def __init__(self, engine: Engine, texts: Mapping[str, Unsplit]) -> None:
        known = {key: one for key, one in texts.items() if is_known_to_engine(one.language)}
        split = engine.split_many(
            [one.text for one in known.values()], [one.dimmed for one in known.values()]
        )
        self._left = dict.fromkeys(known)
        self._coming = zip(known, split, strict=True)
        self._found: dict[str, Split] = {}

    def of(self, draft: Draft) -> Split:
        """The split of a draft; an empty one where the text is known, or its language is not."""
        while draft.text_sha256 in self._left and draft.text_sha256 not in self._found:
            key, split = next(self._coming)
            self._found[key] = split
        return self._found.get(draft.text_sha256, Split(""))


def _is_known(session: Session, project: Project, draft: Draft) -> bool:
    printed = printed_texts(session, project, [draft.text_sha256]).get(draft.text_sha256, [])
    return duplicate_or_none(printed, draft.facts.outlet) is not None


def _imported(
    session: Session, project: Project, draft: Draft, findings: Findings, *, again: bool
) -> str:
    """What became of one draft, in words."""
    nearly = nearly_same_or_none(session, project, draft.text, findings.sketch)
    relation = Relation(is_wanted_again=again)
    try:
        article = add_article(
            session, None, project=project, draft=draft, findings=findings, relation=relation
        )
    except AlreadyImported as twin:
        return f"left out. {twin.message} With --again it is stored a second time."
    words = f"imported as “{article.title}”, {_outcome(draft, findings.split)}"
    if article.copy_of:
        return f"{words}; a copy of {named(article.copy_of)}"
    return f"{words}; nearly the same as {nearly.words}" if nearly else words


def _outcome(draft: Draft, split: Split) -> str:
    """What was proposed, or why nothing was; and whether words were joined."""
    count = len(split.attributions)
    claims = "1 claim" if count == 1 else f"{count} claims"
    why = why_not_split(draft.facts.language)
    found = f"not split. {why}" if why else f"{claims} proposed"
    return f"broken words joined, {found}" if draft.original_sha256 else found


def import_tables(database: Database, project_name: str, files: Sequence[File]) -> list[str]:
    """Fill an empty project, or a new one, with the tables of another; a line for each file."""
    bundle = read_tables([(file.name, file.content) for file in files])
    with database.transaction() as session:
        project = _project(session, project_name)
        import_project(session, None, project=project, bundle=bundle, now=utc_now())
        ending = _how_to_join(project)
    return [
        f"{sheet.name}: {len(sheet.records)} {'row' if len(sheet.records) == 1 else 'rows'}"
        for sheet in bundle.sheets.values()
    ] + ending


def _project(session: Session, name: str) -> Project:
    """The project of this name, made where it is missing."""
    return project_or_none(session, name) or add_project(session, None, name=name)


def how_to_join(database: Database, project_name: str) -> list[str]:
    """What to do where nobody can open the project; nothing where there is none."""
    with database.reading() as session:
        project = project_or_none(session, project_name)
        return _how_to_join(project) if project else []


def _how_to_join(project: Project) -> list[str]:
    """What to do where nobody can open the project."""
    if any(member.ended_at is None for member in project.memberships):
        return []
    return [f"Nobody belongs to “{project.name}” yet. {HOW_TO_JOIN}"]
