"""The board paper as a file: of a page that stands alone, or of a PDF."""

import tempfile
from pathlib import Path

from culture_sim.ensemble import Comparison
from culture_sim.errors import InputError
from culture_sim.findings.board_paper import can_make_pdf, paper_html, paper_pdf


def check_paper(path: Path, force: bool) -> None:
    """Find out before anything is run whether the paper can be made and written.

    Raises:
        InputError: its name has another ending, PDFs need more than is installed, a file stands there (unless
            `force`), or its folder cannot be written to.
    """
    if path.suffix.lower() not in {".html", ".pdf"}:
        raise InputError(
            f"--paper: the name of the paper ends with .html or .pdf, not as '{path.name}' does."
        )
    if path.suffix.lower() == ".pdf" and not can_make_pdf():
        raise InputError(
            "--paper: a PDF needs weasyprint; install it with: pip install 'culture-sim[report]'. A web page, to be"
            " printed, needs nothing more: give a name that ends with .html."
        )
    if path.is_dir():
        raise InputError("A folder stands where the paper belongs.", path)
    if path.exists() and not force:
        raise InputError(
            "This file is there already. Give another name, or say --force to write over it.", path
        )
    if not path.parent.is_dir():
        raise InputError(f"There is no folder '{path.parent}' to write the paper to.", path)
    try:
        tempfile.TemporaryFile(dir=path.parent).close()
    except OSError as problem:
        raise InputError(f"Nothing can be written there: {problem.strerror}.", path) from None


def write_paper(comparison: Comparison, path: Path) -> Path:
    """Write the paper whole or not at all; answers with the file."""
    is_pdf = path.suffix.lower() == ".pdf"
    paper = paper_pdf(comparison) if is_pdf else paper_html(comparison).encode()
    with tempfile.TemporaryDirectory(prefix=".culture-sim-", dir=path.parent) as folder:
        draft = Path(folder) / path.name
        draft.write_bytes(paper)
        draft.replace(path)
    return path
