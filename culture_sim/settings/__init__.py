"""Settings: the kinds of organisation that are modelled, each a folder; nothing outside names what only one has."""

from culture_sim.settings.registry import load_parameters, load_setting, register_setting, setting_names
from culture_sim.settings.setting import Setting

__all__ = ["Setting", "load_parameters", "load_setting", "register_setting", "setting_names"]
