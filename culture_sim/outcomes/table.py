"""The outcomes, each declared once: key, title, unit, which way is better, what it means, where its level is from."""

from dataclasses import dataclass
from typing import Literal

from culture_sim.errors import InputError, did_you_mean

Better = Literal["lower", "higher"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that is reported by year.

    `column` is the column of the tally that it is made of; `per` says how a year of it is summed up.
    """

    key: str
    title: str
    unit: str
    better: Better
    decimals: int
    meaning: str
    source: str
    column: str
    per: Literal[
        "per 1000 staff",
        "percent of staff",
        "percent of staff weeks",
        "percent of posts",
        "mean",
        "percent",
        "money",
    ]


_INDEX = "An index of the model, not a survey score (model 2.1)."


def _rate(key: str, title: str, column: str, better: Better, meaning: str, source: str) -> Outcome:
    return Outcome(
        f"{key}_per_1000_staff",
        title,
        "per 1,000 staff a year",
        better,
        1,
        meaning,
        source,
        column,
        "per 1000 staff",
    )


def _state(key: str, title: str, better: Better, meaning: str, decimals: int = 3) -> Outcome:
    return Outcome(key, title, "index 0-1", better, decimals, meaning, _INDEX, key, "mean")


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("turnover_percent", "Staff turnover", "% of staff a year", "lower", 1, "People who leave in a year, as a share of those in post.", "Evidence 1.1 (leaver rates), C1", "leavers", "percent of staff"),
    _rate("complaints", "Complaints", "complaints", "lower", "Written complaints. They may rise first, where people are invited to speak.", "Evidence 1.3, C7"),
    _rate("grievances", "Grievances", "grievances", "lower", "Formal grievances between colleagues.", "Evidence 1.4 (no national figure)"),
    _rate("disciplinaries", "Disciplinaries", "disciplinaries", "lower", "Formal disciplinary investigations opened.", "Evidence 1.4, C9 (three published points)"),
    Outcome("sickness_percent", "Sickness absence", "% of staff time", "lower", 2, "Share of staff weeks lost to sickness.", "Evidence 1.1, C2", "sick", "percent of staff weeks"),
    Outcome("vacancy_percent", "Vacancies", "% of posts", "lower", 1, "Share of posts that stand empty.", "Evidence 1.1", "vacant", "percent of posts"),
    _rate("claims", "Claims", "claims", "lower", "Claims for negligence that arrive; they lag harm by a year or two.", "Evidence 1.5, C12"),
    _rate("harms", "Harm to patients", "harms", "lower", "Incidents with moderate harm or worse, known or not.", "Evidence 1.5 (degree of harm)"),
    _rate("incidents", "Incidents", "incidents", "lower", "Everything that goes wrong, near misses included, spoken of or not.", "Model 2.10 (inc)"),
    _rate("reported_incidents", "Reported incidents", "reported_incidents", "higher", "Incidents that somebody reports: more of them can mean more openness, not more harm.", "Evidence 1.5"),
    _state("psychological_safety", "Psychological safety", "higher", "Safe to speak up, ask and admit."),
    _state("trust", "Trust", "higher", "Trust of staff that the organisation responds fairly."),
    _state("burnout", "Burnout", "lower", "Emotional exhaustion of staff."),
    _state("practice", "Restorative practice", "higher", "Skill times use: what colleagues see of each other."),
    _state("leadership_modelling", "Leadership modelling", "higher", "How far team leaders live restorative practice."),
    _state("patient_trust", "Patients' and families' trust", "higher", "Trust of those in care in the team that cares for them."),
    Outcome("workload", "Workload", "demand / capacity", "lower", 3, "What is asked of teams against what they can do; 1 is the baseline.", "Model eq. 1", "workload", "mean"),
    Outcome("burnt_out_percent", "Often or always burnt out", "% of staff", "lower", 0, "Staff whose burnout is above the cut that matches the staff survey.", "Evidence 1.2, C4", "burnt_out", "percent"),
    Outcome("treated_fairly_percent", "Staff in an error are treated fairly", "% agree", "higher", 0, "What a staff survey of everyone would say.", "Evidence 1.2, C5", "treated_fairly", "percent"),
    Outcome("safe_to_speak_up_percent", "Safe to speak up", "% agree", "higher", 0, "What a staff survey of everyone would say.", "Evidence 1.2, C6", "safe_to_speak_up", "percent"),
    _state("commitment", "Sponsor's commitment", "higher", "How far the executive sponsor still stands behind the programme; 0 where there is none."),
    Outcome("programme_cost_gbp", "Programme cost", "GBP a year", "lower", 0, "Core team, training, backfill. Unit costs are placeholders.", "Evidence 6; model 2.10 (costs)", "", "money"),
    Outcome("harm_cost_gbp", "Cost of harm and turnover", "GBP a year", "lower", 0, "Leavers, sickness, vacancies, complaints, grievances, disciplinaries, claims, harm, facilitated processes.", "Evidence 1.6; model 2.10 (costs)", "", "money"),
    Outcome("net_saving_gbp", "Net saving", "GBP a year", "higher", 0, "Fall in the cost of harm and turnover against the baseline, less programme cost.", "From the two rows above", "", "money"),
)  # fmt: skip

_BY_KEY = {each.key: each for each in OUTCOMES}


def outcome(key: str) -> Outcome:
    """The outcome of this key.

    Raises:
        InputError: there is none.
    """
    if key not in _BY_KEY:
        raise InputError(f"'{key}' is not an outcome.{did_you_mean(key, _BY_KEY)}")
    return _BY_KEY[key]
