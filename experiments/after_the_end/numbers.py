"""The page's numbers: how much of what a programme gained is left after its end, and under which parameters."""

import numpy as np
import pandas as pd
from numbers_in_words import Found, OutcomeValues, table
from scipy.stats import spearmanr

from culture_sim.findings.numbers import listed
from culture_sim.study import Study

END = 3
LATER = (1, 3, 9)
"""The programme's last year, and years after it."""
OUTCOMES = {"psychological_safety": "safety", "practice": "practice"}
HOLDS = 0.5


def numbers(study: Study) -> Found:
    """How much is left, and where most."""
    left = {outcome: kept(study, outcome) for outcome in OUTCOMES}
    rows = [
        (
            OUTCOMES[outcome],
            f"{years} {'year' if years == 1 else 'years'}",
            percent(share[years].median()),
            f"{percent(share[years].quantile(0.1))} to {percent(share[years].quantile(0.9))}",
            f"{(share[years] >= HOLDS).mean():.0%}",
        )
        for outcome, share in left.items()
        for years in LATER
    ]
    points = study.points()
    ranks = {
        outcome: pd.Series(
            {
                name: float(spearmanr(points.loc[share.index, name], share[LATER[1]]).statistic)
                for name in map(str, points.columns)
                if not name.startswith("unit_")
            }
        )
        for outcome, share in left.items()
    }
    order = ranks["psychological_safety"].abs().sort_values(ascending=False).index
    chance = 1.96 / np.sqrt(len(left["practice"]))
    related = [(name, *(f"{ranks[outcome][name]:+.2f}" for outcome in OUTCOMES)) for name in order]
    safety, practice = left["psychological_safety"], left["practice"]
    clear = [name for name in order if abs(ranks["psychological_safety"][name]) > chance]
    longest = [f"{name} {'high' if ranks['psychological_safety'][name] > 0 else 'low'}" for name in clear[:3]]
    holds = (safety[LATER[-1]] >= HOLDS).mean()
    median = {name: [percent(share[years].median()) for years in LATER] for name, share in left.items()}
    soon, later, last = median["psychological_safety"]
    sentences = [
        (
            f"**The median set of parameters** keeps {soon} of the safety gained one year after the end, {later} after"
            f" three years and {last} after nine; of practice it keeps {listed(median['practice'])}."
        ),
        (
            f"**Does it hold?** At least half of the safety is left nine years after the end in {percent(holds)} of the"
            f" {len(safety)} sets, and at least half of the practice in {(practice[9] >= HOLDS).mean():.0%}."
        ),
        (
            f"**Safety lasts longest** (share left after three years) with {', '.join(longest)}."
            if longest
            else "**No parameter** clearly differs in how much of the safety is left after three years."
        ),
    ]
    short = (
        f"the median set keeps {soon} of the safety gained a year after the end and {last} after nine; half of it"
        f" holds nine years in {percent(holds)} of sets"
    )
    return Found(
        short,
        sentences,
        table(rows, "gain in", "after the end", "left: median", "8 in 10 sets", "at least half left")
        + f"\n\nRank correlation with the share left after {LATER[1]} years (beyond ±{chance:.2f} not chance):\n\n"
        + table(related, "parameter", *OUTCOMES.values()),
    )


def percent(share: float | np.floating) -> str:
    """A share, and no negative nought."""
    return f"{round(float(share), 2) + 0.0:.0%}"


def kept(study: Study, outcome: str) -> pd.DataFrame:
    """The share of the gain of the programme's last year that is left, by point and years after the end."""
    gains = {year: OutcomeValues(study, outcome, over=year).table.groupby("point")["value"].mean()
             for year in (END, *(END + years for years in LATER))}  # fmt: skip
    return pd.DataFrame({years: gains[END + years] / gains[END] for years in LATER})
