"""The page's numbers: a Morris screening, Sobol indices of six, and the six again with the baseline held."""

import pandas as pd
from numbers_in_words import Found, table

from culture_sim.study import Study
from culture_sim.study.analysis import emulate, outcome_matrix, sensitivity_of, sobol_of

SAFETY = "psychological_safety"


def numbers(screening: Study, close: Study, held: Study) -> Found:
    """A Morris screening, Sobol indices of six, and the six again with the baseline held."""
    parts, sentences = [], []
    for outcome, words in ((SAFETY, "safety gained"), ("turnover_percent", "turnover")):
        found = sensitivity_of(screening, outcome)
        rows: list[tuple[str, ...]] = [
            (
                str(row.factor),
                f"{row.value:.3f} ({row.low:.3f} to {row.high:.3f})",
                f"{row.mean_effect:+.3f}",
                f"{row.noise:.3f}",
                "yes" if row.above_noise else "no",
            )
            for row in found.table.head(10 if outcome == SAFETY else 4).itertuples()
        ]
        clear = found.table[found.table["above_noise"]]
        most = ", ".join(
            f"{row.factor} ({row.value:.3f}, {row.low:.3f} to {row.high:.3f})"
            for row in clear.head(4 if outcome == SAFETY else 3).itertuples()
        )
        moved = f"is moved most by {most}" if most else "is moved by no parameter beyond chance"
        sentences.append(
            f"**Screening: {words} at year 5** {moved}: mean absolute effect of moving a parameter over its whole"
            f" range, 95 % interval. {len(clear)} of {len(found.table)} parameters are distinguished from chance."
        )
        parts.append(
            f"Screening, {outcome.replace('_', ' ')} at year 5. {found.finding()}\n\n"
            + table(
                rows,
                "parameter",
                "mean absolute effect (95 %)",
                "mean effect",
                "noise level",
                "distinguished from chance",
            )
        )
    sobol = sensitivity_of(close, SAFETY).table.set_index("factor")
    columns = [emulated(close), emulated(held)]
    shares = [
        (
            str(name),
            f"{row['value']:.2f} ({row['low']:.2f} to {row['high']:.2f})",
            f"{row['alone']:.2f} ({row['alone_low']:.2f} to {row['alone_high']:.2f})",
            *(f"{each[0].loc[str(name)]:.2f}" for each in columns),
        )
        for name, row in zip(map(str, sobol.index), sobol.to_dict("records"), strict=True)
    ]
    parts.append(
        "Closely, safety at year 5, share of the variance:\n\n"
        + table(
            shares,
            "parameter",
            "Sobol total (95 %)",
            "alone (95 %)",
            "total by emulator",
            "the same, baseline held",
        )
    )
    parts.append(f"Emulator, calibrated once: {columns[0][1]}\n\nEmulator, baseline held: {columns[1][1]}")
    once, again = (each[0].sort_values(ascending=False) for each in columns)
    orders = [
        ", ".join(f"{name} {share:.2f}" for name, share in each.head(3).items()) for each in (again, once)
    ]
    sentences += [
        "**Closely, share of the variance of safety** in which a parameter has a part: "
        + ", ".join(
            f"{name} {row['value']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
            for name, row in sobol.dropna(subset="value").head(3).iterrows()
        )
        + ", by Sobol indices with the baseline calibrated once.",
        (
            "**With the baseline calibrated again for every set**, so that all start from the same blame culture, the"
            f" order by emulator is {orders[0]}; calibrated once it was {orders[1]}."
        ),
    ]
    short = f"the safety gained rests most on {', '.join(map(str, again.index[:3]))}"
    return Found(short, sentences, "\n\n".join(parts))


def emulated(study: Study) -> tuple[pd.Series, str]:
    """Total Sobol indices of an emulator, and how good it is."""
    fitted = emulate(outcome_matrix(study, SAFETY, units=True))
    indices = sobol_of(fitted, dict.fromkeys([each["name"] for each in study.factors], (0.0, 1.0)))
    return indices.table.set_index("factor")["value"], fitted.finding()
