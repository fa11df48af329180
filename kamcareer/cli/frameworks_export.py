"""`flask frameworks export`: a framework as a workbook, or as a package of CASE."""

import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from kamcareer.cli.command import Command
from kamcareer.cli.languages import language_option
from kamcareer.cli.own_frameworks import usable
from kamcareer.cli.standard_output import put_out
from kamcareer.core.case_package import package_of
from kamcareer.core.framework.documents import documents_of
from kamcareer.core.framework.matrix import matrix_of
from kamcareer.exports.framework_xlsx import framework_xlsx
from kamcareer.services.framework_files import read_folder
from kamcareer.web.clock import now

STYLES = (XLSX, CASE) = ("xlsx", "case")


@click.command("export", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "style", type=click.Choice(STYLES), help="By default by the name of FILE: .json is case.")
@language_option("In which names are shown.")
@with_appcontext
def export(folder: Path, file: Path, style: str | None, lang: str) -> None:
    """Write the framework in FOLDER into FILE, to be edited and imported again.

    xlsx has the sheets levels, weights and must-haves of roles by competencies, and all texts in both languages side by
    side. case is a package of CASE 1.1 (1EdTech) in one language; the other, and what CASE has no place for, is in its
    extensions.
    """
    files = read_folder(folder)
    usable(files)
    if (style or style_of(file)) == CASE:
        creator = current_app.config["SETTINGS"].company_name or "kamcareer"
        package = package_of(documents_of(files), lang, now(), creator)
        put_out(f"{json.dumps(package, ensure_ascii=False, indent=1)}\n".encode(), file)
        return
    put_out(framework_xlsx(matrix_of(files), lang), file)


def style_of(file: Path) -> str:
    """Return as what a file is read and written, by its name."""
    return CASE if file.suffix.lower() == ".json" else XLSX
