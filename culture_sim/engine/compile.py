"""How the engine is compiled: one decorator, and a cache that a changed engine never reads.

Numba looks only at the file of a function when it decides whether its cache is fresh, not at the rules that
the function calls. So the cache folder is named after the text of the whole engine.
"""

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from culture_sim.engine.machine_code_cache import CheckedCache

Function = TypeVar("Function", bound=Callable[..., object])

_PACKAGE = Path(__file__).parent.parent
_NEVER_COMPILED = {"outcomes.py"}
"""Modules of a setting that hold declarations and plain functions, as do those in its folder `stories`."""
_every: list[Any] = []
_outside: list[Path] = []


def compiled(function: Function) -> Function:
    """Compile for columns and numbers, without the interpreter lock, and cache the machine code.

    The function may make no array: without Numba's counting of references, which cost a third of a week's time
    and half of its machine code, nobody would free it. Its arguments are held by the Python caller meanwhile.
    A function of one team, whose last argument is `team`, becomes part of the loop that calls it: to hand over
    its tables would cost as much as its rule.
    """
    arguments = function.__code__.co_varnames[: function.__code__.co_argcount]
    return _compiled(function, _nrt=False, forceinline=arguments[-1:] == ("team",))


def compiled_apart(function: Function) -> Function:
    """The same for a rule that is called from several places: it becomes part of none of them."""
    return _compiled(function, _nrt=False)


def compiled_with_arrays(function: Function) -> Function:
    """The same for a function that makes arrays of its own; for rare steps."""
    return _compiled(function, _nrt=True)


def compiled_in_place(function: Function) -> Function:
    """Compile into the text of whoever calls, so that a loop of calls can be made for several people at once."""
    return _compiled(function, inline="always", _nrt=False)


def use_cache_of(setting: Path) -> None:
    """From now on keep machine code apart for a setting that stands outside this package.

    What is compiled for its tables and events names its modules, which other processes need not know.
    """
    if setting not in _outside:
        _outside.append(setting)
        with _caching_in(cache_folder(tuple(_outside))):
            for function in _every:
                function._cache = CheckedCache(function.py_func)


def _compiled(function: Function, **options: object) -> Function:
    with _caching_in(cache_folder(tuple(_outside))):
        made = numba.njit(nogil=True, **options)(function)
        made._cache = CheckedCache(function)
        _once_for_all_literals(made)
    _every.append(made)
    return cast(Function, made)


def _once_for_all_literals(made: Any) -> None:
    """Compile a function once for a whole number, not once more for each number or code that a caller writes out."""
    if not hasattr(made, "get_call_template"):  # NUMBA_DISABLE_JIT: nothing is compiled
        return
    of_literals = made.get_call_template

    def template(args: tuple[Any, ...], kws: dict[str, Any]) -> Any:
        return of_literals(
            tuple(_any_of_its_kind(arg) for arg in args),
            {name: _any_of_its_kind(arg) for name, arg in kws.items()},
        )

    made.get_call_template = template


def _any_of_its_kind(arg: Any) -> Any:
    """The type of every whole number for that of one, and for the code of an event or a stream."""
    return arg.dtype if isinstance(arg, numba.types.IntEnumMember) else numba.types.unliteral(arg)


@contextmanager
def _caching_in(folder: Path) -> Iterator[None]:
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before


@cache
def cache_folder(outside: tuple[Path, ...] = ()) -> Path:
    """Where this engine's machine code is kept, so that the next command need not compile again.

    Below NUMBA_CACHE_DIR if that is set, else in the user's cache, else in a temporary folder of the user's own.

    Args:
        outside: folders of settings outside this package whose code is compiled too.
    """
    digest = hashlib.sha256()
    for root in (_PACKAGE / "engine", _PACKAGE / "settings", *outside):
        for file in sorted(root.rglob("*.py")):
            if file.name not in _NEVER_COMPILED and "stories" not in file.relative_to(root).parts:
                digest.update(file.read_bytes())
    name = f"engine-{digest.hexdigest()[:12]}"
    for parent in _candidates():
        try:
            folder = parent / name
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK) and (parent != _temporary() or _is_mine(parent)):
                return folder
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="culture-sim-"))


def is_warm() -> bool:
    """Whether this engine has been compiled before on this machine."""
    return any(cache_folder().rglob("*run_weeks*.nbc"))


def _candidates() -> list[Path]:
    """Folders to try, the user's choice first."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    if chosen:
        return [Path(chosen)]
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    usual = Path(home) if home else Path(os.path.expanduser("~")) / ".cache"  # noqa: PTH111 - Path.home() may raise
    return [usual / "culture-sim", _temporary()]


def _temporary() -> Path:
    user = os.getuid() if hasattr(os, "getuid") else "cache"
    return Path(tempfile.gettempdir()) / f"culture-sim-{user}"


def _is_mine(folder: Path) -> bool:
    """Whether nobody else can have put anything into it: what is read there is run."""
    if not hasattr(os, "getuid"):
        return True  # temporary folders belong to one user there
    about = folder.lstat()
    return stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and not about.st_mode & 0o022
