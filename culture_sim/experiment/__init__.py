"""Studies: what is varied, run where there is room, kept whatever happens, and asked in SQL.

from culture_sim.experiment import Study, load_study, run_study

run_study(load_study("my_study.yaml"), "results/my_study")
Study("results/my_study").query("SELECT point, avg(turnover_percent) FROM differences GROUP BY point")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from culture_sim.experiment.estimates import estimate
    from culture_sim.experiment.planning import StudyPlan, plan_study
    from culture_sim.experiment.reading import gallery_studies, load_study, study_from
    from culture_sim.experiment.results import Study
    from culture_sim.experiment.runner import Ending, StudyInterruptedError, run_study
    from culture_sim.experiment.study_file import StudyFile

_WHERE = {
    "Ending": "runner",
    "Study": "results",
    "StudyFile": "study_file",
    "StudyInterruptedError": "runner",
    "StudyPlan": "planning",
    "estimate": "estimates",
    "gallery_studies": "reading",
    "load_study": "reading",
    "plan_study": "planning",
    "run_study": "runner",
    "study_from": "reading",
}

__all__ = [
    "Ending",
    "Study",
    "StudyFile",
    "StudyInterruptedError",
    "StudyPlan",
    "estimate",
    "gallery_studies",
    "load_study",
    "plan_study",
    "run_study",
    "study_from",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name in _WHERE:
        return getattr(import_module(f"culture_sim.experiment.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'culture_sim.experiment' has no attribute '{name}'")
