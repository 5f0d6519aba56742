"""Settings, teams, lines of report, ties: where people work and who meets whom."""

from .build import build_organisation, check_whole, reference_organisation
from .file import OrganisationFile, load_organisation_file
from .from_graph import from_graph
from .network import network
from .observed import Observed
from .organisation import Organisation, Profession
from .setting import Setting, load_setting, setting_names
from .source import gallery_organisations

__all__ = [
    "Observed",
    "Organisation",
    "OrganisationFile",
    "Profession",
    "Setting",
    "build_organisation",
    "check_whole",
    "from_graph",
    "gallery_organisations",
    "load_organisation_file",
    "load_setting",
    "network",
    "reference_organisation",
    "setting_names",
]
