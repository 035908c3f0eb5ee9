"""The shelf of models: which one proposes claims in this instance, and how to go back.

The record in the data folder only grows, by a line each time that a model is put in force or gone
back from: when, and the models in force one upon the other. A setting of the environment is above
it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from webapp.attribution import Engine
from webapp.attribution.engine import SHIPPED
from webapp.config import Config
from webapp.errors import Refusal

_CARD = "model.json"


class NoModel(Refusal):
    """A folder holds no model, there is none to go back to, or the environment says which."""


@dataclass(frozen=True)
class ModelUse:
    """A model that was put in force: where it is, since when, and from which project it learnt."""

    folder: str
    since: str
    learnt_from: str = ""

    @property
    def path(self) -> Path | None:
        """The folder of the model; none for the one that ships."""
        return Path(self.folder) if self.folder else None

    @property
    def version(self) -> str:
        """What its proposals are marked with."""
        card = (self.path or SHIPPED) / _CARD
        return str(json.loads(card.read_text("utf-8"))["version"])


SHIPS = ModelUse("", "")
"""The model that comes with the package, which is always there to go back to."""


class ModelShelf:
    """The models of one instance."""

    def __init__(self, config: Config) -> None:
        self._fixed = config.model_folder
        self.folder = config.data_folder / "models"
        self._record = self.folder / "in_force.jsonl"

    def in_force(self) -> ModelUse:
        """The model that proposes claims now; one whose folder is gone is passed over."""
        if self._fixed:
            return ModelUse(str(self._fixed), "")
        return self._stack()[-1]

    def engine(self) -> Engine:
        """The engine with that model."""
        return Engine(self.in_force().path)

    def new_folder(self, now: datetime) -> Path:
        """Where a model that is taught now goes."""
        return self.folder / now.strftime("%Y-%m-%d-%H%M%S")

    def put_in_force(self, folder: Path, now: datetime, learnt_from: str = "") -> ModelUse:
        """Let a model propose claims from now on."""
        self._refuse_fixed()
        if not (folder / _CARD).exists():
            raise NoModel(f"{folder} holds no model that counterclaim train wrote.")
        use = ModelUse(str(folder.resolve()), now.isoformat(timespec="seconds"), learnt_from)
        self._note([*self._stack(), use], now)
        return use

    def go_back(self, now: datetime) -> ModelUse:
        """Let the model before propose claims again."""
        self._refuse_fixed()
        kept = self._stack()
        if len(kept) < 2:
            raise NoModel("The model that ships is in force: there is none before it.")
        self._note(kept[:-1], now)
        return kept[-2]

    def _stack(self) -> list[ModelUse]:
        """The models in force one upon the other, the one that ships first."""
        lines = self._record.read_text("utf-8").splitlines() if self._record.exists() else []
        uses = [ModelUse(**use) for use in json.loads(lines[-1])["models"]] if lines else []
        return [SHIPS, *(use for use in uses if (Path(use.folder) / _CARD).exists())]

    def _note(self, stack: list[ModelUse], now: datetime) -> None:
        models = [asdict(use) for use in stack if use != SHIPS]
        line = {"at": now.isoformat(timespec="seconds"), "models": models}
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._record.open("a", encoding="utf-8") as record:
            record.write(json.dumps(line, ensure_ascii=False) + "\n")
            record.flush()
            os.fsync(record.fileno())

    def _refuse_fixed(self) -> None:
        if self._fixed:
            raise NoModel("COUNTERCLAIM_MODEL says which model is in force: change it there.")
