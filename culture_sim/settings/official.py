"""Official statistics on many organisations: which file a setting reads, and what it finds there of one of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple


class Described(NamedTuple):
    """One organisation of an official file.

    Attributes:
        said: what an organisation file of it would say; every observed level, also those that the setting does not
            calibrate to.
        notes: sentences on what the file does not say of it, and what stands in its place.
    """

    said: Mapping[str, Any]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class OfficialStatistics:
    """A file of official statistics that a setting reads: `OFFICIAL` in the `official.py` of its folder.

    Attributes:
        title: what the file is called where it is published.
        columns: names in its first line by which it is known.
        describe: finds one organisation in the file by its name and year, the latest where that is None.
        names: of all organisations in the file.
    """

    title: str
    columns: tuple[str, ...]
    describe: Callable[[Path, str, int | None], Described]
    names: Callable[[Path], tuple[str, ...]]
