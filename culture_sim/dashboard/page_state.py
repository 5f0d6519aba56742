"""What a visitor has set: everything that a link restores. Frozen; every change makes another state.

A link can be written by anyone, so it is read by the schema of these models and nothing else: sizes, ranges and names
are checked before any of it is used.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import field, replace
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from culture_sim.dashboard.class_state import ClassState
from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.organisation import gallery_organisations

MOST_SAVED = 4
MOST_STAFF = 5000
"""Posts that a page can simulate in the time that a visitor waits."""

MOST_LINK = 6000
"""Characters of a link that browsers and mail programs carry."""

MOST_UNPACKED = 60_000
"""Bytes that a link may unpack to."""

BROKEN_LINK = "This link was cut off or changed, so it cannot be opened."

STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
Name = Annotated[str, Field(max_length=80, pattern=r"^[a-zA-Z0-9_]*(/[a-zA-Z0-9_]+)?$")]
Path = Annotated[str, Field(max_length=80, pattern=r"^(levers\.[a-z_]+(\.[a-z_]+)*|rollout\.[a-z]+|ends)$")]
Title = Annotated[str, Field(max_length=200)]
File = Annotated[str, Field(max_length=1_000_000)]
Number = Annotated[float, Field(ge=-1e9, le=1e9)]
Whole = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
Word = Annotated[str, Field(max_length=40)]
Numbers = Annotated[tuple[tuple[Name, Number], ...], Field(max_length=200)]


@dataclass(frozen=True, config=STRICT)
class PlanChoice:
    """A plan: a scenario of the gallery or an uploaded one, with what has been changed in it.

    Attributes:
        preset: name in the gallery.
        uploaded: a scenario file's text instead of the preset, "" if none.
        changes: dotted path and new value, as `Scenario.with_changes` takes them.
        embedded: whether what embeds the plan is left on.
        title: the name it was saved under, "" if it was not.
    """

    preset: Name = "embedded"
    uploaded: File = ""
    changes: Annotated[tuple[tuple[Path, bool | Whole | Number | Word], ...], Field(max_length=200)] = ()
    embedded: bool = True
    title: Title = ""

    def changed(self, path: str, value: Any) -> PlanChoice:
        """The same with one thing set."""
        others = tuple((name, old) for name, old in self.changes if name != path)
        return replace(self, changes=(*others, (path, value)))


@dataclass(frozen=True, config=STRICT)
class OrganisationChoice:
    """The organisation: a published example, its levels changed by hand, or an uploaded file.

    Attributes:
        name: name in the gallery.
        staff: number of posts.
        observed: levels typed in, over those of the example.
        uploaded: an organisation file's text instead, "" if none.
    """

    name: Name = next(name for name in gallery_organisations() if name.startswith(DEFAULT_SETTING))
    staff: Annotated[int, Field(ge=1, le=MOST_STAFF)] = 1000
    observed: Annotated[tuple[tuple[Name, Number], ...], Field(max_length=40)] = ()
    uploaded: File = ""


Comparator = Literal["training", "equal", "bolted_on", "none"]


@dataclass(frozen=True, config=STRICT)
class LaboratoryState:
    """What is looked at in the laboratory; a name that is not known stands for the usual one.

    Attributes:
        plan: plan of the single run.
        seed: random seed of the single run.
        one: lever across in the grid of two levers.
        other: lever upwards.
        outcome: outcome of the grid.
        over: plan that the two levers are added to.
        runs: paired runs of the grid.
        study: study that is shown.
    """

    plan: Name = "embedded"
    seed: Annotated[int, Field(ge=1, le=9999)] = 1
    one: Annotated[str, Field(max_length=80)] = "leadership_modelling"
    other: Annotated[str, Field(max_length=80)] = "training.champions"
    outcome: Name = "practice"
    over: Name = "blame_culture"
    runs: Literal["2", "4", "8"] = "4"
    study: Annotated[str, Field(max_length=300)] = ""


@dataclass(frozen=True, config=STRICT)
class PageState:
    """Everything that a link restores."""

    choice: PlanChoice = field(default_factory=PlanChoice)
    place: OrganisationChoice = field(default_factory=OrganisationChoice)
    comparator: Comparator = "training"
    saved: Annotated[tuple[PlanChoice, ...], Field(max_length=MOST_SAVED)] = ()
    parameters: Numbers = ()
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1
    classroom: ClassState = field(default_factory=ClassState)
    laboratory: LaboratoryState = field(default_factory=LaboratoryState)

    def with_choice(self, **changes: Any) -> PageState:
        """The same with another plan."""
        return replace(self, choice=replace(self.choice, **changes))


_SCHEMA = TypeAdapter(PageState)


def to_link(state: PageState, spelt_out: bool = False) -> str:
    """The state as text for an address.

    Args:
        state: what a link restores.
        spelt_out: also of a fresh page, whose link is empty otherwise.
    """
    if state == PageState() and not spelt_out:
        return ""
    packed = zlib.compress(_SCHEMA.dump_json(state, exclude_defaults=True), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def fits_a_link(state: PageState) -> bool:
    """Whether the state can be carried by a link and opened again."""
    fits = len(_SCHEMA.dump_json(state, exclude_defaults=True)) <= MOST_UNPACKED
    return fits and len(to_link(state)) <= MOST_LINK


def from_link(text: str) -> PageState:
    """The state that a link carries.

    Raises:
        InputError: the link was cut or changed, or says what cannot be.
    """
    if not text:
        return PageState()
    try:
        if len(text) > MOST_LINK:
            raise ValueError("too long")
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), MOST_UNPACKED)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ValueError("too large, or cut off")
        return _SCHEMA.validate_json(raw)
    except (ValueError, zlib.error):
        raise InputError(BROKEN_LINK) from None
