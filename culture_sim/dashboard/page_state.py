"""What a visitor has set: everything that a link restores. Frozen; every change is a new desk."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from culture_sim.errors import InputError

MOST_SAVED = 4
MOST_LINK = 6000
"""Characters of a link that browsers and mail programs carry."""

Changes = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class PlanChoice:
    """A plan: a scenario of the gallery or an uploaded one, with what has been changed in it.

    Attributes:
        preset: name in the gallery.
        uploaded: a scenario file's text instead of the preset, "" if none.
        changes: dotted path and new value, as `Scenario.with_changes` takes them.
        embedded: whether what embeds the plan is left on.
        title: the name it was saved under, "" if it was not.
    """

    preset: str = "embedded"
    uploaded: str = ""
    changes: Changes = ()
    embedded: bool = True
    title: str = ""

    def changed(self, path: str, value: Any) -> PlanChoice:
        """The same with one thing set."""
        kept = tuple((name, old) for name, old in self.changes if name != path)
        return replace(self, changes=(*kept, (path, value)))


@dataclass(frozen=True)
class OrganisationChoice:
    """The organisation: a published example, its levels changed by hand, or an uploaded file.

    Attributes:
        name: name in the gallery.
        staff: number of posts.
        observed: levels typed in, over those of the example.
        uploaded: an organisation file's text instead, "" if none.
    """

    name: str = "nhs_trust/acute_trust"
    staff: int = 1000
    observed: tuple[tuple[str, float], ...] = ()
    uploaded: str = ""


@dataclass(frozen=True)
class PageState:
    """Everything that a link restores."""

    choice: PlanChoice = field(default_factory=PlanChoice)
    place: OrganisationChoice = field(default_factory=OrganisationChoice)
    saved: tuple[PlanChoice, ...] = ()
    parameters: tuple[tuple[str, float], ...] = ()
    seed: int = 1
    extra: tuple[tuple[str, Any], ...] = ()
    """What the other rooms keep here: name and plain value."""

    def with_choice(self, **changes: Any) -> PageState:
        """The same desk with another plan on it."""
        return replace(self, choice=replace(self.choice, **changes))

    def get(self, name: str, default: Any = None) -> Any:
        """What a room keeps under a name."""
        return dict(self.extra).get(name, default)

    def put(self, name: str, value: Any) -> PageState:
        """The same with something that a room keeps."""
        return replace(self, extra=(*((key, old) for key, old in self.extra if key != name), (name, value)))


def to_link(desk: PageState) -> str:
    """The desk as text for an address."""
    fresh = asdict(PageState())
    said = {name: value for name, value in asdict(desk).items() if value != fresh[name]}
    if not said:
        return ""
    packed = zlib.compress(json.dumps(said, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def from_link(text: str) -> PageState:
    """The desk that a link carries.

    Raises:
        InputError: the link was cut or changed.
    """
    if not text:
        return PageState()
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(packed, 2_000_000)
        if unpacker.unconsumed_tail:
            raise ValueError("too large")
        return _desk(json.loads(raw))
    except (ValueError, TypeError, KeyError, AttributeError, zlib.error, RecursionError):
        raise InputError("This link was cut off or changed, so it cannot be opened.") from None


def _desk(said: Mapping[str, Any]) -> PageState:
    parts = dict(said)
    if "choice" in parts:
        parts["choice"] = _choice(parts["choice"])
    if "place" in parts:
        place = _known(OrganisationChoice, parts["place"])
        place["observed"] = tuple((str(key), float(value)) for key, value in place.get("observed", ()))
        parts["place"] = OrganisationChoice(**place)
        if not 1 <= int(parts["place"].staff) <= MOST_STAFF:
            raise ValueError("staff")
    parts["saved"] = tuple(_choice(each) for each in parts.get("saved", ()))[:MOST_SAVED]
    parts["parameters"] = tuple((str(key), float(value)) for key, value in parts.get("parameters", ()))
    parts["extra"] = tuple((str(key), value) for key, value in parts.get("extra", ()))
    desk = PageState(**_known(PageState, parts))
    if int(desk.seed) != desk.seed or desk.seed < 0:
        raise ValueError("seed")
    return desk


MOST_STAFF = 5000
"""Posts that a page can live in the time that a visitor waits."""


def _choice(said: Mapping[str, Any]) -> PlanChoice:
    parts = _known(PlanChoice, said)
    parts["changes"] = tuple((str(path), value) for path, value in parts.get("changes", ()))
    return PlanChoice(**parts)


def _known(kind: type, said: Mapping[str, Any]) -> dict[str, Any]:
    names = {each.name for each in fields(kind)}
    if not set(said) <= names:
        raise ValueError("unknown")
    return dict(said)
