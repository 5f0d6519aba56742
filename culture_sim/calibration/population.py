"""A population of organisations: one baseline run for each, whose parameters follow its traits and its years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.calibration.population_file import Moments, PopulationFile, Trait, population_file
from culture_sim.model import CultureModel
from culture_sim.organisation import build_organisation
from culture_sim.outcomes.moments import Values, co_movements, slopes_within, spreads
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.parameters import Parameters
from culture_sim.scenario import load_scenario
from culture_sim.settings import Setting, load_parameters, load_setting

SETTLED_YEARS = 4
"""Years of warm-up with the traits of the first year."""
UNSEEN_YEARS = 3
"""Years with shocks of their own before the first that is looked at."""
_STREAM = 30

Numbers = NDArray[np.float64]


class Population(NamedTuple):
    """Simulated organisations over some years.

    Attributes:
        panel: for each measure (organisations, years); `size` is the logarithm of staff in post.
        file: what was declared of them.
    """

    panel: dict[str, Values]
    file: PopulationFile

    @property
    def moments(self) -> Moments:
        """How they differ, how long that lasts, and what moves together, for what is known of real ones."""
        return moments_of(self.panel, self.file)


def moments_of(panel: Mapping[str, Values], file: PopulationFile) -> Moments:
    """The moments of a panel, real or simulated, that stand in the file of a population."""
    seen = file.moments
    return Moments(
        {key: each for key, each in spreads(panel).items() if key in seen.spreads},
        co_movements(panel, seen.co_movements),
        slopes_within(panel, seen.within),
    )


def simulate_population(
    setting: str | Setting,
    organisations: int = 150,
    years: int = 6,
    seed: int = 1,
    parameters: Parameters | None = None,
    executor: Executor | None = None,
    tell: Callable[[], object] = lambda: None,
    file: PopulationFile | None = None,
) -> Population:
    """Many organisations of a setting without any programme, each with traits and years of its own.

    Args:
        setting: whose `population.yaml` says how they differ.
        organisations: how many.
        years: that are looked at.
        seed: of traits and runs; the first organisations are the same however many there are.
        parameters: of the average organisation; the setting's if absent.
        executor: runs organisations at the same time.
        tell: called after each.
        file: instead of the setting's own.

    Raises:
        InputError: the setting does not say how its organisations differ.
    """
    home = load_setting(setting) if isinstance(setting, str) else setting
    declared = file or population_file(home)
    average = parameters or load_parameters(home)
    one = partial(_life, home, declared, average, years, seed)
    rows = []
    for row in executor.map(one, range(organisations)) if executor else map(one, range(organisations)):
        rows.append(row)
        tell()
    return Population({key: np.array([row[key] for row in rows]) for key in rows[0]}, declared)


def _life(
    setting: Setting, file: PopulationFile, average: Parameters, years: int, seed: int, number: int
) -> dict[str, Numbers]:
    """What one organisation reports by year."""
    rng = np.random.default_rng([seed, _STREAM, number])
    log_size = file.size.log_sd * rng.normal()
    posts = int(np.clip(file.size.median * np.exp(log_size), file.size.least, file.size.most))
    traits = [
        (each, _trait(each, log_size, UNSEEN_YEARS + years, rng.spawn(1)[0])) for each in file.traits.values()
    ]
    by_year = [_moved(average, traits, year) for year in range(UNSEEN_YEARS + years)]
    place = build_organisation(setting.name, posts)
    model = CultureModel(
        load_scenario(f"{setting.name}/blame_culture"),
        seed=int(rng.integers(2**31)),
        organisation=place,
        parameters=by_year[0],
        warm_up_weeks=SETTLED_YEARS * WEEKS_A_YEAR,
    )
    for values in by_year:
        model.change_parameters(values)
        model.run_for(WEEKS_A_YEAR)
    outcomes = model.yearly_outcomes()
    found = {}
    for key, outcome in file.measures.items():
        recorded = sum(
            (trait.reports.get(key, 0.0) * by_year[-years:] for trait, by_year in traits), np.zeros(years)
        )
        found[key] = np.asarray(outcomes[outcome], np.float64)[-years:] * np.exp(recorded)
    people = model.tally.headcount[-years * WEEKS_A_YEAR :].reshape(years, WEEKS_A_YEAR).mean(axis=1)
    found["size"] = np.log(np.maximum(people, 1.0))
    return found


def _trait(trait: Trait, log_size: float, years: int, rng: np.random.Generator) -> Numbers:
    """(years,) an organisation's trait: lasting, of its size, and of the year."""
    lasting = trait.stable * rng.normal() + trait.size * log_size
    part = rng.normal(size=years)
    for year in range(1, years):
        part[year] = trait.lag * part[year - 1] + np.sqrt(1.0 - trait.lag**2) * part[year]
    value: Numbers = lasting + trait.yearly * part
    return value


def _moved(average: Parameters, traits: list[tuple[Trait, Numbers]], year: int) -> Parameters:
    """The parameters of one organisation in one year."""
    values: dict[str, float] = {}
    for trait, by_year in traits:
        for name, power in trait.multiplies.items():
            values[name] = values.get(name, average[name]) * float(np.exp(power * by_year[year]))
        for name, amount in trait.adds.items():
            values[name] = values.get(name, average[name]) + amount * float(by_year[year])
    return average.moved(values)
