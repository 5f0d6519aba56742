"""The declaration of an outcome: one thing that is reported by year. Settings declare theirs; every table reads it."""

from dataclasses import dataclass
from typing import Literal

Better = Literal["lower", "higher"]
Chart = Literal["headlines", "staff", "states", "events", "survey", "money"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that is reported by year.

    Attributes:
        key: name in files, tables and JSON.
        title: name on pages.
        unit: of a year's value.
        better: the direction that is better.
        decimals: shown in tables.
        meaning: one sentence that says what it is.
        source: where its level is from.
        column: the column of the tally that it is made of.
        per: how a year of that column is summed up.
        chart: the group of charts and tables in which it is shown.
        headline: whether it is shown first.
        observed: key of the level that an organisation file may give for it, or none.
        scaled: the parameters that a calibration scales until it stands at the observed level.
        divided: parameters that are divided by what the scaled ones are multiplied by, so that other levels stay.
        of: columns whose sum the column is a share of, where it is a share of other things than people. A rate for
            each 1,000 of them is yearly.
        caution: what a reader must bear in mind wherever it is shown; its direction alone is then no success. "" for
            most.
        beside: keys of the outcomes without which it is not shown.
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
        "percent of",
        "per 1000 of",
        "ratio",
        "money",
    ]
    chart: Chart
    headline: bool = False
    observed: str = ""
    scaled: tuple[str, ...] = ()
    divided: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    caution: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavingGroup:
    """Lines of what is saved that are shown together, apart from others.

    Attributes:
        title: what is saved on, in a sentence: "harm and complaints".
        name: short, where it is spoken of again: "the staff side".
        caution: why savings on it are not to be counted without the others beside them; "" if they may.
    """

    title: str
    name: str = ""
    caution: str = ""


UNGROUPED = SavingGroup("")


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of a cost: so many of a column of the tally at so much each.

    Attributes:
        column: of the tally.
        price: the parameter that holds the unit cost in GBP.
        title: name on pages.
        times: a further parameter by which the price is multiplied, or none.
        group: the savings with which it is shown.
    """

    column: str
    price: str
    title: str
    times: str | None = None
    group: SavingGroup = UNGROUPED


def rate(
    key: str, title: str, better: Better, meaning: str, source: str, chart: Chart, *,
    headline: bool = False, observed: bool = False, scaled: tuple[str, ...] = (),
) -> Outcome:  # fmt: skip
    """An outcome that is a yearly count of the column `key` for each 1,000 staff."""
    return Outcome(
        f"{key}_per_1000_staff", title, "per 1,000 staff a year", better, 1, meaning, source, key,
        "per 1000 staff", chart, headline, f"{key}_per_1000_staff" if observed else "", scaled,
    )  # fmt: skip


def state(key: str, title: str, better: Better, meaning: str, decimals: int = 3) -> Outcome:
    """An outcome that is the yearly mean of an index in the column `key`."""
    source = "An index of the model, not a survey score (model 2, section 1)."
    return Outcome(key, title, "index 0-1", better, decimals, meaning, source, key, "mean", "states")
