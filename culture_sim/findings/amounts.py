"""Levels and differences of an outcome as tables and sentences show them."""

from culture_sim.findings.numbers import change, million, number, pounds, span
from culture_sim.outcomes import Outcome

UNITS = {
    "index 0-1": "on an index from 0 to 1",
    "demand / capacity": "what is asked of teams against what they can do, 1 as usual",
}
"""Units that a sentence words in another way than a table does."""


def is_money(what: Outcome) -> bool:
    """Whether it is counted in pounds."""
    return what.unit.startswith("GBP")


def amount(what: Outcome, value: float) -> str:
    """A level as a table shows it; money in millions of pounds."""
    return million(value) if is_money(what) else number(value, what.decimals)


def amount_change(what: Outcome, value: float) -> str:
    """A difference as a table shows it; money in millions of pounds."""
    return change(value / 1e6, 2) if is_money(what) else change(value, what.decimals)


def amount_span(what: Outcome, low: float, high: float) -> str:
    """An interval as a table shows it; money in millions of pounds."""
    return span(low / 1e6, high / 1e6, 2) if is_money(what) else span(low, high, what.decimals)


def unit(what: Outcome) -> str:
    """The unit beside an amount in a table."""
    return what.unit.replace("GBP", "£ million")


def in_unit(what: Outcome) -> str:
    """The unit as a sentence or a heading gives it: "index 0-1" as "on an index from 0 to 1"."""
    return UNITS.get(what.unit, what.unit)


def ways(what: Outcome) -> tuple[str, str]:
    """What the wanted way and the other one are called: of an outcome with a caution, neither is a success."""
    if not what.caution:
        return "better", "worse"
    return ("lower", "higher") if what.better == "lower" else ("higher", "lower")


def best(what: Outcome) -> str:
    """What the most wanted level is called: "best", but of an outcome with a caution "lowest" or "highest"."""
    if not what.caution:
        return "best"
    return "lowest" if what.better == "lower" else "highest"


def with_caution(what: Outcome, note: str = "") -> str:
    """A note on an outcome, with the caution that it carries wherever it is shown."""
    return f"{note.rstrip('.')}. {what.caution}".removeprefix(". ") if what.caution else note


def as_shown(what: Outcome, value: float) -> float:
    """A level as a sentence shows it, so that a difference is the one that a reader works out from what is shown."""
    return value if is_money(what) else round(value, what.decimals)


def in_words(what: Outcome, value: float) -> str:
    """A level in a sentence."""
    return pounds(value) if is_money(what) else number(value, what.decimals)
