"""Finds what a user means by an organisation: a setting, one of the gallery, or a file."""

from pathlib import Path

from culture_sim.errors import InputError, did_you_mean
from culture_sim.gallery import scenario_folder
from culture_sim.settings import Setting, load_setting, setting_names

GRAPH_ENDINGS = (".graphml", ".csv", ".tsv")
ORGANISATION_ENDINGS = (".yaml", ".yml", *GRAPH_ENDINGS)
_SAVE_GRAPH = "save the network as GraphML"
_SAVE_TABLE = "save its sheets of ties and of people as CSV (UTF-8), NAME.csv and NAME.nodes.csv"
OTHER_FORMATS = {
    ".gexf": ("a GEXF file, as Gephi writes it", _SAVE_GRAPH),
    ".gml": ("a GML file", _SAVE_GRAPH),
    ".net": ("a Pajek file", _SAVE_GRAPH),
    ".dot": ("a DOT file", _SAVE_GRAPH),
    ".xlsx": ("an Excel workbook", _SAVE_TABLE),
    ".xls": ("an Excel workbook", _SAVE_TABLE),
    ".ods": ("a spreadsheet", _SAVE_TABLE),
}


def gallery_organisations() -> dict[str, Path]:
    """Shipped organisation files by name, such as "nhs_trust/acute_trust"."""
    return {
        f"{setting}/{path.stem}": path
        for setting in setting_names()
        for path in sorted((scenario_folder(setting) / "organisations").glob("*.yaml"))
    }


def refuse_other_formats(path: Path) -> None:
    """Refuse a file of a format that is not read here.

    Raises:
        InputError: what it is, and what to save it as.
    """
    ending = path.suffix.lower()
    if ending in ORGANISATION_ENDINGS:
        return
    if not path.exists():
        raise InputError("There is no such file.", path)
    if ending in OTHER_FORMATS:
        what, instead = OTHER_FORMATS[ending]
        raise InputError(f"This is {what}, which is not read here: {instead}.", path)
    known = ", ".join(ORGANISATION_ENDINGS)
    raise InputError(
        f"An organisation is read from {known}, not from {ending or 'a file without an ending'}.", path
    )


def find_source(organisation: str | Path) -> Setting | Path:
    """The setting, or the path of the file, that a name stands for.

    Raises:
        InputError: there is neither a file, a setting nor an organisation of that name.
    """
    if not isinstance(organisation, str | Path):
        raise InputError(f"An organisation is given by its name or its path, not by {organisation!r}.")
    path = Path(organisation)
    if path.suffix.lower() in ORGANISATION_ENDINGS:
        if not path.exists():
            raise InputError("There is no such file.", path)
        return path
    if path.is_file() or path.suffix.lower() in OTHER_FORMATS:
        refuse_other_formats(path)
    name = str(organisation)
    if name in setting_names():
        return load_setting(name)
    gallery = gallery_organisations()
    matches = [file for key, file in gallery.items() if name in (key, file.stem)]
    if matches:
        return matches[0]
    valid = [*setting_names(), *gallery, *(file.stem for file in gallery.values())]
    raise InputError(
        f"There is no organisation {name!r}.{did_you_mean(name, valid)} Give the path of an organisation file"
        f" (.yaml), of a graph (.graphml, .csv), or one of: {', '.join([*setting_names(), *gallery])}."
    )
