"""Where the shipped galleries (scenarios, experiments, dashboards) are found."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def gallery_folder(kind: str) -> Path:
    """The folder of one gallery: "scenarios", "experiments" or "dashboards".

    An installed wheel carries the galleries inside the package; a clone or an editable install has them
    beside it.

    Raises:
        FileNotFoundError: the installation has no such gallery, which is our fault and not the user's.
    """
    for folder in (_PACKAGE / "_gallery" / kind, _PACKAGE.parent / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"This installation of culture-sim lacks its gallery of {kind}.")
