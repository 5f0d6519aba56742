"""Studies: what is varied, run where there is room, stored whatever happens, and queried in SQL.

from culture_sim.study import Study, load_study, run_study

run_study(load_study("my_study.yaml"), "results/my_study")
Study("results/my_study").query("SELECT point, avg(turnover_percent) FROM differences GROUP BY point")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from culture_sim.study.estimates import estimate
    from culture_sim.study.plan import StudyPlan, plan_study
    from culture_sim.study.results import Study
    from culture_sim.study.runner import RunSummary, StudyInterruptedError, run_study
    from culture_sim.study.smoke_test import smoke_test_study
    from culture_sim.study.study_file import StudyFile
    from culture_sim.study.study_loader import gallery_studies, load_study, study_from

_WHERE = {
    "RunSummary": "runner",
    "Study": "results",
    "StudyFile": "study_file",
    "StudyInterruptedError": "runner",
    "StudyPlan": "plan",
    "estimate": "estimates",
    "gallery_studies": "study_loader",
    "load_study": "study_loader",
    "plan_study": "plan",
    "run_study": "runner",
    "smoke_test_study": "smoke_test",
    "study_from": "study_loader",
}

__all__ = [
    "RunSummary",
    "Study",
    "StudyFile",
    "StudyInterruptedError",
    "StudyPlan",
    "estimate",
    "gallery_studies",
    "load_study",
    "plan_study",
    "run_study",
    "smoke_test_study",
    "study_from",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name in _WHERE:
        return getattr(import_module(f"culture_sim.study.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'culture_sim.study' has no attribute '{name}'")
