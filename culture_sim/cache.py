"""What centring has solved is kept on this machine: the same organisation with the same numbers is solved once."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from culture_sim.engine.compile import cache_folder
from culture_sim.version import model_version


def cached(solve: Callable[[], Any], *of: Any) -> Any:
    """What `solve()` gives for `of`: read where it was solved before, else solved and kept.

    Args:
        solve: gives something that JSON can hold, and nothing but a function of `of` and of the model's source.
        of: what it is solved for, in terms that JSON can hold. Floats are kept exactly.

    A file that cannot be read is solved anew; a folder that cannot be written keeps nothing.
    """
    file = _file(of)
    with suppress(OSError, ValueError, KeyError, TypeError):
        return json.loads(file.read_text(encoding="utf-8"))["found"]
    found = solve()
    with suppress(OSError):
        _write(file, json.dumps({"of": of, "found": found}))
    return found


def is_cached(*of: Any) -> bool:
    """Whether this was solved before on this machine."""
    return _file(of).exists()


def _file(of: Any) -> Path:
    key = hashlib.sha256(json.dumps([model_version(), *of], sort_keys=True).encode()).hexdigest()
    return cache_folder() / "centred" / f"{key[:24]}.json"


def _write(file: Path, text: str) -> None:
    """Whole or not at all: others may be reading."""
    file.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, encoding="utf-8", delete=False) as draft:
        draft.write(text)
    Path(draft.name).replace(file)
