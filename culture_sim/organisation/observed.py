"""What an organisation's own records and surveys say: the levels that the baseline is calibrated to."""

from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, create_model

from culture_sim.inputs.records import Record
from culture_sim.settings import Setting, load_setting
from culture_sim.settings.figure import Figure, FigureOrNumber


def not_a_fraction(percent: float, unless: str = "") -> float:
    """The percentage, unless it looks like a share that was meant as one; raises ValueError."""
    if 0 < percent < 1:
        raise ValueError(f"{percent:g} would be {percent:g} %. Did you mean {percent * 100:g}?{unless}")
    return percent


def _share(figure: Figure) -> Figure:
    if not 0 <= figure.value <= 100:
        raise ValueError(f"{figure.value:g} is not a percentage; it must lie between 0 and 100.")
    if figure.source == Figure.model_fields["source"].default:
        not_a_fraction(
            figure.value, f" If not, say whose figure it is: {{value: {figure.value:g}, source: ...}}."
        )
    return figure


def _share_that_leaves_some(figure: Figure) -> Figure:
    if _share(figure).value == 100:
        raise ValueError("100 is everybody; it must lie below 100, or nobody would be at work.")
    return figure


def _not_negative(figure: Figure) -> Figure:
    if figure.value < 0:
        raise ValueError(f"{figure.value:g} is negative; it cannot be.")
    return figure


Percentage = Annotated[FigureOrNumber, AfterValidator(_share)]
Absence = Annotated[FigureOrNumber, AfterValidator(_share_that_leaves_some)]
NotNegative = Annotated[FigureOrNumber, AfterValidator(_not_negative)]
_KINDS: dict[str, Any] = {
    "percent of staff weeks": Absence,
    "percent of posts": Absence,
    "per 1000 staff": NotNegative,
    "ratio": NotNegative,
}


class Observed(Record):
    """Observed levels, every one optional; yearly, and rates are per 1,000 staff. `observed_model` adds a setting's."""

    of: ClassVar[Setting]

    def figures(self) -> dict[str, Figure]:
        """The levels that are given, by name."""
        levels = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: figure for name, figure in levels.items() if figure is not None}

    def __reduce__(self) -> tuple[Any, ...]:
        """Travels to other processes as its setting and its levels."""
        return _restored, (self.of, self.model_dump(exclude_none=True))


@cache
def observed_model(setting: str) -> type[Observed]:
    """The levels that organisations of a setting may have observed, as its outcomes declare them."""
    found = load_setting(setting)
    levels: dict[str, Any] = {
        key: (_KINDS.get(what.per, Percentage) | None, Field(None, description=what.meaning))
        for key, what in found.observable.items()
    }
    model = create_model("Observed", __base__=Observed, __doc__=Observed.__doc__, **levels)
    model.of = found
    return model


def _restored(setting: Setting, levels: dict[str, Any]) -> Observed:
    return observed_model(setting.name).model_validate(levels)
