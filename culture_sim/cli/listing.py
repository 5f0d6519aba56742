"""`scenarios`, `organisations`, `levers`, `outcomes`, `parameters`: what there is to choose and to read."""

from dataclasses import asdict
from pathlib import Path

from culture_sim.cli.options import official_file
from culture_sim.cli.printing import print_entry, print_json, say, screen
from culture_sim.errors import InputError, did_you_mean
from culture_sim.organisation import OrganisationFile, gallery_organisations, load_organisation_file
from culture_sim.parameters import Parameter
from culture_sim.parameters.table import SOURCES
from culture_sim.settings import load_parameters, load_setting
from culture_sim.version import __version__


def list_scenarios(setting: str, json: bool) -> None:
    """The gallery of a setting, those that do least first."""
    from culture_sim.scenario import gallery, load_scenario

    entries = [(entry, load_scenario(entry.path)) for entry in gallery(setting)]
    if json:
        rows = [
            {
                "name": entry.name,
                "title": entry.title,
                "shows": entry.shows,
                "setting": entry.setting,
                "hash": scenario.hash,
                "levers": list(scenario.levers.used),
                "path": str(entry.path),
            }
            for entry, scenario in entries
        ]
        print_json({"version": __version__, "setting": setting, "scenarios": rows})
        return
    console = screen()
    for entry, scenario in entries:
        used = len(scenario.levers.used)
        print_entry(console, entry.name, f"{used} lever{'' if used == 1 else 's'}", entry.shows)
    console.print(f"\nFiles to open and copy: {entries[0][0].path.parent}", soft_wrap=True)


def list_organisations(names: tuple[str, ...], json: bool) -> None:
    """The organisations of the gallery, or some with their figures and where these come from."""
    from culture_sim.organisation.source import find_source

    gallery = gallery_organisations()
    if not names:
        files = [(key, path, load_organisation_file(path)) for key, path in gallery.items()]
        if json:
            rows = [
                {"name": key, "title": file.name, "describes": file.describes, "path": str(path)}
                for key, path, file in files
            ]
            print_json({"version": __version__, "organisations": rows})
            return
        console = screen()
        for key, path, file in files:
            print_entry(console, path.stem if _is_unique(path, gallery) else key, file.name, file.describes)
        console.print("\n`culture-sim organisations NAME` shows its figures and their sources.")
        return
    read = []
    for name in names:
        source = find_source(name)
        if not isinstance(source, Path) or source.suffix.lower() not in {".yaml", ".yml"}:
            raise InputError(f"'{name}' has no figures of its own to show.")
        read.append((name, source, load_organisation_file(source)))
    _show_organisations(read, json)


def show_authority(
    names: tuple[str, ...], authority: str | None, year: int | None, json: bool, as_yaml: bool
) -> None:
    """One organisation of official statistics: its figures and where these come from, or its organisation file."""
    import yaml

    file = official_file(names[0] if len(names) == 1 else None, authority, year)
    if file is None:
        raise InputError("--yaml prints an authority of official statistics; it needs --authority NAME.")
    if as_yaml:
        said = file.model_dump(mode="json", exclude_unset=True)
        say(yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=110), nl=False)
    else:
        _show_organisations([(file.name, Path(names[0]), file)], json)


def _show_organisations(read: list[tuple[str, Path, OrganisationFile]], json: bool) -> None:
    if json:
        rows = [
            {"name": name, "path": str(path), **file.model_dump(mode="json")} for name, path, file in read
        ]
        print_json({"version": __version__, "organisations": rows})
        return
    console = screen()
    for _, path, file in read:
        print_entry(console, file.name, str(path), file.describes)
        figures = file.observed.figures() if file.observed else {}
        if not figures:
            console.print("It has no observed levels: the baseline stays as the model has it.")
        for key, figure in figures.items():
            grade = f", grade {figure.grade}" if figure.grade else ""
            print_entry(console, key, f"{figure.value:,g}", f"{figure.source} ({figure.mark}{grade})")


def _is_unique(path: Path, gallery: dict[str, Path]) -> bool:
    return sum(other.stem == path.stem for other in gallery.values()) == 1


def list_levers(setting: str, json: bool) -> None:
    """Every lever that a plan can use in a setting."""
    from culture_sim.settings import load_setting

    levers = load_setting(setting).levers
    if json:
        rows = [
            {**lever.model_dump(mode="json"), "low": lever.low, "amount_path": lever.amount_path}
            for lever in levers
        ]
        print_json({"version": __version__, "levers": rows})
        return
    console = screen()
    for lever in levers:
        unit = "" if lever.unit.startswith(lever.measure) else f" ({lever.unit})"
        paid = f" It is paid for: {', '.join(cost.title for cost in lever.costs)}." if lever.costs else ""
        print_entry(console, lever.path, f"{lever.measure}, 0 to {lever.high:g}{unit}", lever.sentence + paid)
    console.print(
        "\nHow to write a plan: docs/scenarios.md in the repository, or copy a file of the gallery."
    )


def list_outcomes(setting: str, json: bool) -> None:
    """Everything that is counted and compared in a setting."""
    outcomes = load_setting(setting).outcomes
    if json:
        print_json({"version": __version__, "outcomes": [asdict(each) for each in outcomes]})
        return
    console = screen()
    for each in outcomes:
        facts = f"{each.unit}; {each.better} is better"
        print_entry(
            console,
            each.key,
            facts,
            f"{each.title}. {' '.join(filter(None, (each.meaning, each.caution)))} Source: {each.source.rstrip('.')}.",
        )


def list_parameters(names: tuple[str, ...], setting: str, json: bool) -> None:
    """The model's numbers in a setting: all, those of some themes, or some of them."""
    parameters = load_parameters(setting)
    wanted = _wanted(names, list(parameters.table.values()))
    if json:
        print_json(
            {
                "version": __version__,
                "hash": parameters.hash,
                "sources": SOURCES,
                "parameters": [asdict(each) for each in wanted],
            }
        )
        return
    console = screen()
    width = max(len(each.name) for each in wanted)
    for theme in dict.fromkeys(each.theme for each in wanted):
        console.print(f"\n{theme.replace('_', ' ').upper()}", style="bold")
        console.print(f"{'':{width}}  {'value':>9} {'low':>9} {'high':>9}  unit; source", soft_wrap=True)
        for each in (one for one in wanted if one.theme == theme):
            numbers = f"{each.value:>9g} {each.low:>9g} {each.high:>9g}"
            facts = f"{'':{width - len(each.name)}}{numbers}  {each.unit}; {each.source}"
            print_entry(console, each.name, facts, _meaning(each))
    marks = "; ".join(f"{mark}: {meaning}" for mark, meaning in SOURCES.items() if len(mark) == 1)
    console.print(f"\nSources: {marks}. Square brackets: symbol in the model document.")
    console.print(f"Shown: {len(wanted)} of {len(parameters)}. Hash of all together: {parameters.hash}.")


def _meaning(parameter: Parameter) -> str:
    note = "" if parameter.note in {"", parameter.source} else f". {parameter.note}"
    return f"{parameter.meaning} [{parameter.symbol}]{note}"


def _wanted(names: tuple[str, ...], everything: list[Parameter]) -> list[Parameter]:
    if not names:
        return everything
    found: list[Parameter] = []
    for name in names:
        matches = [
            each for each in everything if name in {each.name, each.theme, each.theme.replace("_", " ")}
        ]
        if not matches:
            valid = {each.name for each in everything} | {each.theme for each in everything}
            raise InputError(
                f"'{name}' is neither a parameter nor a theme of parameters.{did_you_mean(name, valid)}"
            )
        found += [each for each in matches if each not in found]
    return found
