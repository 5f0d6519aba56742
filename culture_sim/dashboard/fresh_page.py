"""What stands on a page before anything is chosen, in each setting, and the setting that this server opens with."""

from __future__ import annotations

from culture_sim.dashboard.page_state import OrganisationChoice, PageState, PlanChoice
from culture_sim.dashboard.uploads import examples, gallery_plans
from culture_sim.ensemble.resolve import published_example
from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.organisation import gallery_organisations, load_organisation_file
from culture_sim.settings import load_setting, setting_names


def usual_plan(setting: str) -> str:
    """The plan of a setting that is looked at first: the last of those that it compares where none is named."""
    plans, known = load_setting(setting).plans, [name for name, _ in gallery_plans(setting)]
    home = "" if setting == DEFAULT_SETTING else f"{setting}/"
    return f"{home}{plans[-1]}" if plans else known[-1]


def fresh_page(setting: str = DEFAULT_SETTING) -> PageState:
    """The page of a setting as a new visitor finds it: its published organisation and its usual plan."""
    if setting == DEFAULT_SETTING:
        return PageState()
    name = published_example(setting)
    file = load_organisation_file(gallery_organisations()[name])
    place = OrganisationChoice(name, file.staff or load_setting(setting).staff)
    return PageState(choice=PlanChoice(usual_plan(setting)), place=place)


def page_settings() -> dict[str, str]:
    """Title of every setting that a page can be opened on, by name: those with a published organisation."""
    return {name: load_setting(name).title for name in setting_names() if examples(name)}


class HomeSetting:
    """The setting with which an address without a link opens; set once, when the server starts."""

    def __init__(self) -> None:
        self.name = DEFAULT_SETTING

    def put(self, name: str) -> None:
        """Open with another setting.

        Raises:
            InputError: there is no such setting, or it has no published organisation.
        """
        setting = load_setting(name)
        if name not in page_settings():
            raise InputError(
                f"--setting: {setting.title} has no published organisation to open the pages with."
            )
        self.name = name


HOME = HomeSetting()
