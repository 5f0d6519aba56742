"""A scenario: what leaders do about culture, and when."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import numpy as np
import yaml
from numpy.typing import ArrayLike, NDArray

from culture_sim.errors import InputError, did_you_mean
from culture_sim.gallery import add_setting, setting_folders
from culture_sim.inputs.located_yaml import LocatedMapping, as_block, location_of, parse_document
from culture_sim.inputs.messages import FEW, fields_of, model_at, one_error
from culture_sim.inputs.records import check_record
from culture_sim.scenario.content import DatedEvent, Manner, ScenarioFile, scenario_model
from culture_sim.scenario.declarations import EventInfo
from culture_sim.scenario.expand import deep_merge, expand_shorthand
from culture_sim.scenario.inherit import setting_in, with_ancestors
from culture_sim.scenario.levers import ByGroup, Levers
from culture_sim.scenario.messages import scenario_kind
from culture_sim.scenario.plan import Plan, build_plan
from culture_sim.scenario.rollout import AnyRollout, Directorates, unknown_directorate
from culture_sim.scenario.times import NEVER

DEPARTURES = get_args(EventInfo.model_fields["who"].annotation)
"""Who may leave because a scenario says so, in the engine's order."""


@dataclass(frozen=True, eq=False)
class Scenario:
    """What leaders do about culture, and when. Frozen: changing it gives another one."""

    name: str
    """Key in results and file names, for example "embedded"."""
    content: ScenarioFile
    source: Path | None = None
    """The file it was read from."""
    _written: LocatedMapping = field(default_factory=LocatedMapping, repr=False)

    # What it says --------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """Name as a reader sees it."""
        return self.content.name or self.name.replace("_", " ").capitalize()

    @property
    def shows(self) -> str:
        """What it shows, in two sentences; "" if its author did not say."""
        return self.content.shows

    @property
    def setting(self) -> str:
        """Kind of organisation that it is written for."""
        return self.content.setting

    @property
    def levers(self) -> Levers:
        """What is done."""
        return self.content.levers

    @property
    def rollout(self) -> AnyRollout:
        """Which teams start when."""
        return self.content.rollout

    @property
    def manner(self) -> Manner:
        """How the plan is carried out."""
        return self.content.manner

    @property
    def events(self) -> tuple[DatedEvent, ...]:
        """What happens to the organisation in given weeks, beside the plan."""
        return self.content.events

    @property
    def ends(self) -> int | None:
        """Week from which every lever is gone that does not say otherwise; None if they stay."""
        return None if self.content.ends in {None, NEVER} else self.content.ends

    @property
    def does_nothing(self) -> bool:
        """Whether no lever is ever used."""
        return not self.levers.used

    @cached_property
    def hash(self) -> str:
        """First 12 of the SHA-256 of what is done and when, whatever its name and spelling."""
        text = json.dumps(self._essence(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def _essence(self) -> dict[str, Any]:
        levers = {}
        for path in self.levers.used:
            lever = self.levers.at(path)
            end = lever.end(self.ends)
            fingerprint: dict[str, Any] = {"end": end, "fade": None if end is None else lever.fade}
            if lever.amount_steps:
                fingerprint["steps"] = lever.amount_steps
            else:
                fingerprint |= {"amount": lever.amount, "start": lever.start, "ramp": lever.ramp}
            if isinstance(lever, ByGroup):
                fingerprint["by_group"] = {
                    name: each for name, each in lever.by_group.items() if each != lever.amount
                }
            levers[path] = fingerprint
        essence: dict[str, Any] = {
            "setting": self.setting,
            "levers": levers,
            "rollout": self.rollout.model_dump(mode="json"),
            "manner": self.manner.model_dump(),
        }
        if self.events:
            essence["events"] = [event.model_dump(mode="json") for event in self.events]
        return essence

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and (self.name, self.to_dict()) == (other.name, other.to_dict())

    def __reduce__(self) -> tuple[Any, ...]:
        """Travels to other processes as what was written, and the folder of its setting."""
        return _restored, (self.name, self._written, self.source, setting_folders().get(self.setting))

    def __hash__(self) -> int:
        return hash((self.name, self.hash))

    # What it means week by week ------------------------------------------------------------------

    def plan(self, weeks: int, delays: ArrayLike = (0,), groups: Sequence[str] = ()) -> Plan:
        """Strength of every lever in each week, wave and staff group.

        Args:
            weeks: number of weeks from the start of the programme.
            delays: weeks by which each wave starts later, as `rollout.assign` gives them.
            groups: names of the setting's staff groups, in order.

        Raises:
            InputError: the scenario names a staff group that is not among `groups`.
        """
        self.check_names(groups)
        return build_plan(self.levers, weeks, delays, groups, self.rollout, self.ends)

    def departures(self, weeks: int) -> NDArray[np.float64]:
        """Share of team leaders, of those above them, and of executives who leave in each week, (weeks, 3).

        Args:
            weeks: number of weeks from the start of the programme.
        """
        found = np.zeros((weeks, len(DEPARTURES)))
        for event in self.events:
            who = DEPARTURES.index(self.levers.declared.events[event.what].who)
            if event.at < weeks:
                found[event.at, who] = max(found[event.at, who], event.share)
        return found

    def check_names(self, groups: Sequence[str] = (), directorates: Sequence[str] | None = None) -> None:
        """Check the names that only the setting and the organisation know; an absent list is not checked.

        Raises:
            InputError: a staff group or a directorate that is not there, with its file and line.
        """
        problems = []
        for info in self.levers.declared.levers:
            for group in getattr(self.levers.at(info.path), "by_group", ()):
                if groups and group not in groups:
                    path = ("levers", *info.path.split("."), "by_group", group)
                    hint = did_you_mean(group, groups) or f" The staff groups are: {', '.join(groups)}."
                    problem = f"'{group}' is not a staff group.{hint}"
                    problems.append((location_of(self._written, path), problem))
        if directorates is not None and isinstance(self.rollout, Directorates):
            for number, name in enumerate(self.rollout.order):
                if name not in directorates:
                    place = location_of(self._written, ("rollout", "order", number))
                    problems.append((place, unknown_directorate(name, directorates)))
        if problems:
            raise one_error(problems)

    def where(self, *path: str | int) -> tuple[str | Path | None, int | None]:
        """File and line of what stands at a path such as ("setting",); its file alone where that is not written."""
        place = location_of(self._written, path)
        known = bool(path) and path[0] in self._written
        return (place.file or self.source, place.line) if known else (self.source, None)

    def check_setting(self, setting: str) -> None:
        """Check that it is written for a kind of organisation.

        Raises:
            InputError: it is written for another one.
        """
        if self.setting != setting:
            message = f"'{self.name}' is a scenario for {self.setting}, not for {setting}."
            raise InputError(message, *self.where("setting"))

    # Out of and into other forms -----------------------------------------------------------------

    @classmethod
    def from_dict(
        cls,
        data: Mapping[str, Any],
        name: str | None = None,
        source: Path | None = None,
        most: int = FEW,
        gallery_only: bool = False,
    ) -> Scenario:
        """A scenario from nested dictionaries of the form of a scenario file.

        Args:
            data: what a file would say; it may extend another scenario.
            name: key; made from the scenario's name if absent.
            source: the file it comes from.
            most: how many problems are reported at once.
            gallery_only: whether it may extend scenarios of the gallery only, so that no file is opened.

        Raises:
            InputError: it is not a scenario.
        """
        if not isinstance(data, Mapping):
            raise InputError("A scenario is made of 'name: value' pairs.", source)
        tree = with_ancestors(data, source, gallery_only=gallery_only)
        model = scenario_model(setting_in(tree))
        content = check_record(tree, model, scenario_kind(model), source, most)
        return cls(name or _key(content.name) or "scenario", content, source, tree)

    @classmethod
    def from_text(cls, text: str, file: str, most: int = FEW) -> Scenario:
        """A scenario from the text of a scenario file that somebody sent; it opens no file.

        It may extend a scenario of the gallery, and nothing else.

        Args:
            text: the file.
            file: what it is called in messages.
            most: how many problems are reported at once.

        Raises:
            InputError: it is not a scenario; the message names the line and quotes nothing but the text.
        """
        return cls.from_dict(parse_document(text, file), Path(file).stem, most=most, gallery_only=True)

    def to_dict(self) -> dict[str, Any]:
        """Everything that differs from a scenario that does nothing, in the form of a scenario file."""
        said = self.content.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {"schema_version": 1, "name": self.title, "shows": self.shows, "levers": {}} | said

    def to_yaml(self) -> str:
        """A scenario file that stands alone and means the same."""
        written = _as_written(self.to_dict(), self.levers.declared.measures)
        return yaml.safe_dump(
            written, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
        )

    # Another scenario out of this one ------------------------------------------------------------

    def with_changes(self, changes: Mapping[str, Any], name: str | None = None) -> Scenario:
        """A copy in which some things differ, named by dotted paths, with the checks of a file.

        For example `{"levers.training.introduction.reach": 0.5, "rollout.kind": "directorates"}`. A value may
        be anything that a file may say there; what is not named stays.

        Args:
            changes: path to new value.
            name: key and title of the copy; those of this scenario if absent.

        Raises:
            InputError: a path that is not there, or a value that cannot be.
        """
        overlay = LocatedMapping()
        setting = str(changes.get("setting", self.setting))
        for path, value in changes.items():
            single: Any = value
            for part in reversed(path.split(".")):
                single = {part: single}
            overlay = deep_merge(overlay, expand_shorthand(single, setting))
        if name is not None:
            overlay = deep_merge(overlay, as_block({"name": name}))
        changed = deep_merge(self._written, overlay)
        key = _key(name or "") or self.name
        return Scenario.from_dict(changed, key, self.source, gallery_only=True)

    def with_levers(self, name: str | None = None, **levers: Any) -> Scenario:
        """A copy with other levers, each as a file would say it, for example `with_levers(succession=0)`."""
        return self.with_changes({f"levers.{lever}": value for lever, value in levers.items()}, name)

    def value(self, path: str) -> Any:
        """What the scenario says at a dotted path such as "levers.training.introduction.reach".

        Raises:
            InputError: there is no such path.
        """
        found: Any = self.content.model_dump(mode="json", by_alias=True)
        parts = path.split(".")
        for number, part in enumerate(parts):
            if not isinstance(found, dict) or part not in found:
                model = model_at(parts[:number], type(self.content))
                hint = did_you_mean(
                    part, fields_of(model) if model else found if isinstance(found, dict) else ()
                )
                raise InputError(f"'{path}' is not in a scenario: '{part}' is unknown.{hint}")
            found = found[part]
        return found


def _key(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")


def _as_written(value: Any, measures: frozenset[str], key: str = "") -> Any:
    """Weeks as a reader writes them ("week 26", "26 weeks"), and a lever's amount before its times."""
    if isinstance(value, dict):
        amount_first = sorted(value, key=lambda name: name not in measures)
        return {name: _as_written(value[name], measures, name) for name in amount_first}
    if isinstance(value, list):
        return [_as_written(each, measures) for each in value]
    if isinstance(value, int) and key in {"from", "at", "until", "ends"}:
        return f"week {value}"
    if isinstance(value, int) and key in {"ramp", "fade", "every", "after", "by", "weeks"}:
        return f"{value} week{'' if value == 1 else 's'}"
    return value


def _restored(name: str, tree: LocatedMapping, source: Path | None, folder: Path | None) -> Scenario:
    """A scenario that came from another process, which may know settings that this one does not."""
    if folder is not None and folder.name not in setting_folders():
        add_setting(folder)
    return Scenario.from_dict(tree, name, source)
