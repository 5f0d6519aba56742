"""What must be settled before Solara is imported: no pings, no banner, no request off the machine."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from culture_sim.errors import InputError

INSTALL = 'pip install "culture-sim[dashboard]"'

_SETTINGS = {
    "REACTON_FAST": "1",  # draws what changed; without it each change walks the whole page
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_TITLE": "culture-sim",
    "SOLARA_KERNEL_CULL_TIMEOUT": "5m",  # the page itself can be had again from its address
    "SOLARA_KERNEL_MAX_PER_SESSION": "40",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_MODE": "production",
    "SOLARA_STATE_BACKEND": "",
}

NEEDED = (
    "@widgetti/solara-vuetify-app@*/dist/solara-vuetify-app*.min.js",
    "@widgetti/solara-vuetify-app@*/dist/main*.css",
    "requirejs@*/require.js",
    "echarts@5.4.0/dist/echarts.min.js",
)
"""The files that a page with charts loads, as `solara-assets` lays them down."""


def prepare() -> None:
    """Set what Solara reads from the environment, unless somebody has set it already."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("SOLARA_SESSION_SECRET_KEY", secrets.token_hex(16))


def assets_folder() -> Path:
    """Where `solara-assets` puts the page's scripts and fonts."""
    given = os.environ.get("SOLARA_ASSETS_PROXY_CACHE_DIR")
    return Path(given) if given else Path(sys.prefix) / "share" / "solara" / "cdn"


def check_installed() -> None:
    """Find out whether the pages can be served without internet.

    Raises:
        InputError: something is missing, with the command that installs it.
    """
    import importlib.util

    if importlib.util.find_spec("solara") is None:
        raise InputError(f"The dashboard is not installed. Install it with: {INSTALL}")
    folder = assets_folder()
    if not all(any(folder.glob(name)) for name in NEEDED):
        raise InputError(
            f"The scripts of the pages (solara-assets) are missing. Install them with: {INSTALL}"
        )
