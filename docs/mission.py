"""Makes the pages of the missions: what a source text says, where it lives in the model, and what each lever moved.

python docs/mission.py                       only the pages, from the files in mission/
python docs/mission.py measure SETTING ...   first run every lever of a setting alone and left out (some minutes)

Each text is declared in mission/texts.yaml; sentences stand in mission/SETTING.yaml, figures in mission/SETTING.csv.
Words of a sentence:

says: the sentence, cut to its point       lives: what the model makes of it       rule: equations and functions
levers: paths                              moved: outcomes, of each lever alone and left out of the embedded plan
plans: whole plans, with their outcomes    baseline: outcomes without a plan       page: where a user sees it
test: file::test, or several               fails: what a test that fails found     nowhere: why it has no place
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from culture_sim import Scenario, compare, load_scenario, load_setting
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.scenario.declarations import LeverInfo, levers_of

DOCS = Path(__file__).resolve().parent
FOLDER = DOCS / "mission"
RUNS = 12
LATE = slice(3, 6)
"""Years 3 to 5: year 0 is the one before the launch."""
EMBEDDED, NOTHING = "embedded", "blame_culture"
ALONE, WITHOUT = "alone ", "without "
BASELINE, COST, HOURS, MADE_BY = "baseline", "cost a year", "hours a year", "made by"
OF_A_PROGRAMME = ("commitment",)
"""Outcomes that a baseline without a programme has not."""
NOT_IN_IT = "not in it"
"""Left out of a plan that has not got it."""
CLEAR = 2.0
"""Standard errors beyond which a change is distinguished from chance."""


@dataclass(frozen=True)
class Mission:
    """A source text, and the setting that it is about; see mission/texts.yaml."""

    setting: str
    page: str
    plans: Sequence[str]
    first_seed: int
    also: Mapping[str, float]
    table: Sequence[str]
    purposes: Mapping[str, Sequence[str]]
    head: str

    @property
    def figures_file(self) -> Path:
        """What was measured."""
        return FOLDER / f"{self.setting}.csv"

    @cached_property
    def parts(self) -> list[dict[str, Any]]:
        """Titles, each with its sentences."""
        found: list[dict[str, Any]] = yaml.safe_load(
            (FOLDER / f"{self.setting}.yaml").read_text(encoding="utf-8")
        )
        return found

    @cached_property
    def figures(self) -> dict[tuple[str, str], tuple[float, float]]:
        """Mean and standard error by plan and outcome."""
        with self.figures_file.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        return {(plan, key): (float(mean), float(error)) for plan, key, mean, error in rows}

    def load(self, name: str) -> Scenario:
        """A plan of the setting's gallery."""
        return load_scenario(f"{self.setting}/{name}")

    def in_embedded(self, lever: LeverInfo) -> Any:
        """What the embedded plan says of a lever."""
        said: Any = self.load(EMBEDDED).to_dict()["levers"]
        for part in lever.path.split("."):
            said = said[part]
        return said

    def named(self) -> dict[str, Scenario]:
        """Plans, each lever by itself, and the embedded plan without it, by what they are called here."""
        embedded, nothing = self.load(EMBEDDED), self.load(NOTHING)
        found = {name: self.load(name) for name in self.plans}
        for lever in levers_of(self.setting):
            path = lever.path
            if path in self.also:
                found[ALONE + path] = nothing.with_changes({f"levers.{path}": self.also[path]}, path)
                continue
            full = self.in_embedded(lever)
            found[ALONE + path] = nothing.with_changes({f"levers.{path}": full}, path)
            found[WITHOUT + path] = embedded.with_changes({f"levers.{path}": 0}, f"no {path}")
        return found

    def measure(self) -> None:
        """Run them all with the same seeds; write what years 3 to 5 show, and what five years take."""
        named = self.named()
        found = compare(
            list(named.values()),
            setting=self.setting, runs=RUNS, seed=self.first_seed, parameter_share=0, workers=1,
        )  # fmt: skip
        rows: list[tuple[str, str, float, float]] = []
        for key in (outcome.key for outcome in found.setting.outcomes):
            rows.append((BASELINE, key, *mean_and_error(found.values(found.baseline, key)[:, LATE])))
            for name, each in named.items():
                against = EMBEDDED if name.startswith(WITHOUT) else ""
                rows.append((name, key, *mean_and_error(found.paired(each.name, key, against)[:, LATE])))
        for name, each in named.items():
            rows.append((name, COST, *mean_and_error(found.values(each.name, "programme_cost_gbp")[:, 1:])))
            hours = found.weeks(each.name, "hours")[:, WEEKS_A_YEAR:]
            rows.append((name, HOURS, *mean_and_error(hours * WEEKS_A_YEAR)))
        made_by = f"organisation {found.organisation_hash}; parameters {found.parameters_hash}"
        with self.figures_file.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(["plan", "outcome", "mean", "standard_error"])
            out.writerows((*row[:2], *(f"{number:.4g}" for number in row[2:])) for row in rows)
            out.writerow([MADE_BY, made_by, RUNS, 0])

    def text(self) -> str:
        """The page."""
        made_by, runs = next(
            (key, int(mean)) for (plan, key), (mean, _) in self.figures.items() if plan == MADE_BY
        )
        lines = [self.head.format(runs=runs, made_by=made_by, first_seed=self.first_seed)]
        for part in self.parts:
            lines += [
                f"\n## {part['title']}\n",
                "| the text says | in the model | takes a year | moved | see, test |",
            ]
            lines.append("|---|---|---|---|---|")
            lines += [self.row(each) for each in part["sentences"]]
        lines += ["\n## Every lever\n", *self.every_lever()]
        if self.purposes:
            lines += ["\n## What each is for\n", *self.what_each_is_for()]
        return "\n".join(lines) + "\n"

    def row(self, each: dict[str, Any]) -> str:
        """A sentence, as a row of a table."""
        if "nowhere" in each:
            return f"| {each['says']} | **Nowhere.** {each['nowhere']} | | | |"
        lives = f"{each['lives']} *Rule:* {each['rule']}"
        takes = "<br>".join(self.price(lever) for lever in each.get("levers", ()))
        where = [each["page"]] if "page" in each else []
        for named in tests_of(each):
            file, _, test = named.partition("::")
            where.append(f"*{Path(file).name}*{': ' * bool(test)}{test}")
        if "fails" in each:
            where.append(f"**fails:** {each['fails']}")
        return (
            f"| {each['says']} | {lives} | {takes} | {'<br>'.join(self.moved(each))} | {'<br>'.join(where)} |"
        )

    def price(self, lever: str) -> str:
        """Cost and hours of a lever alone."""
        cost, hours = (self.figures[ALONE + lever, key][0] for key in (COST, HOURS))
        return f"`{lever}`: {pounds(cost)}, {hours:,.0f} hours"

    def moved(self, each: dict[str, Any]) -> Iterator[str]:
        """What a sentence's levers and plans moved, a line an outcome."""
        for key in each.get("baseline", ()):
            yield f"baseline: {self.title(key)} {self.amount(key, self.figures[BASELINE, key][0])}"
        for plan, keys in each.get("plans", {}).items():
            for key in keys:
                yield f"`{plan}`: {self.title(key)} {self.of_a_plan(plan, key)}"
        for lever in each.get("levers", ()):
            name = f"`{lever}`: " if len(each["levers"]) > 1 else ""
            for key in each.get("moved", ()):
                alone, left_out = self.both_ways(lever, key)
                said = [f"alone {alone}"] * bool(alone) + [f"left out {left_out}"] * bool(left_out)
                yield f"{name}{self.title(key)} {', '.join(said)}"

    def title(self, key: str) -> str:
        """An outcome's title within a sentence."""
        said = load_setting(self.setting).outcome(key).title
        return said[0].lower() + said[1:]

    def change(self, plan: str, key: str) -> str:
        """A difference with its sign, if it is distinguished from chance."""
        mean, error = self.figures[plan, key]
        said = self.amount(key, mean, sign=True)
        clear = abs(mean) >= CLEAR * error and any(digit in said for digit in "123456789")
        return said if clear else "no clear change"

    def of_a_plan(self, plan: str, key: str) -> str:
        """A difference, or the level of what there is only with a programme."""
        level = key in OF_A_PROGRAMME
        return self.amount(key, self.figures[plan, key][0]) if level else self.change(plan, key)

    def amount(self, key: str, number: float, sign: bool = False) -> str:
        """A number with as many decimals as its outcome needs."""
        unit = load_setting(self.setting).outcome(key).unit
        if unit.startswith("GBP"):
            return ("+" if sign and number > 0 else "") + pounds(number)
        decimals = 1 if unit.startswith("%") or "1,000 staff" in unit else 3
        after = (" points" if sign else " %") if unit.startswith("%") else ""
        return f"{number:{'+' if sign else ''}.{decimals}f}".replace("-", "−") + after

    def both_ways(self, lever: str, key: str) -> tuple[str, str]:
        """What a lever moves alone and left out; "" where there is nothing to compare with."""
        alone = "" if key in OF_A_PROGRAMME else self.change(ALONE + lever, key)
        return alone, "" if lever in self.also else self.change(WITHOUT + lever, key)

    def every_lever(self) -> Iterable[str]:
        """All levers with what they take, and what they move of what the text's table shows."""
        names = [f"{self.title(key)} {how}" for key in self.table for how in ("alone", "left out")]
        yield f"| lever | cost a year | hours a year | {' | '.join(names)} |"
        yield "|---" * (3 + len(names)) + "|"
        for lever in levers_of(self.setting):
            cells = [cell or NOT_IN_IT for key in self.table for cell in self.both_ways(lever.path, key)]
            yield self.of_a_lever(f"{lever.title} (`{lever.path}`)", ALONE + lever.path, cells)
        cells = [cell for key in self.table for cell in (self.change(EMBEDDED, key), "")]
        yield self.of_a_lever("the embedded plan", EMBEDDED, cells)

    def what_each_is_for(self) -> Iterable[str]:
        """By lever, its sentence and the outcomes that it is for."""
        yield "| lever | what it is | outcome | without any | alone | left out |"
        yield "|---" * 6 + "|"
        for lever in levers_of(self.setting):
            what = (lever.title, lever.sentence)
            for key in self.purposes[lever.path]:
                level = "" if key in OF_A_PROGRAMME else self.amount(key, self.figures[BASELINE, key][0])
                alone, left_out = self.both_ways(lever.path, key)
                cells = (*what, self.title(key), level, alone, left_out or NOT_IN_IT)
                what = ("", "")
                yield f"| {' | '.join(cells)} |"

    def of_a_lever(self, title: str, plan: str, cells: Sequence[str]) -> str:
        """A row of the table of levers."""
        cost, hours = (self.figures[plan, key][0] for key in (COST, HOURS))
        return f"| {title} | {pounds(cost)} | {hours:,.0f} | {' | '.join(cells)} |"


def missions() -> list[Mission]:
    """All texts, as they are declared."""
    found = yaml.safe_load((FOLDER / "texts.yaml").read_text(encoding="utf-8"))
    return [Mission(**each) for each in found]


def tests_of(each: Mapping[str, Any]) -> list[str]:
    """Tests that a sentence names: one, or several."""
    found = each["test"]
    return [found] if isinstance(found, str) else found


def mean_and_error(values: NDArray[np.floating[Any]]) -> tuple[float, float]:
    """Of the means of runs, (runs, years or weeks)."""
    means = values.mean(axis=1)
    return float(means.mean()), float(means.std(ddof=1) / len(means) ** 0.5)


def pounds(number: float) -> str:
    """Money, in words that a table can hold."""
    size = abs(number)
    said = f"£{size / 1e6:.2f}m" if size >= 995_000 else f"£{size / 1000:,.0f},000" if size >= 500 else "£0"
    return ("−" if number < 0 else "") + said


if __name__ == "__main__":
    measured = sys.argv[2:] if sys.argv[1:2] == ["measure"] else []
    for mission in missions():
        if mission.setting in measured:
            mission.measure()
        (DOCS / mission.page).write_text(mission.text(), encoding="utf-8")
