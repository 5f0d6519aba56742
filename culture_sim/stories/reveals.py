"""What the runs show, step by step: which prediction held, the finding in words, the lines, the caveats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from culture_sim.ensemble.account import account
from culture_sim.findings.numbers import change, pounds
from culture_sim.findings.sentences import of_runs
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.stories.lesson_runs import BASELINE, Chart, Line, Role, chart_of, line, weeks_of

if TYPE_CHECKING:
    from culture_sim.ensemble.comparison import Comparison
    from culture_sim.stories.aftermath import Aftermath


@dataclass(frozen=True, slots=True)
class Reveal:
    """What a step reveals: `right` is the number of the option that held in these runs."""

    right: int
    finding: str
    sentences: tuple[str, ...]
    charts: tuple[Chart, ...]
    assumed: str


def reveal(key: str, found: Comparison) -> Reveal:
    """The reveal of a step other than the first, which shows one harm.

    Raises:
        KeyError: there is no such step.
    """
    return _REVEALS[key](found)


def fade(found: Comparison) -> Reveal:
    """Step 2: the gain of a project, and what is left of it."""
    gain = weeks_of(found, "bolted_on", "practice") - weeks_of(found, BASELINE, "practice")
    mean = gain.mean(0)
    peak_week = int(mean.argmax())
    left = float(mean[-13:].mean() / mean[peak_week])
    right = 0 if left > 2 / 3 else 1 if left > 1 / 3 else 2
    gone = int(np.sum(gain[:, -13:].mean(1) < gain.max(1) / 3))
    peak, last = 100 * mean[peak_week], 100 * mean[-13:].mean()
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
        f"Restorative practice over five years: the training project rises to {peak:.1f} points above a"
        f" organisation that does nothing and ends {last:.1f} points above it.",
        marks=((78, "project ends"),),
    )
    return Reveal(
        right,
        finding,
        (
            (
                f"At its best, in year {peak_week // WEEKS_A_YEAR + 1}, practice stood {peak:.1f} points (out"
                " of 100) above the same organisation without the project; in the last quarter of year 5,"
                f" {last:.1f} points."
            ),
            f"At least two thirds of the gain were gone in {gone} of {found.runs} runs.",
            (
                "Nothing in the model says that training must fade. Skill that is not used is forgotten, and"
                " whether it is used depends on leaders, on policies that are put into practice, and on"
                " seeing colleagues do it."
            ),
        ),
        (chart,),
        "Assumed: half of an unused skill is lost in about 30 weeks. Studies of other skills found 6 to 13"
        " months; nobody has measured it for restorative practice.",
    )


def leaders(found: Comparison) -> Reveal:
    """Step 3: what example does on its own."""
    base, plan = found.level(BASELINE, "practice"), found.level("leadership_only", "practice")
    growth = plan / base - 1
    right = 0 if growth >= 0.75 else 1 if growth >= 0.125 else 2
    speak = [found.level(name, "safe_to_speak_up_percent") for name in (BASELINE, "leadership_only")]
    modelling = 100 * weeks_of(found, "leadership_only", "leadership_modelling").mean(0)
    best = int(modelling.argmax())
    backing = 100 * weeks_of(found, "leadership_only", "commitment").mean(0)
    slips = modelling[-1] < modelling[best] - 1
    example = chart_of(
        found,
        "leadership_only",
        "leadership_modelling",
        "Leaders alone",
        f"Leaders' example rises{', then slips' if slips else ''}",
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
        f"Practice of staff is {100 * growth:.0f} % higher in year 5, and still very low: {100 * plan:.0f}"
        " out of 100.",
        (
            (
                f"People do feel safer: {speak[1]:.0f} % would say that it is safe to speak up, against"
                f" {speak[0]:.0f} %."
            ),
            (
                f"Leaders' own example peaks at {modelling[best]:.0f} in year {best // WEEKS_A_YEAR + 1} and"
                f" stands at {modelling[-1]:.0f} at the end. The executive sponsor's backing falls from"
                f" {backing[0]:.0f} to {backing[-1]:.0f}. In the model, backing wanes where nobody measures what"
                " gets better, and a leader who leaves is followed by one like those before."
            ),
            "Example opens a door. Without skill, few can walk through it.",
        ),
        (practice, example),
        "Assumed: how strongly example changes what staff do. Studies of leaders and teams agree on the"
        " direction, not on the size.",
    )


def policy(found: Comparison) -> Reveal:
    """Step 4: what is on paper and not put into practice."""
    base, plan = (100 * found.level(name, "trust") for name in (BASELINE, "policy_only"))
    moved = plan - base
    right = 0 if moved > 3 else 2 if moved < -3 else 1
    enacted = 100 * float(weeks_of(found, "policy_only", "enactment")[:, -WEEKS_A_YEAR:].mean())
    complaints = [found.level(name, "complaints_per_1000_staff") for name in (BASELINE, "policy_only")]
    sign = "higher" if moved >= 0 else "lower"
    chart = chart_of(
        found,
        "policy_only",
        "trust",
        "Policy alone",
        "Trust hardly notices the new policies" if right == 1 else "Trust moves with the new policies",
        f"Staff trust in year 5: {plan:.1f} with policy alone, {base:.1f} without.",
        "Staff trust, out of 100",
        ((26, "new policies"),),
    )
    return Reveal(
        right,
        f"Trust in year 5 is {abs(moved):.1f} points {sign} than with nothing done (out of 100).",
        (
            (
                f"Of what the new policies promise, about {enacted:.0f} in 100 parts happen: only as much as"
                " each team's leader lets happen. People gain from what is done and lose faith over what is"
                " only said."
            ),
            (
                f"Written complaints stand at {complaints[1]:.0f} a year for 1,000 staff, against"
                f" {complaints[0]:.0f}{_invited(complaints)}."
            ),
            "That is no case against policy. In the last step the same three policies are one part of many.",
        ),
        (chart,),
        "Assumed: that a gap between word and deed costs trust about as much as a policy put into practice gains. The"
        " direction is found in studies of leaders whose words and deeds differ; the size is a judgement.",
    )


def embedded(found: Comparison) -> Reveal:
    """Step 5: all of it, what it costs, the fair comparison, and what happens when it stops."""
    first = found.difference_in(1, "embedded", "turnover_percent")
    right = 0 if first.mean < -0.5 else 2 if first.mean > 0.5 else 1
    last = found.difference_in(5, "embedded", "turnover_percent")
    lower = round(last.share_better * found.runs)
    speak = {n: found.level(n, "safe_to_speak_up_percent") for n in ("embedded", "training_only", BASELINE)}
    practice = {n: 100 * found.level(n, "practice") for n in ("embedded", "training_only", BASELINE)}
    complaints = [found.difference_in(year, "embedded", "complaints_per_1000_staff").mean for year in (1, 5)]
    alone = 100 * max(found.level(name, "practice") for name in ("leadership_only", "policy_only"))
    stopped = 100 * weeks_of(found, "embedded_then_stopped", "practice").mean(0)
    names: tuple[tuple[str, str, Role], ...] = (
        ("embedded", "Embedded", "plan"),
        ("embedded_then_stopped", "Stopped early", "other"),
        ("training_only", "Training that never stops", "other"),
        ("leadership_only", "Leaders alone", "other"),
        ("policy_only", "Policy alone", "other"),
        (BASELINE, found.title(BASELINE), "baseline"),
    )
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
            f"Leaders alone and policy alone stay below {np.ceil(alone):.0f}; training that never stops gets to"
            f" {practice['training_only']:.0f}, embedding to {practice['embedded']:.0f}"
        ),
        "Restorative practice, out of 100",
        tuple(line(found, name, "practice", title, role) for name, title, role in names),
        f"Restorative practice in year 5: embedded {practice['embedded']:.0f}, training that never stops "
        f"{practice['training_only']:.0f}, nothing done {practice[BASELINE]:.0f}.",
        ((156, "one plan stops"),),
    )
    return Reveal(
        right,
        f"Turnover in year 1: {_points(first.mean)}. In year 5: {_points(last.mean)}, and lower in "
        f"{of_runs(lower, found.runs)}.",
        (
            (
                f"{_noisier(complaints)} Complaints change by {change(complaints[0])} a year for 1,000 staff in"
                f" year 1 and by {change(complaints[1])} in year 5."
            ),
            (
                f"In year 5, {speak['embedded']:.0f} % would say that it is safe to speak up;"
                f" {speak[BASELINE]:.0f} % where nothing was done."
            ),
            (
                f"The fair comparison: embedding costs {pounds(account(found, 'embedded').cost)} over five"
                f" years for {found.staff} staff. Training everyone, again and again, with nothing else, costs"
                f" {pounds(account(found, 'training_only').cost)} and is not nothing:"
                f" {speak['training_only']:.0f} % safe to speak up, practice {practice['training_only']:.0f}"
                f" against {practice['embedded']:.0f}. The costs are placeholders until a finance team"
                " replaces them."
            ),
            (
                "And it must go on: where everything stopped after year 3, practice fell from"
                f" {stopped[155]:.0f} to {stopped[-1]:.0f} by the end of year 5."
            ),
        ),
        (turnover, chart),
        "That embedding has more ways to act than training is built in, so that it does more is no discovery."
        " What the model adds is when, in which order, and what gets worse first. Much of the size hangs on two"
        " assumptions that nobody has measured: that people do what they see colleagues do, and that trust and"
        " safety keep people from leaving. Move both in the laboratory. No controlled study of a whole"
        " organisation exists to check the sizes against.",
    )


_REVEALS: dict[str, Callable[[Comparison], Reveal]] = {
    "training_alone": fade,
    "leaders_alone": leaders,
    "policy_alone": policy,
    "embedded": embedded,
}


def _invited(complaints: list[float]) -> str:
    """Why there are more complaints, if there are."""
    if complaints[1] <= complaints[0]:
        return ""
    return ": the policy invites people to speak, and the teams cannot yet answer them better"


def _noisier(complaints: list[float]) -> str:
    """What the first and the fifth year's complaints say to a board that watches only them."""
    if complaints[0] > 0 > complaints[1]:
        return (
            "It gets noisier before it gets better: a board that watches only complaints would stop too soon."
        )
    return "Watch more than complaints."


def _share(share: float) -> str:
    if share < 0.05:
        return "next to nothing"
    return f"about {100 * share:.0f} %"


def _points(difference: float) -> str:
    if abs(difference) < 0.15:
        return "no difference to speak of"
    return f"{abs(difference):.1f} points {'lower' if difference < 0 else 'higher'}"


def right_in_bad_week(sentence_of: Aftermath) -> int:
    """Which option of step 1 held: how much of the trust that blame cost had come back half a year later."""
    recovered = sentence_of.recovered()
    return 0 if recovered >= 0.75 else 1 if recovered >= 0.45 else 2
