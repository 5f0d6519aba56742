"""A population of organisations: one baseline run for each, whose parameters follow its traits and its years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.calibration.population_file import KINDS, Key, PopulationFile, Trait, population_file
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
DIFFER_FROM = 2.0
"""Standard errors beyond which a simulated moment does not agree with the observed one."""
SAMPLES = 100
"""Samples of organisations, drawn with replacement, from which standard errors are reckoned."""
_STREAM = 30

Numbers = NDArray[np.float64]


class Moment(NamedTuple):
    """One moment of simulated organisations beside that of real ones.

    Attributes:
        kind: what it is, such as "standard deviation".
        name: the measure or the pair of measures that it is of.
        observed: of real organisations.
        observed_error: its standard error.
        simulated: of simulated ones.
        simulated_error: its standard error.
    """

    kind: str
    name: str
    observed: float
    observed_error: float
    simulated: float
    simulated_error: float

    @property
    def apart(self) -> float:
        """Standard errors of the difference by which the simulated moment lies above the observed one."""
        return float((self.simulated - self.observed) / np.hypot(self.observed_error, self.simulated_error))

    @property
    def agrees(self) -> bool:
        """Whether chance alone could have set them so far apart."""
        return abs(self.apart) <= DIFFER_FROM


class Population(NamedTuple):
    """Simulated organisations over some years.

    Attributes:
        panel: for each measure (organisations, years); `size` is the logarithm of staff in post.
        file: what was declared of them.
    """

    panel: dict[str, Values]
    file: PopulationFile

    def moments(self) -> tuple[Moment, ...]:
        """How they differ, how long that lasts and what moves together, beside what is known of real ones."""
        found = moments_of(self.panel, self.file)
        rng = np.random.default_rng(_STREAM)
        organisations = len(next(iter(self.panel.values())))
        samples = [rng.integers(organisations, size=organisations) for _ in range(SAMPLES)]
        others = [
            moments_of({key: values[rows] for key, values in self.panel.items()}, self.file)
            for rows in samples
        ]
        return tuple(
            Moment(*key, *observed, found[key], float(np.nanstd([each[key] for each in others])))
            for key, observed in self.file.moments.items()
        )


def moments_of(panel: Mapping[str, Values], file: PopulationFile) -> dict[Key, float]:
    """Those moments of a panel, real or simulated, that stand in the file of a population."""
    found: dict[Key, float] = {}
    for name, each in spreads(panel).items():
        for kind, value in zip(KINDS, (each.mean, each.sd, *each.persistence), strict=True):
            found[kind, name] = value
    for pair, moved in co_movements(panel, [each.pair for each in file.observed.co_movements]).items():
        found["correlation by year", " and ".join(pair)] = moved.by_year
        found["correlation of means", " and ".join(pair)] = moved.of_means
    for pair, slope in slopes_within(panel, [each.pair for each in file.observed.within]).items():
        found["slope within", " on ".join(pair)] = slope.slope
    return {key: found[key] for key in file.moments}


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
