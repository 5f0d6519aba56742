"""What the runs show, step by step: which prediction held, the finding in words, the lines, the caveats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.account import account
from culture_sim.findings.numbers import change, pounds
from culture_sim.findings.sentences import of_runs
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.stories.lesson_runs import (
    BASELINE,
    Chart,
    Line,
    Role,
    chart_of,
    gain_line,
    line,
    weeks_of,
)
from culture_sim.stories.reveal import Reveal

if TYPE_CHECKING:
    from culture_sim.ensemble.comparison import Comparison


def fade(found: Comparison) -> Reveal:
    """Step 2: the gain of a project, and what is left of it."""
    gain = weeks_of(found, "bolted_on", "practice") - weeks_of(found, BASELINE, "practice")
    mean = gain.mean(0)
    peak_week = int(mean.argmax())
    left = float(mean[-13:].mean() / mean[peak_week])
    right = 0 if left > 2 / 3 else 1 if left > 1 / 3 else 2
    gone = int(np.sum(gain[:, -13:].mean(1) < gain.max(1) / 3))
    peak, last = 100 * mean[peak_week], 100 * mean[-13:].mean()
    best = 100 * weeks_of(found, "bolted_on", "practice").mean(0)[peak_week]
    trained = [found.level(name, "practice") for name in ("training_only", BASELINE)]
    forgotten = np.log(2) / found.parameters["skill_decay"]
    finding = f"Of the gain at its best, {_share(left)} is left at the end of year 5."
    chart = chart_of(
        found,
        "bolted_on",
        "practice",
        "Training project",
        (
            "Practice rises with the project and fades after it"
            if right == 2
            else "Practice with the project, and after it"
        ),
        f"Restorative practice over five years: the training project rises to {peak:.1f} points above an"
        f" organisation that does nothing and ends {last:.1f} points above it.",
        marks=((78, "project ends"),),
    )
    return Reveal(
        right,
        finding,
        (
            (
                f"At its best, in year {peak_week // WEEKS_A_YEAR + 1}, practice stood at {best:.1f} out of 100,"
                f" {peak:.1f} points above the same organisation without the project; in the last quarter of year 5,"
                f" {last:.1f} points above it."
            ),
            f"At least two thirds of the gain were gone in {gone} of {found.runs} runs.",
            (
                "No decay of the programme is imposed. Skill that is not used is forgotten, and whether it is used"
                " depends on what colleagues and leaders are seen to do, on pressure, and on feeling safe. Here it"
                " is seen too rarely to become what people expect."
            ),
            (
                "Training that never stops is another matter: much more of it, year after year, keeps practice"
                f" {100 * (trained[0] - trained[1]):.0f} points up in year 5. The last step shows what it costs,"
                " and what it leaves as it was."
            ),
        ),
        (chart,),
        f"Assumed: half of a skill that is never used is lost in about {forgotten:.0f} weeks. Studies of other skills"
        " found 6 to 13 months; nobody has measured it for restorative practice.",
    )


def leaders(found: Comparison) -> Reveal:
    """Step 3: what example does on its own."""
    base, plan = found.level(BASELINE, "practice"), found.level("leadership_only", "practice")
    growth = plan / base - 1
    right = 0 if growth >= 0.75 else 1 if growth >= 0.25 else 2
    index = [
        found.level(name, "speak_up_index_percent") for name in (BASELINE, "leadership_only", "embedded")
    ]
    speak = [found.level(name, "safe_to_speak_up_percent") for name in (BASELINE, "leadership_only")]
    modelling = 100 * weeks_of(found, "leadership_only", "leadership_modelling").mean(0)
    best = int(modelling.argmax())
    third = 100 * (found.level("leadership_only", "practice", 3) - found.level(BASELINE, "practice", 3))
    example = chart_of(
        found,
        "leadership_only",
        "leadership_modelling",
        "Leaders alone",
        f"Leaders' example rises to {modelling[best]:.0f}, and {_then(modelling)}",
        f"How far leaders practise restoratively: it rises to {modelling[best]:.0f} in year "
        f"{best // WEEKS_A_YEAR + 1} and ends at {modelling[-1]:.0f}.",
        "Out of 100",
    )
    practice = chart_of(
        found,
        "leadership_only",
        "practice",
        "Leaders alone",
        "Staff hardly practise it" if plan < 0.15 else "Staff practise it more",
        f"Restorative practice of staff in year 5: {100 * plan:.1f} with leaders alone, {100 * base:.1f}"
        " without.",
    )
    return Reveal(
        right,
        f"Practice of staff is {100 * growth:.0f} % higher in year 5{_still_low(plan)}: {100 * plan:.0f} out of 100.",
        (
            (
                f"People do feel safer: {speak[1]:.0f} % would say that it is safe to speak up, against"
                f" {speak[0]:.0f} %, and the speak-up index stands at {index[1]:.0f}, against {index[0]:.0f}. With"
                f" everything embedded it stands at {index[2]:.0f}."
            ),
            (
                f"Leaders' own example goes from {modelling[0]:.0f} to {modelling[best]:.0f} in year"
                f" {best // WEEKS_A_YEAR + 1}, and stands at {modelling[-1]:.0f} at the end. Leaders are people too:"
                " pressure and exhaustion throw them back on old habits, and one who leaves is followed by another who"
                f" has yet to learn.{_backing(100 * weeks_of(found, 'leadership_only', 'commitment').mean(0))}"
            ),
            (
                f"What staff gain by it: {third:.1f} points of practice in year 3,"
                f" {100 * (plan - base):.1f} in year 5."
            ),
            "Example opens a door. Without skill, few can walk through it.",
        ),
        (practice, example),
        f"Assumed: what a leader does counts {found.parameters['leader_weight']:g} times as much as what a colleague"
        " does. Studies of leaders and teams agree on the direction, not on the size.",
    )


def policy(found: Comparison) -> Reveal:
    """Step 4: what is on paper and not put into practice, and what is done badly."""
    base, plan = (100 * found.level(name, "trust") for name in (BASELINE, "policy_only"))
    moved = plan - base
    right = 0 if moved > 3 else 2 if moved < -3 else 1
    floor = found.parameters["enact_floor"]
    modelling = float(weeks_of(found, "policy_only", "leadership_modelling")[:, -WEEKS_A_YEAR:].mean())
    enacted = 100 * (floor + (1 - floor) * modelling)
    badly = 100 * found.level("done_badly", "trust") - base
    index = found.difference_in(5, "done_badly", "speak_up_index_percent").mean
    kept = found.scenarios["done_badly"].manner.follow_through
    chart = Chart(
        "Trust hardly notices the new policies" if right == 1 else "Trust moves with the new policies",
        "Staff trust, out of 100",
        (
            line(found, "policy_only", "trust", "Policy alone", "plan"),
            line(found, "done_badly", "trust", "Done badly", "other"),
            line(found, BASELINE, "trust", found.title(BASELINE), "baseline"),
        ),
        f"Staff trust in year 5: {plan:.1f} with policy alone, {base + badly:.1f} where it is done badly, {base:.1f}"
        " without.",
        ((26, "new policies"),),
    )
    return Reveal(
        right,
        f"Trust in year 5 is {abs(moved):.1f} points {_side(moved)} than with nothing done (out of 100).",
        (
            (
                f"Of what the new policies promise, about {enacted:.0f} in 100 parts happen: only as much as"
                " each team's leader lets happen. People gain from what is done and lose faith over what is"
                " only said."
            ),
            (
                f"Written complaints: {_per_thousand(found, 'policy_only', 'complaints_per_1000_staff')}. Grievances:"
                f" {_per_thousand(found, 'policy_only', 'grievances_per_1000_staff')}."
            ),
            (
                "Worse than paper is what is not meant. In a plan that is done badly there are the same policies, and"
                " training and sessions too; but people are made to come and to speak, reckless acts are excused, and"
                f" {100 - 100 * kept:.0f} in 100 promises are dropped. There trust ends"
                f" {abs(badly):.1f} points {_side(badly)} than with nothing done, and the speak-up index"
                f" {abs(index):.1f} points {_side(index)}."
            ),
            "That is no case against policy. In the last step the same three policies are one part of many.",
        ),
        (chart,),
        f"Assumed: what falls short of trust weighs {found.parameters['loss_over_gain']:g} times as much as what goes"
        " beyond it. The direction is found in studies of leaders whose words and deeds differ, the size is a"
        " judgement.",
    )


def embedded(found: Comparison) -> Reveal:
    """Step 5: all of it, what it costs, the fair comparison, and what happens when it stops."""
    first = found.difference_in(1, "embedded", "turnover_percent")
    right = 0 if first.mean < -0.5 else 2 if first.mean > 0.5 else 1
    last = found.difference_in(5, "embedded", "turnover_percent")
    lower = round(last.share_better * found.runs)
    index = {
        name: found.level(name, "speak_up_index_percent") for name in ("embedded", "training_only", BASELINE)
    }
    practice = {name: 100 * found.level(name, "practice") for name in ("embedded", "training_only")}
    trust = {name: 100 * found.level(name, "trust") for name in ("embedded", "training_only")}
    stopped = gain_line(found, "embedded_then_stopped", "index", "Stopped early", "other")
    names: tuple[tuple[str, str, Role], ...] = (
        ("embedded", "Embedded", "plan"),
        ("training_only", "Training that never stops", "other"),
        ("leadership_only", "Leaders alone", "other"),
        ("policy_only", "Policy alone", "other"),
        ("done_badly", "Done badly", "other"),
    )
    lines = [gain_line(found, name, "index", title, role) for name, title, role in names]
    ends = {each.name: float(each.mean[-WEEKS_A_YEAR:].mean()) for each in lines}
    turnover = Chart(
        ("Turnover: nothing to see in year 1" if right == 1 else "Turnover moves in year 1 already"),
        "Leavers, % of staff a year",
        (
            Line("Embedded", "plan", *found.interval("embedded", "turnover_percent")),
            Line(found.title(BASELINE), "baseline", *found.interval(BASELINE, "turnover_percent")),
        ),
        f"Staff turnover by year. Difference in year 1: {_points(first.mean)}; in year 5: {_points(last.mean)}.",
        by="year",
    )
    chart = Chart(
        (
            f"Speak-up index: {change(ends['Embedded'])} points embedded, {change(ends['Training that never stops'])}"
            f" by training that never stops, {change(ends['Done badly'])} done badly"
        ),
        "Speak-up index, points above no change",
        (*lines, stopped, gain_line(found, BASELINE, "index", found.title(BASELINE), "baseline")),
        "How far the speak-up index lies above that of an organisation that does nothing, in year 5: "
        + "; ".join(f"{name} {_signed(end)}" for name, end in ends.items())
        + ".",
        ((156, "one plan stops"),),
        low=None,
    )
    return Reveal(
        right,
        f"Turnover in year 1: {_points(first.mean)}. In year 5: {_points(last.mean)}, and lower in "
        f"{of_runs(lower, found.runs)}.",
        (
            _noisier(found),
            (
                f"In year 5 the speak-up index stands at {index['embedded']:.0f}, and at {index[BASELINE]:.0f} where"
                f" nothing was done. Grievances: {_per_thousand(found, 'embedded', 'grievances_per_1000_staff')}."
            ),
            (
                f"The fair comparison: embedding costs {pounds(account(found, 'embedded').cost)} over five"
                f" years for {found.staff} staff. Training everyone, again and again, with nothing else, costs"
                f" {pounds(account(found, 'training_only').cost)} and is not nothing: practice"
                f" {practice['training_only']:.0f} against {practice['embedded']:.0f}, speak-up index"
                f" {index['training_only']:.0f} against {index['embedded']:.0f}, trust {trust['training_only']:.0f}"
                f" against {trust['embedded']:.0f}. {_what_training_leaves(found, index)} The costs are"
                " placeholders until a finance team replaces them."
            ),
            (
                "And it must go on: where everything stopped after year 3, the index fell from"
                f" {stopped.mean[155]:.0f} points above no change to {stopped.mean[-1]:.0f} by the end of year 5."
            ),
        ),
        (turnover, chart),
        "That embedding has more ways to act than training is built in, so that it does more is no discovery."
        " What the model adds is when, in which order, and what becomes of it when it stops or is not meant. Much of"
        " the size hangs on assumptions that nobody has measured: how much people learn from how others are"
        " answered, and that trust keeps people from leaving. Move them in the laboratory. No controlled study of a"
        " whole organisation exists to check the sizes against.",
    )


def _then(values: NDArray[np.float64]) -> str:
    """What becomes of what rose: a point is no slip."""
    return "stays there" if values[-1] > values.max() - 1 else f"slips back to {values[-1]:.0f}"


def _backing(backing: NDArray[np.float64]) -> str:
    """That the sponsor's backing wanes, if it does."""
    if backing[-1] > backing[0] - 5:
        return ""
    return (
        f" And the executive sponsor's backing falls from {backing[0]:.0f} to {backing[-1]:.0f}: it wanes where nobody"
        " measures what gets better, and more of what goes wrong is counted because more is said."
    )


def _still_low(practice: float) -> str:
    return ", and still very low" if practice < 0.15 else ""


def _side(moved: float) -> str:
    return "higher" if moved >= 0 else "lower"


def _signed(points: float) -> str:
    return f"{abs(points):.1f} points {'above' if points >= 0 else 'below'}"


def _per_thousand(found: Comparison, plan: str, key: str) -> str:
    """A count in year 5 with a plan and without."""
    with_plan, without = (found.level(name, key) for name in (plan, BASELINE))
    return f"{with_plan:.0f} a year for 1,000 staff, against {without:.0f}"


def _noisier(found: Comparison) -> str:
    """What the first and the fifth year's complaints say to a board that watches only them."""
    first, last = (found.difference_in(year, "embedded", "complaints_per_1000_staff") for year in (1, 5))
    told = (
        f"Complaints change by {change(first.mean)} a year for 1,000 staff in year 1 and by {change(last.mean)} in"
        " year 5."
    )
    if first.mean > 2 * first.error and last.mean < 0:
        return (
            f"It gets noisier before it gets better: who watches only complaints would stop too soon. {told}"
        )
    return f"{told} A board that watches only complaints sees little of it in the first year."


def _what_training_leaves(found: Comparison, index: dict[str, float]) -> str:
    """Why as much practice need not be as much of a voice."""
    if index["training_only"] >= index["embedded"]:
        return ""
    lead = {name: 100 * found.level(name, "leadership_modelling") for name in ("training_only", "embedded")}
    return (
        "Practice among colleagues is not all: team leaders, who answer concerns and harms, practise at"
        f" {lead['training_only']:.0f} with it and at {lead['embedded']:.0f} when it is embedded."
    )


def _share(share: float) -> str:
    if share < 0.05:
        return "next to nothing"
    return f"about {100 * share:.0f} %"


def _points(difference: float) -> str:
    if abs(difference) < 0.15:
        return "no difference to speak of"
    return f"{abs(difference):.1f} points {'lower' if difference < 0 else 'higher'}"
