"""CultureModel: an organisation under a scenario, week by week, as a Mesa model."""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self, runtime_checkable

import mesa
import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.columns import columns
from culture_sim.engine.tables import Executive, Levers, Staff, Tally, Teams
from culture_sim.errors import InputError, UncalibratedWarning
from culture_sim.initialise import advance, assign_waves, build_schedule, initialise
from culture_sim.log_frames import diary_frame, events_frame, forget, watch
from culture_sim.organisation import Organisation, build_organisation, check_whole, network
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario, load_scenario
from culture_sim.scenario.times import NEVER
from culture_sim.settings import Setting, load_parameters

if TYPE_CHECKING:
    import networkx
    import pandas

WARM_UP_WEEKS = 208
HORIZON_WEEKS = 260
MOST_WEEKS = 5200
LARGEST_SEED = 2**62
_SHARED_BY_FORKS = (
    "seed",
    "organisation",
    "parameters",
    "warm_up_weeks",
    "culture_plan",
    "_pars",
    "_clock",
    "_delays",
    "_launch",
    "_schedule",
)


@runtime_checkable
class ModelHook(Protocol):
    """Somebody's own intervention or analyzer: any of the three methods may do nothing."""

    def start(self, model: CultureModel) -> None:
        """Once, when it joins a model."""

    def step(self, model: CultureModel) -> None:
        """Every week."""

    def finish(self, model: CultureModel) -> None:
        """Once, when the model is finished."""


class CultureModel(mesa.Model):
    """An organisation, week by week, under a scenario.

    The warm-up, weeks of blame culture in which the organisation settles, is run at once; `week` is 0 when the
    programme starts.
    """

    def __init__(
        self,
        scenario: Scenario | str | Path = "blame_culture",
        seed: int | None = None,
        staff: int | None = None,
        organisation: Organisation | str | Path | None = None,
        parameters: Parameters | None = None,
        warm_up_weeks: int = WARM_UP_WEEKS,
        interventions: Iterable[ModelHook] = (),
        analyzers: Iterable[ModelHook] = (),
        rng: int | None = None,
    ) -> None:
        """Initialise the organisation and run its warm-up.

        Args:
            scenario: a Scenario, the name of one in the gallery, or the path of a file.
            seed: of the random numbers; the same seed gives the same weeks. A fresh one, kept in `seed`, if absent.
            staff: number of posts; by default what the organisation says.
            organisation: an Organisation, the name of one in the gallery, or the path of a file; by default the
                setting of the scenario.
            parameters: another set of the model's numbers. An organisation with observed levels stands at them only
                with parameters that were calibrated to it: `calibrated_model` takes the same arguments and does both
                in one call. Where none are given for such an organisation, an `UncalibratedWarning` says so.
            warm_up_weeks: weeks run before the programme.
            interventions: objects whose `step(model)` is called before every week.
            analyzers: objects whose `step(model)` is called after every week.
            rng: the seed by Mesa's name, used where `seed` is absent.

        Raises:
            InputError: something about the scenario, the organisation or a number is wrong.
        """
        chosen = seed if seed is not None else rng
        self.seed = (
            secrets.randbits(32)
            if chosen is None
            else check_whole(chosen, "seed", least=0, most=LARGEST_SEED)
        )
        super().__init__(rng=self.seed)
        place = _organisation(organisation, staff) if organisation is not None else None
        self.culture_plan = _scenario(scenario, place)
        self.organisation = place if place is not None else _organisation(self.culture_plan.setting, staff)
        self.parameters = parameters if parameters is not None else _usual_parameters(self.organisation)
        self.warm_up_weeks = check_whole(warm_up_weeks, "warm-up in weeks", least=0)
        self.running = True
        self._pars = self.parameters.record()
        rows = self.warm_up_weeks + HORIZON_WEEKS
        self._state = initialise(self.organisation, self.parameters, self.seed, rows)
        self._clock = 0
        self._interventions: list[ModelHook] = []
        self._analyzers: list[ModelHook] = []
        self._people: dict[tuple[type[mesa.Agent], int], tuple[mesa.Agent, int]] | None = None
        self._delays = np.zeros(1, np.int64)
        self._launch = NEVER
        self._schedule = build_schedule(_idle(self.culture_plan), self.organisation, self._delays, NEVER, 1)
        self._run(self.warm_up_weeks)
        self._follow(self.culture_plan)
        self._start_collecting()
        for hook in interventions:
            self.add_intervention(hook)
        for hook in analyzers:
            self.add_analyzer(hook)

    # Running --------------------------------------------------------------------------------------

    @property
    def week(self) -> int:
        """Weeks since the start of the programme."""
        return self._clock - self.warm_up_weeks

    def __repr__(self) -> str:
        place = f"{self.organisation.staff:,} posts of {self.organisation.name}"
        return f"<CultureModel: {self.culture_plan.name}, {place}, week {self.week}, seed {self.seed}>"

    def step(self) -> None:
        """Run one week, and collect data as Mesa does."""
        for hook in self._interventions:
            hook.step(self)
        self._run(1)
        for hook in self._analyzers:
            hook.step(self)
        self.datacollector.collect(self)

    def run_for(self, weeks: int) -> Self:
        """Run some weeks without leaving compiled code, unless somebody wants a say each week.

        That is an intervention, an analyzer, or a DataCollector of one's own.
        """
        weeks = check_whole(weeks, "number of weeks", least=0)
        if self._interventions or self._analyzers or self._has_own_collector:
            for _ in range(weeks):
                self.step()
        else:
            first = self._clock
            self._run(weeks)
            self._uncollected.append((first, self._clock))
        return self

    def finish(self) -> Self:
        """Tell interventions and analyzers that it is over."""
        for hook in [*self._interventions, *self._analyzers]:
            hook.finish(self)
        self.running = False
        return self

    def change_parameters(self, parameters: Parameters) -> Self:
        """Go on with another set of the model's numbers: another year's labour market, say.

        Args:
            parameters: in force from the next week on.
        """
        self.parameters, self._pars = parameters, parameters.record()
        return self

    def add_intervention(self, intervention: ModelHook) -> None:
        """Let an object act before every week; its `start(model)` is called now."""
        _check_hook(intervention, "intervention")
        intervention.start(self)
        self._interventions.append(intervention)

    def add_analyzer(self, analyzer: ModelHook) -> None:
        """Let an object look after every week; its `start(model)` is called now."""
        _check_hook(analyzer, "analyzer")
        analyzer.start(self)
        self._analyzers.append(analyzer)

    def fork(self, scenario: Scenario | str | Path | None = None) -> CultureModel:
        """The same organisation in the same week with the same random numbers to come, under another scenario.

        Runs on its own: nothing that happens there changes this model. Interventions and analyzers stay behind. Where
        no programme has been launched yet, the scenario's own is launched in this week, which is the first of its
        timetable; where one runs, it goes on by the other scenario's timetable, counted from its launch.
        """
        fork = CultureModel.__new__(CultureModel)
        mesa.Model.__init__(fork, rng=self.seed)
        for name in _SHARED_BY_FORKS:
            setattr(fork, name, getattr(self, name))
        fork.running = True
        fork._state = self._state.copied()
        fork._interventions, fork._analyzers, fork._people = [], [], None
        fork._start_collecting()
        if scenario is not None:
            fork.culture_plan = _scenario(scenario, self.organisation)
            fork._follow(fork.culture_plan)
        return fork

    def _follow(self, scenario: Scenario) -> None:
        """Sort teams into waves as they stand now, launch the programme if none was, and lay out the plan."""
        if not (scenario.does_nothing and not scenario.events) and self._launch >= self._clock:
            self._launch = self._clock
        self._delays = assign_waves(scenario, self.organisation, self._state).delays
        self._lay_out(scenario)

    def _lay_out(self, scenario: Scenario) -> None:
        weeks = max(len(self._state.weeks) - self._launch, 1)
        self._schedule = build_schedule(scenario, self.organisation, self._delays, self._launch, weeks)

    def _run(self, weeks: int) -> None:
        last = self._clock + weeks
        if last > MOST_WEEKS:
            raise InputError(
                f"A model runs at most {MOST_WEEKS} weeks, warm-up included; this asks for {last}."
            )
        if last > len(self._state.weeks):
            rows = max(last, 2 * len(self._state.weeks))
            self._state = self._state.with_weeks(min(rows, MOST_WEEKS))
            self._lay_out(self.culture_plan)
        self._state = advance(
            self.setting, self._state, self._schedule, self._pars, self.seed, self._clock, last
        )
        self._clock = last

    # Looking --------------------------------------------------------------------------------------

    @property
    def staff(self) -> Staff:
        """Columns of all posts."""
        posts: Staff = self._state.staff[: self.organisation.staff]
        return posts

    @property
    def leaders(self) -> Staff:
        """Columns of the leaders of teams, where leaders are staff too; no rows elsewhere."""
        leaders: Staff = self._state.staff[self.organisation.staff :]
        return leaders

    @property
    def teams(self) -> Teams:
        """Columns of all teams and their leaders."""
        teams: Teams = self._state.teams
        return teams

    @property
    def setting(self) -> Setting:
        """The kind of organisation."""
        return self.organisation.setting

    @property
    def served(self) -> Any:
        """Columns of the people served, a table of the setting's own; also under the setting's word for them."""
        return self._state.served

    def __getattr__(self, name: str) -> Any:
        """The people served, by the setting's own word for them."""
        organisation = self.__dict__.get("organisation")
        if organisation and name == organisation.setting.words["people_in_care"].replace(" ", "_"):
            return self.served
        raise AttributeError(f"A CultureModel has no '{name}'.")

    @property
    def sponsor(self) -> Executive:
        """The executive sponsor."""
        sponsor: Executive = self._state.sponsor
        return sponsor

    @property
    def levers(self) -> Levers:
        """Levers in force in each team."""
        levers: Levers = self._state.levers
        return levers

    @property
    def tally(self) -> Tally:
        """What happened, one row a week that was run, the warm-up first."""
        so_far: Tally = self._state.weeks[: self._clock]
        return so_far

    def yearly_outcomes(self) -> dict[str, NDArray[np.float64]]:
        """Every outcome of the setting: (years + 1,) values by key; year 0 is the year before the programme.

        Net saving is zero, because it takes a baseline.
        """
        return self.setting.yearly_outcomes(self.tally, self.parameters, self.warm_up_weeks)

    def weekly(self) -> pandas.DataFrame:
        """What happened, one row a week; the warm-up has negative weeks."""
        import pandas

        frame = pandas.DataFrame({name: self.tally[name] for name in columns(self.setting.tables.Tally)})
        frame.index = pandas.RangeIndex(-self.warm_up_weeks, self.week, name="week")
        return frame

    def network(self, layer: str = "team") -> networkx.Graph:
        """A layer of ties as a NetworkX graph: team, cross_team, lines_of_report or care."""
        return network(self.organisation, layer)

    # Remembering ----------------------------------------------------------------------------------

    def watch(self, posts: Sequence[int] | str = "everyone", teams: Sequence[int] = ()) -> None:
        """Write down from now on what happens to these posts, to these whole teams, or to everyone."""
        if isinstance(posts, str):
            if posts != "everyone":
                raise InputError(f"Watch takes post numbers or 'everyone', not {posts!r}.")
            chosen = None
        else:
            chosen = [_row(post, self.organisation.staff, "post") for post in posts]
        rows = [_row(team, self.organisation.teams, "team") for team in teams]
        self._state = watch(self._state, self.organisation, chosen, rows)

    def events(self) -> pandas.DataFrame:
        """The event log of those who are watched, one row an event.

        Columns: week, what, answer, team, post, person, other, quality, working hours that it took of all who took
        part, their price with fees in GBP, and what it changed in the person: trust, safety, burnout.
        """
        frame = events_frame(self._state, self.organisation, self.parameters)
        frame["week"] -= self.warm_up_weeks
        return frame

    def diary(self) -> pandas.DataFrame:
        """Why those who are watched changed, one row a change: week, cause, team, post, person, state, amount."""
        frame = diary_frame(self._state, self.organisation)
        frame["week"] -= self.warm_up_weeks
        return frame

    def forget(self) -> None:
        """Empty the event log and the diary, so that a long run with many who are watched stays small."""
        forget(self._state)

    # Mesa's view ----------------------------------------------------------------------------------

    @property
    def datacollector(self) -> mesa.DataCollector:
        """Every column of the tally, a row a week; one of your own may take its place, and has its own say."""
        for first, last in self._uncollected:  # weeks that were run without leaving compiled code
            for name, values in self._collector.model_vars.items():
                values.extend(np.asarray(self._state.weeks[name][first:last], np.float64).tolist())
        self._uncollected.clear()
        return self._collector

    @datacollector.setter
    def datacollector(self, collector: mesa.DataCollector) -> None:
        self._collector = collector
        self._has_own_collector = True
        self._uncollected.clear()

    def _start_collecting(self) -> None:
        self._uncollected: list[tuple[int, int]] = []
        self._collector = mesa.DataCollector(
            model_reporters={name: partial(_last, name) for name in columns(self.setting.tables.Tally)}
        )
        self._has_own_collector = False

    @property
    def agents(self) -> mesa.agent.AgentSet[Any]:
        """Everyone as Mesa agents: people in post, leaders, people served. Made when first asked for."""
        self._sync_agents()
        return super().agents

    @property
    def agents_by_type(self) -> dict[type[mesa.Agent], mesa.agent.AgentSet[Any]]:
        """The same, by type: StaffMember, Leader, and the people served (`served_agent`)."""
        self._sync_agents()
        by_type: dict[type[mesa.Agent], mesa.agent.AgentSet[Any]] = super().agents_by_type
        return by_type

    def _sync_agents(self) -> None:
        from culture_sim.agents import current_agents

        if self._people is None:
            self._people = {}
        here = current_agents(self)
        for row, (agent, person) in list(self._people.items()):
            if here.get(row) != person:
                agent.remove()
                del self._people[row]
        for row, person in here.items():
            if row not in self._people:
                view, number = row
                self._people[row] = (view(self, number), person)


def _usual_parameters(organisation: Organisation) -> Parameters:
    """The setting's parameters, with a word where the organisation has observed levels that they do not reproduce."""
    if organisation.observed_figures:
        warnings.warn(
            f"'{organisation.name}' has observed levels, and these parameters are not calibrated to them: "
            "culture_sim.calibrated_model does both in one call; parameters=load_parameters() says that it is meant.",
            UncalibratedWarning,
            stacklevel=3,
        )
    return load_parameters(organisation.setting)


def _idle(scenario: Scenario) -> Scenario:
    """The same setting with nothing done."""
    return Scenario.from_dict({"setting": scenario.setting}, name="idle")


def _scenario(given: Scenario | str | Path, place: Organisation | None) -> Scenario:
    """The scenario that is meant: a name is looked for in the gallery of the organisation's setting first."""
    setting = place.setting.name if place is not None else ""
    found = given if isinstance(given, Scenario) else load_scenario(given, setting)
    if place is not None:
        found.check_setting(setting)
    return found


def _organisation(given: Organisation | str | Path, staff: int | None) -> Organisation:
    if isinstance(given, Organisation):
        if staff is not None and staff != given.staff:
            raise InputError(f"The organisation has {given.staff} posts, so staff cannot be {staff}.")
        return given
    return build_organisation(given, staff)


def _check_hook(hook: object, what: str) -> None:
    if not isinstance(hook, ModelHook):
        lacking = [name for name in ("start", "step", "finish") if not hasattr(hook, name)]
        raise InputError(
            f"An {what} is an object with start(model), step(model) and finish(model); this"
            f" {type(hook).__name__} has no {' and no '.join(lacking)}."
        )


def _row(value: object, rows: int, what: str) -> int:
    if isinstance(value, int | np.integer) and not isinstance(value, bool) and 0 <= value < rows:
        return int(value)
    raise InputError(f"There is no {what} {value!r}; they are numbered from 0 to {rows - 1}.")


def _last(name: str, model: CultureModel) -> float:
    """The last week's value of a column of the tally."""
    return float(getattr(model.tally, name)[-1])
