"""Mesa agents as views: one row of the columns, read and written in place."""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from weakref import WeakKeyDictionary

import mesa
import numpy as np

from culture_sim.engine.columns import Column, columns
from culture_sim.engine.tables import Staff
from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.settings.registry import load_setting

if TYPE_CHECKING:
    from culture_sim.model import CultureModel

_SomeView = TypeVar("_SomeView", bound="_View")


class _NextIds(WeakKeyDictionary[Any, Any]):
    """The next id of an agent, by model. Mesa 3.3 keeps every model for ever in a table of its own in this place."""

    def __getitem__(self, model: Any) -> Any:
        if model not in self:
            self[model] = itertools.count(1)
        return super().__getitem__(model)


class _View(mesa.Agent):  # type: ignore[misc]
    """One row of a table."""

    table: ClassVar[str]
    _ids = _NextIds()

    def __init__(self, model: CultureModel, row: int) -> None:
        super().__init__(model)
        self.row = row

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row} of {self.model!r}>"

    def _column(self, name: str) -> Any:
        return getattr(getattr(self.model, self.table), name)


class StaffMember(_View):
    """The person in one post. Leaves the model's agents while the post is vacant."""

    table = "staff"

    @property
    def post(self) -> int:
        """Number of the post."""
        return self.row

    @property
    def profession_name(self) -> str:
        """Name of the profession."""
        return str(self.model.organisation.profession_names[int(self._column("profession")[self.row])])


class Leader(_View):
    """The leader of one team, with the columns of staff."""

    table = "leaders"

    @property
    def team(self) -> int:
        """Number of the team."""
        return self.row


class Served(_View):
    """Somebody whom the organisation serves, as the setting's own table describes them."""

    table = "served"

    @property
    def stage_name(self) -> str:
        """Where they stand, in words."""
        stages = self.model.setting.tables.Stage
        return str(stages(int(self._column("stage")[self.row])).name.lower().replace("_", " "))


@cache
def served_agent(setting_name: str) -> type[Served]:
    """The type of the people served, named by the setting's word."""
    setting = load_setting(setting_name)
    word = setting.words["person_in_care"]
    doc = f"A {word}: one row of their table."
    kind = _kind(Served, word.title().replace(" ", ""), setting_name, __doc__=doc)
    _open(kind, columns(setting.tables.Served))
    return kind


@cache
def staff_agents(setting_name: str) -> tuple[type[StaffMember], type[Leader]]:
    """The types of staff and of leaders: types of their own, with its columns, in any but the usual setting."""
    member, leader = StaffMember, Leader
    if setting_name != DEFAULT_SETTING:
        member = _kind(StaffMember, "StaffMember", setting_name)
        leader = _kind(Leader, "Leader", setting_name)
    for kind in (member, leader):
        _open(kind, columns(load_setting(setting_name).tables.Staff))
    return member, leader


def _kind(view: type[_SomeView], name: str, setting_name: str, **more: Any) -> type[_SomeView]:
    """A type of one setting, which can be pickled: its qualified name leads `__getattr__` of this module to it."""
    names = {"__doc__": view.__doc__, "__qualname__": f"{name}:{setting_name}", "__module__": __name__}
    return type(name, (view,), {**names, **more})


def current_agents(model: CultureModel) -> dict[tuple[type[_View], int], int]:
    """Everyone in the model now: view and row, with the identity of the person."""
    member, leader = staff_agents(model.setting.name)
    here: dict[tuple[type[_View], int], int] = {}
    for post in np.flatnonzero(model.staff.filled):
        here[member, int(post)] = int(model.staff.person[post])
    for team, person in enumerate(model.leaders.person):
        here[leader, team] = int(person)
    kind = served_agent(model.setting.name)
    for row in np.flatnonzero(model.served.stage):
        here[kind, int(row)] = int(model.served.person[row])
    return here


def _property(name: str, column: Column) -> property:
    def read(self: _View) -> float | int | bool:
        value: float | int | bool = self._column(name)[self.row].item()
        return value

    def write(self: _View, value: float) -> None:
        number = float(value)
        if not column.low <= number <= column.high:
            raise InputError(f"{name} lies between {column.low:g} and {column.high:g}; {value!r} does not.")
        self._column(name)[self.row] = value

    return property(read, write, doc=f"{column.meaning} ({column.unit})")


def _open(view: type[_View], names: dict[str, Column]) -> None:
    for name, column in names.items():
        if name not in view.__dict__:
            setattr(view, name, _property(name, column))


_open(StaffMember, columns(Staff))
_open(Leader, columns(Staff))


def __getattr__(name: str) -> Any:
    """The type of the people served in the usual setting, by its own name; types of a setting as pickles name them."""
    of_setting = name.partition(":")[2]
    if of_setting:
        for kind in (*staff_agents(of_setting), served_agent(of_setting)):
            if kind.__qualname__ == name:
                return kind
    kind = served_agent(DEFAULT_SETTING)
    if name == kind.__name__:
        return kind
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
