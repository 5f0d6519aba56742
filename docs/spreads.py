"""Measures how far persons and organisations differ, and writes it into the usual setting's `spreads.yaml`.

What was observed there stays as it is.
"""

from culture_sim.ensemble import measure_spreads
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.settings import load_setting

LEAST_SPREAD = 1e-9
"""What differs less, such as commitment before there is a programme, does not differ."""


def make_spreads() -> None:
    """Measure and write."""
    file = load_setting(DEFAULT_SETTING).folder / "spreads.yaml"
    head, _, _ = file.read_text(encoding="utf-8").partition("between_persons:")
    found = measure_spreads()
    lines = [head]
    for title, spreads in (
        ("between_persons", found.persons),
        ("between_organisations", found.organisations),
    ):
        lines += [
            f"{title}:\n",
            *(f"  {key}: {sd:.3g}\n" for key, sd in spreads.items() if sd > LEAST_SPREAD),
        ]
    file.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    make_spreads()
