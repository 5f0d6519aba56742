"""Teams, lines of report, ties: where people work and who meets whom."""

from .build import build_organisation, check_whole, reference_organisation
from .file import OrganisationFile, load_organisation_file, organisation_from_text
from .from_graph import from_graph
from .network import network
from .observed import Observed
from .organisation import Organisation, Profession
from .source import gallery_organisations

__all__ = [
    "Observed",
    "Organisation",
    "OrganisationFile",
    "Profession",
    "build_organisation",
    "check_whole",
    "from_graph",
    "gallery_organisations",
    "load_organisation_file",
    "network",
    "organisation_from_text",
    "reference_organisation",
]
