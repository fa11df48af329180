"""`flask people`: who works here, from a file of the staff department."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _

from kamcareer.cli.frameworks import named_framework
from kamcareer.cli.installation import prepare_installation
from kamcareer.core.erasures import Erased
from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.model import Framework
from kamcareer.core.people import StaffChange
from kamcareer.core.people_import.columns import ColumnMapping, read_mapping
from kamcareer.core.people_import.reading import PeopleFile
from kamcareer.core.spreadsheets.refusal import RefusedFileError
from kamcareer.exports.people_xlsx import marked_sheet, people_template
from kamcareer.services.audit import Event
from kamcareer.services.people import change_by, everybody, forget_person, import_people, read_people_file, record_of
from kamcareer.store.database import db
from kamcareer.web.clock import now
from kamcareer.web.erasures import list_erased
from kamcareer.web.records import note
from kamcareer.web.sheet_words import FIELDS, comments, problem_words, refusal_words, template_words

TO_MEND = 1
USAGE = 2

people = AppGroup("people", help="Who works here: units, managers, posts, from a file of the staff department.")
existing = click.Path(path_type=Path, exists=True, dir_okay=False)
new_file = click.Path(path_type=Path, dir_okay=False)
framework_option = click.option("--framework", "framework_id", help="By default the installation's own.")
language_option = click.option("--lang", type=click.Choice(LANGUAGES), default="ru", show_default=True)


@people.command("template")
@click.argument("file", type=new_file)
@framework_option
@language_option
def template(file: Path, framework_id: str | None, lang: str) -> None:
    """Write an XLSX table to fill in: posts to choose from a list, days as days."""
    framework = named_framework(framework_id)
    with _in(lang):
        columns, words = template_words()
    roles = [role.name[lang] for role in framework.roles.values()]
    _write(file, people_template(columns, roles, words))
    click.echo(f"written to {file}")


@people.command("import")
@click.argument("file", type=existing)
@click.option("--dry-run", is_flag=True, help="Say what would change and import nobody.")
@click.option("--mapping", type=existing, help="JSON: which column says what, which words mean which role.")
@click.option(
    "--marked", type=new_file, help="Where something is to mend: write the table here, comments in the cells."
)
@framework_option
@language_option
def bring_in(
    file: Path, mapping: Path | None, marked: Path | None, framework_id: str | None, lang: str, *, dry_run: bool
) -> None:
    """Import people from the CSV or XLSX FILE: all of them or, while anything is to mend, nobody.

    Exit code 0: imported, or nothing to mend; 1: cells to mend, each named; 2: no table, or wrong usage.
    """
    framework = named_framework(framework_id)
    by_hand = _mapping(mapping, framework)
    prepare_installation()
    with _in(lang):
        read = _read(framework, file, by_hand)
        click.echo(_columns(read))
        if read.problems:
            _tell_problems(read, framework, lang, marked)
        change = change_by(db.session(), read)
        if not dry_run:
            import_people(db.session(), read, now())
            note(Event.PEOPLE_IMPORTED, "", f"{len(change.new)} new, {len(change.changed)} changed")
            db.session.commit()
        click.echo(_said(change, dry_run=dry_run))


@people.command("list")
def show_all() -> None:
    """List everybody by unit and name."""
    prepare_installation()
    for one in everybody(db.session()):
        since = f" since {one.since}" if one.since else ""
        above = f"  reports to {one.manager}" if one.manager else ""
        click.echo(f"{one.number}  {one.name}  {one.unit or '-'}  {one.role or '-'}{since}{above}")


@people.command("forget")
@click.argument("number")
def forget(number: str) -> None:
    """Delete the person with the personnel number NUMBER. An account they have stays: see flask users close."""
    prepare_installation()
    record = record_of(db.session(), number)
    if record is None:
        raise click.ClickException(f"nobody has the number {number}. See: flask people list")
    list_erased((Erased.PERSON, record))
    forget_person(db.session(), record)
    note(Event.PERSON_FORGOTTEN, "")
    db.session.commit()
    click.echo(f"{number} is deleted")


@contextmanager
def _in(language: str) -> Iterator[None]:
    with current_app.test_request_context(), force_locale(language):
        yield


def _mapping(file: Path | None, framework: Framework) -> ColumnMapping:
    if file is None:
        return ColumnMapping()
    try:
        return read_mapping(file.read_bytes(), str(file), framework.roles)
    except FileError as error:
        _refuse(str(error))


def _read(framework: Framework, file: Path, mapping: ColumnMapping) -> PeopleFile:
    try:
        return read_people_file(db.session(), framework, file.read_bytes(), file.name, mapping, now().date())
    except RefusedFileError as error:
        _refuse(f"{file}: {refusal_words(error)}")


def _columns(read: PeopleFile) -> str:
    known = [f"{read.header.labels[place]} → {FIELDS[what]}" for place, what in sorted(read.fields.items())]
    said = f"{read.sheet.name}: {'; '.join(known)}"
    not_read = _("not read: %(columns)s", columns=", ".join(read.unused))
    return f"{said}\n{not_read}" if read.unused else said


def _tell_problems(read: PeopleFile, framework: Framework, language: str, marked: Path | None) -> NoReturn:
    for problem in read.problems:
        click.echo(f"{problem.cell}: {problem_words(problem, framework, language)}", err=True)
    if marked:
        _write(marked, marked_sheet(read.sheet, read.header.row, comments(read, framework, language)))
    raise SystemExit(TO_MEND)


def _said(change: StaffChange, *, dry_run: bool) -> str:
    words = {"new": change.new, "changed": change.changed, "unchanged": change.same, "not in the file": change.absent}
    counted = ", ".join(f"{len(numbers)} {what}" for what, numbers in words.items())
    return f"{'would be' if dry_run else 'imported'}: {counted}"


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        _refuse(f"{file}: cannot be written ({error.strerror})")


def _refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(USAGE)
