"""`flask frameworks import`: an edited workbook, or a package of CASE, put into the files of a framework."""

import re
from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import ngettext

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.counted import changes_told, counted
from kamcareer.cli.frameworks_export import CASE, STYLES, style_of
from kamcareer.cli.frameworks_new import EXAMPLE, SHIPPED, id_of
from kamcareer.cli.languages import language_option, speaking
from kamcareer.cli.own_frameworks import usable
from kamcareer.cli.standard_output import put_out
from kamcareer.core.case_package import (
    CaseError,
    Package,
    Skeleton,
    is_ours,
    read_package,
    restored,
    skeleton_of,
    unmapped,
)
from kamcareer.core.framework.difference import difference
from kamcareer.core.framework.documents import Documents, documents_of, new_folder, with_documents
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import Folder, parse_framework, problems_in
from kamcareer.core.framework.matrix import matrix_of, with_matrix
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework_table import TableError, matrix_in
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.core.spreadsheets.refusal import RefusedFileError
from kamcareer.exports.framework_difference import difference_text
from kamcareer.services.framework_files import read_folder
from kamcareer.services.new_framework import MEASUREMENT, write_framework


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--format", "style", type=click.Choice(STYLES), help="By default by the name of FILE: .json is case.")
@click.option("--dry-run", is_flag=True, help="Say what would change and write nothing.")
@language_option("In which it is said what changes.")
@with_appcontext
def bring_in(file: Path, folder: Path, style: str | None, lang: str, *, dry_run: bool) -> None:
    """Put what FILE says into the YAML files of FOLDER, and say in words what changes.

    Comments, order and everything else in the files stay as they are. All of it or nothing: exit code 1 when something
    is to be mended, or the framework would not pass the check, and nothing is written then; 2 when it is no such file.

    A CASE package may also become a new FOLDER: the whole framework where it was exported here, else the beginning of
    one. What of a package has no place in a framework is printed with its path.
    """
    if (style or style_of(file)) == CASE:
        _bring_in_package(file, folder, lang, dry_run=dry_run)
        return
    before = _there(folder)
    try:
        after = with_matrix(before, matrix_in(read_sheets(file.read_bytes(), file.name), matrix_of(before)))
    except RefusedFileError as error:
        refuse(f"{file}: cannot be read as a workbook ({error})")
    except TableError as error:
        raise click.ClickException(f"{len(error.problems)} to mend, nothing is written\n{error}") from None
    _write_changes(before, after, folder, lang, dry_run=dry_run)


def _bring_in_package(file: Path, folder: Path, lang: str, *, dry_run: bool) -> None:
    try:
        package = read_package(file.read_bytes())
        documents = restored(package) if is_ours(package) else None
        if documents is None and not folder.exists():
            _begin(skeleton_of(package, id_of(folder), _ground()), folder, dry_run=dry_run)
            return
    except CaseError as error:
        refuse("\n".join(f"{file}: {line}" for line in str(error).splitlines()))
    if documents is None:
        refuse(f"{folder}: is there already; the package of another program begins a new framework, name a new folder")
    if folder.exists():
        _change(package, documents, folder, lang, dry_run=dry_run)
        return
    files = new_folder(documents, str(folder))
    _passing(files)
    _tell_unmapped(unmapped(package, documents))
    if not dry_run:
        _write_new(files, folder)
    click.echo(f"{counted(len(files.files), 'file')} in {folder}", err=True)


def _change(package: Package, documents: Documents, folder: Path, lang: str, *, dry_run: bool) -> None:
    before = _there(folder)
    if missing := sorted(before.files.keys() - documents.keys()):
        message = "is not in the package; delete the file, if that is meant"
        told = "\n".join(f"{folder}/{path}: {message}" for path in missing)
        raise click.ClickException(f"{len(missing)} to mend, nothing is written\n{told}")
    _write_changes(before, with_documents(before, documents), folder, lang, dry_run=dry_run)
    _tell_unmapped(unmapped(package, documents))


def _begin(skeleton: Skeleton, folder: Path, *, dry_run: bool) -> None:
    files = new_folder(skeleton.documents, str(folder))
    _tell_unmapped(skeleton.unmapped)
    if not dry_run:
        _write_new(files, folder)
    left = counted(len(problems_in(files)), "place")
    click.echo(f"{counted(len(files.files), 'file')} in {folder}, the beginning of a framework", err=True)
    click.echo(f"{left} to mend before it passes: flask frameworks check {folder}", err=True)


def _tell_unmapped(lines: Iterable[str]) -> None:
    """Print what has no place in a framework; names and moments of parts in one line for all that are alike."""
    alike: dict[str, list[str]] = {}
    for line in lines:
        path = line.partition(": ")[0]
        passing = path.rpartition(".")[2] in {"identifier", "uri", "lastChangeDateTime"}
        alike.setdefault(re.sub(r"\[[0-9]+\]", "[]", path) if passing else path, []).append(line)
    for found in alike.values():
        more = f" and {len(found) - 1} more like it" if len(found) > 1 else ""
        click.echo(f"no place for {found[0]}{more}")


def _write_changes(before: Folder, after: Folder, folder: Path, lang: str, *, dry_run: bool) -> None:
    framework, changed_one = usable(before), _passing(after)
    changes = difference(framework, changed_one)
    click.echo(difference_text(framework, changed_one, changes, lang), nl=False)
    changed = {path: data for path, data in after.files.items() if data != before.files.get(path)}
    if not dry_run:
        for path, data in changed.items():
            put_out(data, folder / path)
    with speaking(lang):
        told = changes_told(len(changes)), ngettext("in %(num)d file", "in %(num)d files", len(changed))
    click.echo(" ".join(told), err=True)


def _passing(files: Folder) -> Framework:
    try:
        return parse_framework(files)
    except FileError as error:
        raise click.ClickException(f"it would not pass the check, nothing is written\n{error}") from None


def _there(folder: Path) -> Folder:
    if not folder.exists():
        refuse(f"{folder}: no such folder")
    files = read_folder(folder)
    usable(files)
    return files


def _write_new(files: Folder, folder: Path) -> None:
    try:
        write_framework(files.files, folder)
    except OSError as error:
        refuse(f"{folder}: cannot be written ({error.strerror})")


def _ground() -> Documents:
    """Return what a framework of somebody else needs from us: the annotated example, and how it is measured."""
    return {**documents_of(read_folder(EXAMPLE)), MEASUREMENT: documents_of(read_folder(SHIPPED))[MEASUREMENT]}
