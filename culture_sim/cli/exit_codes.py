"""How a command ends: 0 done, 2 the user's input is wrong, 1 our fault, 130 stopped with Ctrl-C."""

import contextlib
import errno
import functools
import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import ParamSpec

import typer

from culture_sim.errors import InputError, printable

DONE, FAULT, WRONG_INPUT, STOPPED, KILLED = 0, 1, 2, 130, 143

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}

Arguments = ParamSpec("Arguments")


def main() -> int:
    """Run the command line and answer with its exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started it
            setattr(sys, name, io.StringIO())
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without £ or − still gets its answer
    signal.signal(signal.SIGTERM, _killed)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a script runs it in the background
    try:
        from culture_sim.cli.app import app

        app(prog_name="culture-sim")
        code = DONE
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else DONE if ending.code is None else FAULT
    except KeyboardInterrupt:
        code = STOPPED
    if code in {STOPPED, KILLED}:
        # Without this, runs that are still going on would be waited for
        sys.stderr.flush()
        os._exit(code)
    return code


def _killed(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(KILLED)


def with_exit_codes(command: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Give a command its exit codes and its one clear message on stderr."""

    @functools.wraps(command)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except InputError as error:
            raise _exit(WRONG_INPUT, str(error)) from None
        except KeyboardInterrupt:
            raise _exit(STOPPED, "Stopped. No file was written or left half written.") from None
        except BrokenPipeError:
            _no_more_output()
            raise typer.Exit(DONE) from None
        except (typer.Exit, typer.Abort, SystemExit):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno in _NO_ROOM:
                where = f"{Path(error.filename).name}: " if isinstance(error.filename, str) else ""
                raise _exit(WRONG_INPUT, f"{where}The results cannot be written: {error.strerror}.") from None
            if os.environ.get("CULTURE_SIM_DEBUG"):
                raise
            what = f"{type(error).__name__}: {' '.join(str(error).split())}".rstrip(": ")
            sentence = f"Something went wrong that is not your doing: {what}"
            hint = "Set CULTURE_SIM_DEBUG=1 and run it again to see where."
            raise _exit(FAULT, f"{sentence}\n{hint}") from None

    return run


def _exit(code: int, message: str) -> typer.Exit:
    with contextlib.suppress(OSError):  # nobody listens any more
        print(printable(message), file=sys.stderr)  # noqa: T201
    return typer.Exit(code)


def _no_more_output() -> None:
    """`culture-sim parameters | head` ends quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
