"""Settings, teams, lines of report, ties: where people work and who meets whom."""

from .build import build_organisation, reference_organisation
from .file import OrganisationFile, load_organisation_file
from .observed import Observed
from .organisation import Organisation, Profession
from .setting import Setting, load_setting, setting_names

__all__ = [
    "Observed",
    "Organisation",
    "OrganisationFile",
    "Profession",
    "Setting",
    "build_organisation",
    "load_organisation_file",
    "load_setting",
    "reference_organisation",
    "setting_names",
]
