"""What an organisation's own records and surveys say: the levels that the baseline is centred on."""

from typing import Annotated

from pydantic import AfterValidator

from culture_sim.inputs.records import Record
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


def _rate(figure: Figure) -> Figure:
    if figure.value < 0:
        raise ValueError(f"{figure.value:g} is negative; a yearly rate cannot be.")
    return figure


Percentage = Annotated[FigureOrNumber, AfterValidator(_share)]
Absence = Annotated[FigureOrNumber, AfterValidator(_share_that_leaves_some)]
YearlyRate = Annotated[FigureOrNumber, AfterValidator(_rate)]


class Observed(Record):
    """Observed levels, every one optional; yearly, and rates are per 1,000 staff.

    Attributes:
        leaver_rate_percent: share of staff who leave in a year, %.
        sickness_percent: share of working time lost to sickness, %.
        vacancy_percent: share of posts vacant, %.
        complaints_per_1000_staff: written complaints.
        grievances_per_1000_staff: formal grievances.
        disciplinaries_per_1000_staff: disciplinary investigations.
        claims_per_1000_staff: new claims for negligence.
        reported_incidents_per_1000_staff: incidents that staff report.
        burnt_out_share_percent: staff "often or always burnt out", %.
        treated_fairly_percent: staff who agree that those in an error are treated fairly, %.
        safe_to_speak_up_percent: staff who feel safe to speak up about anything, %.
    """

    leaver_rate_percent: Percentage | None = None
    sickness_percent: Absence | None = None
    vacancy_percent: Absence | None = None
    complaints_per_1000_staff: YearlyRate | None = None
    grievances_per_1000_staff: YearlyRate | None = None
    disciplinaries_per_1000_staff: YearlyRate | None = None
    claims_per_1000_staff: YearlyRate | None = None
    reported_incidents_per_1000_staff: YearlyRate | None = None
    burnt_out_share_percent: Percentage | None = None
    treated_fairly_percent: Percentage | None = None
    safe_to_speak_up_percent: Percentage | None = None

    def figures(self) -> dict[str, Figure]:
        """The levels that are given, by name."""
        levels = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: figure for name, figure in levels.items() if figure is not None}
