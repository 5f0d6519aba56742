"""The numbers on the page: in how many requests the programme outlasts its end."""

import numpy as np
from numbers_in_words import OutcomeValues, table

from culture_sim.study import Study
from culture_sim.study.analysis import Question, discover, outcome_matrix


def numbers(study: Study) -> str:
    """In how many requests the programme outlasts its end."""
    last = OutcomeValues(study, "practice").table
    kept = last[["point", "seed"]].copy()
    kept["late"], kept["early"] = last["value"], OutcomeValues(study, "practice", over=3).table["value"]
    late = OutcomeValues(study, "practice", difference=False).table["value"]
    idle = late - last["value"]
    kept["tips"] = idle > 0.25
    kept["holds"] = ~kept["tips"] & (kept["late"] >= 0.5 * kept["early"])
    falls = ~kept["tips"] & ~kept["holds"]
    share = (kept["late"] / kept["early"])[~kept["tips"]]
    mixed = kept.groupby("point")["holds"].nunique().gt(1).sum()
    points = study.points().loc[kept["point"]].reset_index(drop=True)
    mean = points.groupby(np.asarray(kept["holds"])).mean()
    asked = len(study.points())
    rows = [
        (
            "sets of parameters under which blame culture lasts (the others are left out)",
            f"{kept['point'].nunique()} of {asked}",
        ),
        ("requests", f"{len(kept):,}"),
        ("falls back", f"{falls.mean():.0%}"),
        (
            "holds: at least half of the gain of year 3 is left at year 12",
            f"{kept['holds'].mean():.1%} ({kept['holds'].sum()} requests)",
        ),
        (
            "baseline tips by itself: practice above 0.25 at year 12 without a programme",
            f"{kept['tips'].mean():.1%}",
        ),
        (
            "gain of year 3 that is left at year 12: median, upper quartile",
            f"{share.median():.0%}, {share.quantile(0.75):.0%}",
        ),
        ("sets in which chance decides: one run holds and the other does not", f"{mixed}"),
    ]
    if True in mean.index:
        rows += [
            (
                f"mean {name.replace('_', ' ')} where it holds, and elsewhere",
                ", ".join(f"{value:.3g}" for value in mean.loc[[True, False], name].to_numpy(float)),
            )
            for name in map(str, points.columns)
        ]
    question = Question.read("practice > 0.3")
    found = discover(outcome_matrix(study, "practice", difference=False), question)
    return table(rows, "", "") + "\n\nBy `discover`: " + found.finding()
