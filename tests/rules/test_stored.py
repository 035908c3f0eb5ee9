"""What is stored because pages ask for it is what follows from the rows, whatever people do."""

from collections.abc import Iterator
from datetime import date

import pytest
from alembic import command
from sqlalchemy import func, select, update

from tests.exports.conftest import exported
from tests.making import (
    TEXT,
    make_annotation,
    make_claim,
    make_member,
    make_project,
    make_source,
)
from tests.rules.walking import ACTS, World, world_in
from tests.rules.walking_teams import TEAM_ACTS
from webapp.articles.files.drafts import Draft, Facts
from webapp.articles.files.findings import Findings
from webapp.articles.services.articles import add_article
from webapp.attribution import Attribution, Split, TextSpan
from webapp.database import Database
from webapp.errors import Refusal
from webapp.exports.services.tables import import_project
from webapp.migration import alembic_config, upgrade
from webapp.models import Claim, FoldingMark, Source
from webapp.models.base import utc_now
from webapp.rules.stored import is_stored, outdated
from webapp.tables.filling import read_tables
from webapp.tables.order import TABLES
from webapp.vocabulary import (
    FinalBy,
)

STEPS = 150
WALK = (*ACTS, *TEAM_ACTS)


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    with database.transaction() as session:
        yield world_in(session)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_people_do_what_is_stored_follows_from_the_rows(world: World, seed: int) -> None:
    # given
    world.chance.seed(seed)
    done: list[str] = []

    # when
    for _ in range(STEPS):
        act = world.chance.choice(WALK)
        try:
            with world.session.begin_nested():
                act(world)
        except Refusal:
            continue
        done.append(act.__name__)

        # then
        assert list(outdated(world.session)) == [], done

    # then
    assert len(set(done)) >= len(set(WALK)) // 2


@pytest.mark.parametrize("seed", range(2))
def test_tables_bring_back_whatever_people_did_and_leave_as_the_same_bytes(
    database: Database, world: World, seed: int
) -> None:
    # given
    world.chance.seed(seed)
    for _ in range(STEPS):
        try:
            with world.session.begin_nested():
                world.chance.choice(WALK)(world)
        except Refusal:
            continue
    rule = {
        "annotators_per_claim": world.project.annotators_per_claim,
        "settled_by": world.project.settled_by,
    }
    world.session.commit()
    before = {table.name: exported(database, table.name, project="Walked") for table in TABLES}

    # when
    with database.transaction() as session:
        project = make_project(session, name="Restored", **rule)
        files = [(f"{name}.csv", file) for name, file in before.items()]
        import_project(session, None, project=project, bundle=read_tables(files), now=utc_now())
        session.flush()

        # then
        claims = select(func.count()).where(Claim.project_id == project.id)
        assert session.scalars(claims).one() > 0
        assert list(outdated(session)) == []

    # then
    after = {table.name: exported(database, table.name, project="Restored") for table in TABLES}
    assert after == before


def test_an_imported_article_is_stored_with_all_that_follows(world: World) -> None:
    # given
    def at(words: str) -> tuple[TextSpan, ...]:
        return (TextSpan(TEXT.index(words), TEXT.index(words) + len(words)),)

    text = f"{TEXT}More.\n"
    draft = Draft(
        text=text, file_sha256="0", facts=Facts(title="ÉLAN “now”", published_on=date(2020, 8, 17))
    )
    found = Attribution(at("The Associated Press"), at("told"), at("no marks"), None, 0.5)
    findings = Findings(Split("engine", (found,)), [1])

    # when
    article = add_article(
        world.session, None, project=world.project, draft=draft, findings=findings
    )

    # then
    claim = world.session.scalars(select(Claim).where(Claim.article_id == article.id)).one()
    assert claim.search_text == "no marks told the associated press"
    assert (article.folded_title, claim.reading_key) == ('élan "now"', article.reading_key)
    assert list(outdated(world.session)) == []


def test_where_a_claim_begins_is_compared_and_written_anew(database: Database) -> None:
    # given
    with database.transaction() as session:
        claim = make_claim(session)
        claim_id, begins = claim.id, claim.first_offset
        session.execute(update(Claim).values(first_offset=begins + 1))

        # then
        assert list(outdated(session)) == [f"claim {claim_id}"]

    # when
    upgrade(database, stores_anew=True)

    # then
    with database.reading() as session:
        assert session.scalars(select(Claim.first_offset)).one() == begins


def test_a_migration_fills_what_a_database_of_before_has_not(own_database: Database) -> None:
    # given
    with own_database.transaction() as session:
        claim = make_claim(session)
        annotation = make_annotation(
            session, claim, make_member(session, claim.article.project).user
        )
        claim_id, annotation_id = claim.id, annotation.id
        later = make_claim(session, claim.article, supersedes=claim)
        make_source(session, claim.article.project, name="O’BRIEN")
        later_id = later.id
    command.downgrade(alembic_config(own_database), "0016")

    # when
    upgrade(own_database)

    # then
    with own_database.reading() as session:
        assert is_stored(session)
        assert list(outdated(session)) == []
        old, new = session.get_one(Claim, claim_id), session.get_one(Claim, later_id)
        assert (old.final_by, old.final_answer_id) == (FinalBy.SINGLE, annotation_id)
        assert (old.is_current, new.is_current) == (False, True)
        assert session.scalars(select(Source.folded_name)).one() == "o'brien"


def test_what_people_did_goes_down_to_an_earlier_schema_and_up_again(
    own_database: Database,
) -> None:
    # given
    with own_database.transaction() as session:
        world = world_in(session)
        world.chance.seed(1)
        for _ in range(STEPS):
            try:
                with session.begin_nested():
                    world.chance.choice(WALK)(world)
            except Refusal:
                continue
    command.downgrade(alembic_config(own_database), "0029")

    # when
    upgrade(own_database)

    # then
    with own_database.reading() as session:
        assert session.scalars(select(func.count(Claim.id))).one() > 0
        assert is_stored(session)
        assert list(outdated(session)) == []


def test_another_folding_folds_all_words_anew(database: Database) -> None:
    # given
    upgrade(database)
    with database.transaction() as session:
        make_source(session, make_project(session), name="Élan")
        session.execute(update(Source).values(folded_name="elan"))
        session.execute(update(FoldingMark).values(folding="0"))

    # when
    upgrade(database)

    # then
    with database.reading() as session:
        assert is_stored(session)
        assert session.scalars(select(Source.folded_name)).one() == "élan"
