"""What tests of the import send, and a look at what came of it."""

from pathlib import Path

from sqlalchemy import func, select

from webapp.database import Database
from webapp.models import Article, Claim, StagedArticle

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SEED = (SEEDS[0].name, SEEDS[0].read_bytes())
BOTH = ("both.txt", b"".join(path.read_bytes() for path in SEEDS))


def count(database: Database, model: type[Article] | type[StagedArticle] | type[Claim]) -> int:
    with database.reading() as session:
        return session.execute(select(func.count()).select_from(model)).scalar_one()
