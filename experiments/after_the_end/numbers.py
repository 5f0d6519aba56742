"""The page's numbers: how much of what a programme gained is left after its end, and under which parameters."""

import numpy as np
import pandas as pd
from numbers_in_words import Found, OutcomeValues, table
from scipy.stats import spearmanr

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
            f"{share[years].median():.0%}",
            f"{share[years].quantile(0.1):.0%} to {share[years].quantile(0.9):.0%}",
            f"{(share[years] >= HOLDS).mean():.0%}",
        )
        for outcome, share in left.items()
        for years in LATER
    ]
    points = study.points().set_index("point")
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
    sentences = [
        (
            f"**The median set of parameters** keeps {safety[1].median():.0%} of the safety gained one year after the"
            f" end, {safety[3].median():.0%} after three years and {safety[9].median():.0%} after nine; of practice it"
            f" keeps {practice[1].median():.0%}, {practice[3].median():.0%} and {practice[9].median():.0%}."
        ),
        (
            f"**Does it hold?** At least half of the safety is left nine years after the end in {holds:.0%} of the"
            f" {len(safety)} sets, and at least half of the practice in {(practice[9] >= HOLDS).mean():.0%}."
        ),
        (
            f"**Safety lasts longest** (share left after three years) with {', '.join(longest)}."
            if longest
            else "**No parameter** can be told from chance by how much of the safety is left after three years."
        ),
    ]
    short = (
        f"the median set keeps {safety[1].median():.0%} of the safety gained a year after the end and"
        f" {safety[9].median():.0%} after nine; half of it holds nine years in {holds:.0%} of sets"
    )
    return Found(
        short,
        sentences,
        table(rows, "gain in", "after the end", "left: median", "8 in 10 sets", "at least half left")
        + f"\n\nRank correlation with the share left after {LATER[1]} years (beyond ±{chance:.2f} not chance):\n\n"
        + table(related, "parameter", *OUTCOMES.values()),
    )


def kept(study: Study, outcome: str) -> pd.DataFrame:
    """The share of the gain of the programme's last year that is left, by point and years after the end."""
    gains = {year: OutcomeValues(study, outcome, over=year).table.groupby("point")["value"].mean()
             for year in (END, *(END + years for years in LATER))}  # fmt: skip
    return pd.DataFrame({years: gains[END + years] / gains[END] for years in LATER})
