"""`culture-sim dashboard`: the pages in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from culture_sim.cli.exit_codes import with_exit_codes
from culture_sim.cli.numbers import whole_number
from culture_sim.gallery import DEFAULT_SETTING


@with_exit_codes
def dashboard(
    port: Annotated[
        int,
        typer.Option(
            metavar="NUMBER", parser=whole_number(0, 65535), help="Port to listen on; 0 takes a free one."
        ),
    ] = 8765,
    host: Annotated[
        str, typer.Option(help="Address to listen on. Others reach it only if this says so.")
    ] = "127.0.0.1",
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page when it is ready.")
    ] = True,
    studies: Annotated[
        Path | None,
        typer.Option(help="Folder of studies that the laboratory opens; ./results if absent."),
    ] = None,
    host_name: Annotated[
        list[str] | None,
        typer.Option(
            help="A name under which browsers reach it, such as culture.example.org. Others are refused."
        ),
    ] = None,
    root_path: Annotated[
        str, typer.Option(help="Path under which a proxy shows the pages, such as /culture.")
    ] = "",
    setting: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="Kind of organisation with which the pages open; they can change it."
        ),
    ] = DEFAULT_SETTING,
) -> None:
    """Open the boardroom, the classroom and the laboratory in a browser. Works without internet."""
    from culture_sim.dashboard.environment import check_installed

    check_installed()  # before anything that comes with it is imported
    from culture_sim.dashboard.server import serve

    serve(host, port, browser, typer.echo, studies, host_name or [], root_path, setting)
