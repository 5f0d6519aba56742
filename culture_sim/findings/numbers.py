"""Numbers as a British reader writes them: 1,000, −0.4, £1.2 million."""

import math

MINUS = "−"
NOTHING = "–"


def number(value: float, decimals: int = 0) -> str:
    """A number with a comma for thousands and a true minus sign; "–" where there is none."""
    if not math.isfinite(value):
        return NOTHING
    text = f"{abs(value):,.{decimals}f}"
    return f"{MINUS}{text}" if value < 0 and float(text.replace(",", "")) != 0 else text


def change(value: float, decimals: int = 0) -> str:
    """A difference: its sign always stands in front, unless it is nothing."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and float(text.replace(",", "")) != 0 else text


def span(low: float, high: float, decimals: int = 0) -> str:
    """A band: "−0.8 to 0.2"."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return NOTHING
    return f"{number(low, decimals)} to {number(high, decimals)}"


def pounds(value: float) -> str:
    """Money in words that a board uses: £2.3 million, £330,000, £850; two or three figures, no more."""
    if not math.isfinite(value):
        return NOTHING
    size = abs(value)
    if size >= 999_500:
        text = f"£{size / 1e6:,.1f} million"
    elif size >= 9_950:
        text = f"£{round(size / 1000):,},000"
    elif size >= 100:
        text = f"£{round(size / 100) * 100:,}"
    else:
        text = f"£{size:.0f}"
    return f"{MINUS}{text}" if value < 0 and text != "£0" else text


def rounded_pounds(value: float) -> float:
    """Money as `pounds` rounds it, so that sums shown beside each other add up."""
    size = abs(value)
    if size >= 999_500:
        return round(value, -5)
    return float(round(value, -3) if size >= 9_950 else round(value, -2) if size >= 100 else round(value))


def million(value: float) -> str:
    """Money in a narrow column, in millions of pounds: "1.23", "−0.40"."""
    return number(value / 1e6, 2)


def counted(count: int, thing: str) -> str:
    """A number of things: "1 post", "1,000 posts"."""
    return f"{number(count)} {thing}{'' if count == 1 else 's'}"


def listed(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Words as a sentence lists them: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
