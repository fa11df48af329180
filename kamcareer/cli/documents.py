"""`flask documents`: the templates of Word files. Works without database and secret."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask import current_app
from flask_babel import force_locale

from kamcareer.cli.command import Group, refuse
from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.exports.document_template import problems_of
from kamcareer.web.documents import KINDS, Kind

documents = Group("documents", help="Templates of Word files: written out to be changed, and checked.")


@documents.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
def check(folder: Path | None) -> None:
    """Report every problem of the templates in FOLDER as file: message; by default in KAMCAREER_DOCUMENTS.

    Exit code 0 when all is well, 1 when there are problems, 2 when the command was called wrongly.
    """
    folder = folder or current_app.config["SETTINGS"].documents
    if folder is None:
        refuse("No folder is set. Set KAMCAREER_DOCUMENTS, or name a folder: flask documents check FOLDER")
    known = {kind.file_in(folder, language): kind for kind, language in _all()}
    files = sorted(file for file in folder.glob("*.docx") if not file.name.startswith("~$"))
    problems = [f"{file}: {problem}" for file in files for problem in _problems(file, known)]
    for problem in problems:
        click.echo(problem)
    click.echo(f"{len(files)} templates checked, {len(problems)} problems", err=True)
    raise SystemExit(1 if problems else 0)


@documents.command("write")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def write(folder: Path) -> None:
    """Write the shipped templates into FOLDER, to be changed in Word. What is there already is never overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, language in _all():
        file = kind.file_in(folder, language)
        if file.exists():
            click.echo(f"{file}: is there already, left as it is")
            continue
        with current_app.test_request_context(), force_locale(language):
            file.write_bytes(kind.shipped())
        click.echo(f"{file}: written")


def _all() -> Iterator[tuple[Kind, str]]:
    for kind in KINDS:
        for language in LANGUAGES:
            yield kind, language


def _problems(file: Path, known: dict[Path, Kind]) -> list[str]:
    if file not in known:
        return [f"no document has this name; names are {', '.join(sorted(one.name for one in known))}"]
    return problems_of(file.read_bytes(), known[file].placeholders)
