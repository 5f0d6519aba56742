"""What many runs of a service show: the fade of training, entries to care read honestly, and equal spend."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from culture_sim.ensemble.account import account
from culture_sim.ensemble.intervals import interval
from culture_sim.findings.numbers import change, pounds
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.stories.lesson_runs import BASELINE, Chart, Line, Role, line, weeks_of
from culture_sim.stories.reveal import Reveal

if TYPE_CHECKING:
    from culture_sim.ensemble.comparison import Comparison

CARE, HARM, KNOWN = "care_entries_per_1000_children", "child_harms_per_1000_staff", "disclosure_share"
FIRST_YEAR = 2
"""Year from which what a plan does is read: in the first it is being begun."""
CLEAR = 2.0
"""Standard errors from which a mean difference is said to be one."""
PROJECT_ENDS = 78
"""Week in which the bolted-on project ends."""


class Effect(NamedTuple):
    """The difference that a plan makes, mean of years 2 to 5.

    Attributes:
        mean: over runs.
        error: standard error of it.
        lower: share of runs in which it lies below nothing.
    """

    mean: float
    error: float
    lower: float

    @property
    def sign(self) -> int:
        """-1 or 1 where it is clear, else 0."""
        return int(np.sign(self.mean)) if abs(self.mean) > CLEAR * self.error else 0


def effect(found: Comparison, plan: str, key: str, against: str = "") -> Effect:
    """What a plan does to an outcome in years 2 to 5, compared with nothing done or another plan."""
    each = found.paired(plan, key, against)[:, FIRST_YEAR:].mean(axis=1)
    error = float(each.std(ddof=1) / np.sqrt(len(each))) if len(each) > 1 else float("inf")
    return Effect(float(each.mean()), error, float((each < 0).mean()))


def fade(found: Comparison) -> Reveal:
    """Step 3: the gain of a bolted-on project, what is left of it, and training that goes on."""
    gain = weeks_of(found, "bolted_on", "practice") - weeks_of(found, BASELINE, "practice")
    mean = 100 * gain.mean(0)
    peak_week = int(mean.argmax())
    left = float(mean[-13:].mean() / mean[peak_week])
    right = 0 if left > 2 / 3 else 1 if left > 1 / 3 else 2
    going_on = 100 * (
        weeks_of(found, "training_only", "practice") - weeks_of(found, BASELINE, "practice")
    ).mean(0)
    best = int(going_on.argmax())
    commitment = 100 * weeks_of(found, "training_only", "commitment").mean(0)
    family = {
        name: effect(found, name, "family_trust") for name in ("bolted_on", "training_only", "embedded")
    }
    forgotten = np.log(2) / found.parameters["skill_decay"]
    names: tuple[tuple[str, str, Role], ...] = (
        ("bolted_on", "Bolted on", "plan"),
        ("training_only", "Training that goes on", "other"),
        (BASELINE, found.title(BASELINE), "baseline"),
    )
    chart = Chart(
        "Practice with a project, and after it",
        "Restorative practice of staff, out of 100",
        tuple(line(found, name, "practice", title, role) for name, title, role in names),
        f"Restorative practice over five years: the project rises to {mean[peak_week]:.1f} points above a service that"
        f" does nothing and ends {change(mean[-13:].mean(), 1)} points from it; training that goes on rises to"
        f" {going_on[best]:.1f} and ends at {going_on[-13:].mean():.1f}.",
        ((PROJECT_ENDS, "project ends"),),
    )
    return Reveal(
        right,
        f"Of the gain at its best, {_share(left)} is left at the end of year 5.",
        (
            (
                f"At its best, in year {peak_week // WEEKS_A_YEAR + 1}, practice lay {mean[peak_week]:.1f}"
                f" points of 100 above the same service without the project; in the last quarter of year 5,"
                f" {change(mean[-13:].mean(), 1)}."
            ),
            (
                "Training that goes on is another matter:"
                f" {going_on[best]:.1f} points at its best, in year {best // WEEKS_A_YEAR + 1}, and"
                f" {going_on[-13:].mean():.1f} at the end. The director's commitment to it goes from"
                f" {commitment[0]:.0f} to {commitment[-1]:.0f}, and the money is renewed each year, or is not."
            ),
            "What families notice of it, in their trust in their worker, years 2 to 5: "
            + "; ".join(
                f"{title} {change(100 * family[name].mean, 1)} points of 100{_unclear(family[name])}"
                for name, title in (
                    ("bolted_on", "bolted on"),
                    ("training_only", "training that goes on"),
                    ("embedded", "embedded"),
                )
            )
            + ".",
            (
                "No decay of the programme is imposed. Skill that is not used is forgotten, and whether it is"
                " used depends on what colleagues and managers are seen to do, on pressure, and on feeling safe."
            ),
        ),
        (chart,),
        f"Assumed: half of a skill that is never used is lost in about {forgotten:.0f} weeks. Nobody has"
        " measured it for restorative practice.",
    )


def care(found: Comparison) -> Reveal:
    """Step 4: entries to care, which fall in the plan that is done badly too, beside harm and what is known."""
    badly, well = (
        {key: effect(found, plan, key) for key in (CARE, HARM, KNOWN)} for plan in ("done_badly", "embedded")
    )
    right = {1: 0, 0: 1, -1: 2}[badly[CARE].sign]
    charts = (
        _by_year(
            found,
            CARE,
            "Entries to care",
            "Children who come into care, for 1,000 children a year",
            decimals=2,
        ),
        _by_year(found, HARM, "Serious harm to children", "Serious harm, for 1,000 staff a year", decimals=0),
    )
    return Reveal(
        right,
        f"Done badly, entries to care change by {change(badly[CARE].mean, 2)} for 1,000 children a year; embedded, by"
        f" {change(well[CARE].mean, 2)}. Fewer is not in itself success.",
        (
            _beside("Done badly", badly, found.runs),
            _beside("Embedded", well, found.runs),
            (
                "A service that is told less can take fewer children into care because it knows less, and one"
                " that is told more because less is wrong. The number alone does not say which. Read it beside"
                " harm and what is known."
            ),
            _money(found),
        ),
        charts,
        f"{found.outcome(CARE).caution} About five in a hundred referrals lie beyond the"
        " threshold, so that a small shift in how risk is seen moves them by much. How fear and silence raise the risk"
        " that is seen is assumed, and no published effect was used.",
    )


def equal_spend(found: Comparison) -> Reveal:
    """Step 5: half of the embedded programme against training alone for the same money."""
    plan, rival = "embedded_essentials", found.rival
    trust = effect(found, plan, "family_trust", rival)
    right = {1: 0, 0: 1, -1: 2}[trust.sign]
    costs = {name: account(found, name).cost for name in (plan, rival, "embedded", "training_only")}
    keys = (("family_trust", 100, 1), ("family_participation", 100, 1), (KNOWN, 100, 1), ("practice", 100, 1))
    words = (
        "families' trust in their worker",
        "decisions made with families",
        "risk that is known",
        "staff's practice",
    )
    told = []
    for (key, scale, decimals), name in zip(keys, words, strict=True):
        one, other = effect(found, plan, key), effect(found, rival, key)
        told.append(
            f"{name} {change(scale * one.mean, decimals)}{_unclear(one)} against"
            f" {change(scale * other.mean, decimals)}{_unclear(other)}"
        )
    harm = {name: effect(found, name, HARM) for name in (plan, rival, "embedded")}
    chart = _by_year(
        found, "family_trust", "Families' trust in their worker", "Out of 100",
        ((plan, "Essentials of embedding", "plan"), (rival, "Training, same money", "other")), scale=100,
    )  # fmt: skip
    return Reveal(
        right,
        f"{_same_money(found)}, families' trust in their worker is {change(100 * trust.mean, 1)} points of 100 with"
        f" the essentials of embedding, compared with training alone{_unclear(trust)}.",
        (
            (
                f"The essentials cost {pounds(costs[plan])} over five years, training alone made to cost the same"
                f" {pounds(costs[rival])}. Compared with nothing done, years 2 to 5, in points of 100:"
                f" {'; '.join(told)}."
            ),
            (
                f"Serious harm to children for 1,000 staff a year: {_of(harm[plan])} with the essentials,"
                f" {_of(harm[rival])} with training, {_of(harm['embedded'])} with the whole programme."
            ),
            (
                f"The whole programme costs {pounds(costs['embedded'])}; training alone that goes on costs"
                f" {pounds(costs['training_only'])}."
            ),
            "The costs are placeholders until a finance team replaces them.",
        ),
        (chart,),
        "That embedding has more ways to act than training is built in, so that it does more is no discovery. What the"
        " model adds is when, in which order, and at what price. No controlled study of a whole service exists to check"
        " the sizes against.",
    )


def _same_money(found: Comparison) -> str:
    reached = found.equal_cost is not None and found.equal_cost.reached
    return "For about the same money" if reached else "For money as near as training can be made to cost"


def _by_year(
    found: Comparison,
    key: str,
    title: str,
    unit: str,
    plans: tuple[tuple[str, str, Role], ...] = (
        ("embedded", "Embedded", "plan"),
        ("done_badly", "Done badly", "other"),
    ),
    scale: float = 1.0,
    decimals: int = 1,
) -> Chart:
    """An outcome by year with plans and without; the title says where each ends."""
    named = (*plans, (BASELINE, found.title(BASELINE), "baseline"))
    lines = tuple(Line(name, role, *interval(scale * found.values(plan, key))) for plan, name, role in named)
    ends = "; ".join(f"{each.mean[-1]:.{decimals}f} {each.name.lower()}" for each in lines)
    return Chart(f"{title} in year 5: {ends}", unit, lines, f"{title} by year. In year 5: {ends}.", by="year")


def _beside(name: str, found: dict[str, Effect], runs: int) -> str:
    """What stands beside entries to care."""
    fewer = round(found[CARE].lower * runs)
    return (
        f"{name}, years 2 to 5: entries to care lower in {fewer} of {runs} runs{_unclear(found[CARE])}; serious harm"
        f" {_of(found[HARM])} for 1,000 staff a year; the share of the real risk that is known"
        f" {change(100 * found[KNOWN].mean, 1)} points of 100{_unclear(found[KNOWN])}."
    )


def _money(found: Comparison) -> str:
    """What the plan that is done badly saves, on care and without it: the money does not say whether it is good."""
    of_plan = account(found, "done_badly")
    saved = float(of_plan.saving_by_year.sum())
    groups = {group: float(values.sum()) for group, values in of_plan.saving_by_group.items()}
    care_side = sum(values for group, values in groups.items() if group.caution)
    rest = saved - care_side
    said = f"{'saves' if rest >= 0 else 'loses'} {pounds(abs(rest))} on everything else"
    return (
        "Nor does the money say it, because weeks in care are dear. Over five years, what is done badly"
        f" {'saves' if care_side >= 0 else 'loses'} {pounds(abs(care_side))} on children in care and in court, and"
        f" {said}; it costs {pounds(of_plan.cost)}."
    )


def _of(found: Effect) -> str:
    """A difference with how sure it is."""
    return f"{change(found.mean, 1)}{_unclear(found)}"


def _unclear(found: Effect) -> str:
    """That a difference may be chance, where it may."""
    return "" if found.sign else " (no clear difference)"


def _share(share: float) -> str:
    if share < 0.05:
        return "next to nothing"
    return f"about {100 * share:.0f} %"
