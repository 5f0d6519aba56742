"""Which settings there are: those of this package, those that an installed package brings, and registered folders.

A package of one's own brings a setting by an entry point in its pyproject.toml:

    [project.entry-points."culture_sim.settings"]
    school = "my_package.school"        # the package folder that holds setting.yaml
"""

import sys
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from culture_sim.errors import InputError, did_you_mean
from culture_sim.gallery import DEFAULT_SETTING, add_setting, setting_folders
from culture_sim.inputs.messages import FileKind
from culture_sim.inputs.records import read_record
from culture_sim.parameters import Parameters
from culture_sim.settings.setting import Setting


def setting_names() -> tuple[str, ...]:
    """The settings there are, by name."""
    return tuple(sorted(setting_folders()))


def load_setting(name: str = DEFAULT_SETTING) -> Setting:
    """The setting of that name.

    Raises:
        InputError: there is no such setting, or its file is wrong.
    """
    folders = setting_folders()
    if name not in folders:
        known = ", ".join(sorted(folders))
        raise InputError(f"{name!r} is not a setting.{did_you_mean(name, folders)} Known: {known}.")
    return _loaded(name, folders[name])


def register_setting(folder: str | Path) -> Setting:
    """Make the setting of a folder known by its name, everywhere in this process and in the workers it starts.

    Args:
        folder: holds setting.yaml, words.yaml, tables.py, week.py, outcomes.py, and if it likes parameters/ and
            scenarios/.

    Raises:
        InputError: the folder holds no setting, or there is another of this name.
    """
    home = Path(folder).resolve()
    known = setting_folders().get(home.name, home)
    if known != home:
        raise InputError(f"There is another setting called '{home.name}'.", home)
    setting = _loaded(home.name, home)
    add_setting(home)
    return setting


def load_parameters(setting: str | Setting = DEFAULT_SETTING) -> Parameters:
    """All parameters of a setting: the core's and its own, with the values that it changes.

    Raises:
        InputError: there is no such setting, or its files are wrong.
    """
    return (load_setting(setting) if isinstance(setting, str) else setting).all_parameters


def restored(name: str, folder: Path) -> Setting:
    """A setting that came from another process, which may know folders that this one does not."""
    return load_setting(name) if name in setting_folders() else register_setting(folder)


@cache
def _loaded(name: str, folder: Path) -> Setting:
    path = folder / "setting.yaml"
    setting = read_record(path, Setting, FileKind("setting"))
    if setting.name != name:
        raise InputError(f"The setting is called {setting.name!r}; its folder must have the same name.", path)
    return setting.placed(folder, _package(folder))


def _package(folder: Path) -> str:
    """The name under which the modules of a folder are imported."""
    if folder.parent == Path(__file__).parent:
        return f"{__package__}.{folder.name}"
    name = f"culture_sim_setting_{folder.name}"
    if name not in sys.modules:
        start = folder / "__init__.py"
        spec = spec_from_file_location(name, start, submodule_search_locations=[str(folder)])
        if not start.is_file() or spec is None or spec.loader is None:
            raise InputError("A setting's folder needs a file __init__.py, which may be empty.", folder)
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return import_module(name).__name__
