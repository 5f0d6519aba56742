"""The command line: `culture-sim`. A heavy library is imported by the command that needs it."""

from culture_sim.cli.exit_codes import main

__all__ = ["main"]
