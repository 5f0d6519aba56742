"""An agent-based simulation of restorative culture change in health and care.

    from culture_sim import CultureModel, compare, load_scenario

    compare(["embedded"])                a plan against a blame culture, in the setting's published example
    CultureModel("embedded", seed=1)     one organisation, week by week, as a Mesa model

What a comparison holds, and what can be asked of it (money, leading indicators, swings, two-lever grids), is in
`culture_sim.ensemble`; its sentences are in `culture_sim.findings`, studies in `culture_sim.study`. A tool for
reasoning, not a prediction.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from culture_sim.version import __version__

if TYPE_CHECKING:
    from culture_sim.agents import Leader, Served, StaffMember
    from culture_sim.calibration.calibrated import calibrated_model
    from culture_sim.ensemble import Comparison, Ensemble, calibrate_baseline, compare
    from culture_sim.errors import InputError
    from culture_sim.model import CultureModel
    from culture_sim.organisation import Organisation, build_organisation
    from culture_sim.parameters import Parameters
    from culture_sim.scenario import Scenario, load_scenario
    from culture_sim.settings import Setting, load_parameters, load_setting, register_setting

_ROOMS = {
    "Comparison": "ensemble",
    "CultureModel": "model",
    "Ensemble": "ensemble",
    "InputError": "errors",
    "Leader": "agents",
    "Organisation": "organisation",
    "Parameters": "parameters",
    "Scenario": "scenario",
    "Served": "agents",
    "Setting": "settings",
    "StaffMember": "agents",
    "build_organisation": "organisation",
    "compare": "ensemble",
    "load_parameters": "settings",
    "load_scenario": "scenario",
    "load_setting": "settings",
    "register_setting": "settings",
    "calibrate_baseline": "ensemble",
    "calibrated_model": "calibration.calibrated",
}

__all__ = [
    "Comparison",
    "CultureModel",
    "Ensemble",
    "InputError",
    "Leader",
    "Organisation",
    "Parameters",
    "Scenario",
    "Served",
    "Setting",
    "StaffMember",
    "__version__",
    "build_organisation",
    "calibrate_baseline",
    "calibrated_model",
    "compare",
    "load_parameters",
    "load_scenario",
    "load_setting",
    "register_setting",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `--help` need not wait for the engine."""
    if name in _ROOMS:
        return getattr(import_module(f"culture_sim.{_ROOMS[name]}"), name)
    if name[:1].isupper():  # the people served in the usual setting, by its own name for them
        return getattr(import_module("culture_sim.agents"), name)
    raise AttributeError(f"module 'culture_sim' has no attribute '{name}'")


def __dir__() -> list[str]:
    """The whole public face, imported or not: for `dir()`, `help()` and completion."""
    return sorted({*globals(), *_ROOMS})
