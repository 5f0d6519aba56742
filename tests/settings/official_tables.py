"""Made-up tables in the shape of official statistics on local authorities; the numbers are nobody's."""

from pathlib import Path

PLACE = (
    "time_period,time_identifier,geographic_level,country_name,region_name,old_la_code,new_la_code,la_name"
)
WORKFORCE = (
    "inpost_fte,agency_fte,turnover_rate_fte,agency_rate_fte,vacancy_fte,vacancy_rate_fte,case_holders_fte,cases,"
    "caseload_fte,absence_rate_fte"
)
CODES = {"Northshire": "E10000901", "Eastborough": "E06000902", "Westford, City of": "E06000903"}
USUAL = "160,40,15,20,40,20,120,2040,17,3"
"""200 posts; of 200 who work there 120 hold cases."""


def row(name: str, year: int, cells: str = USUAL) -> str:
    """A line of the workforce table: one authority in one year."""
    return f'{year},Reporting year,Local authority,England,Somewhere,900,{CODES[name]},"{name}",{cells}'


def workforce(folder: Path, *rows: str, name: str = "workforce.csv") -> Path:
    """A workforce table with England's row on top, as it is published."""
    england = f"2022,Reporting year,National,England,,,,,{USUAL}"
    file = folder / name
    file.write_text("\n".join([f"{PLACE},{WORKFORCE}", england, *rows, ""]), encoding="utf-8")
    return file


def usual_workforce(folder: Path) -> Path:
    """Three authorities; one is only there until 2021, one has cells without a number."""
    return workforce(
        folder,
        row("Northshire", 2022, "90,10,12.5,10,10,10,60,960,16,c"),
        row("Eastborough", 2022, "160,40,18.5,20,40,20,120,2040,17,4"),
        row("Northshire", 2021, "80,20,22,20,20,20,50,900,18,3.5"),
        row("Eastborough", 2021),
        row("Westford, City of", 2021, "30,x,z,x,0,0,20,300,15,low"),
    )
