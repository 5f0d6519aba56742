"""`python -m tests.golden --diff` says what has changed since the stored baseline, `--update` agrees to it."""

import argparse
import sys

from tests.golden.runs import BASELINE, differences, stored, summaries, write


def main() -> int:
    """Exit code 1 if something differs and is not agreed to."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--diff", action="store_true", help="say what has changed")
    choice.add_argument("--update", action="store_true", help="make what is now the baseline")
    chosen = parser.parse_args()
    now = summaries()
    then = stored() if BASELINE.exists() else {}
    found = differences(now, then, tolerance=1e-12)
    say = sys.stdout.write
    for line in found:
        say(line + "\n")
    say(f"{len(found)} figures differ.\n" if found else "Nothing differs.\n")
    if chosen.update and found:
        write(now)
        say(f"{BASELINE.name} is up to date.\n")
        return 0
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
