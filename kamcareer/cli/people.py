"""`flask people`: who works here, from a file of the staff department."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from kamcareer.cli.command import Group, refuse
from kamcareer.cli.day import Day
from kamcareer.cli.installation import prepare_installation
from kamcareer.cli.languages import language_option
from kamcareer.cli.own_frameworks import named_framework
from kamcareer.core.erasures import Erased
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.model import Framework
from kamcareer.core.legal_basis import Purpose
from kamcareer.core.matrix_import.columns import MatrixMapping, read_matrix_mapping
from kamcareer.core.matrix_import.reading import MatrixFile
from kamcareer.core.matrix_import.scale import Scale
from kamcareer.core.people import Person, StaffChange
from kamcareer.core.people_import.columns import ColumnMapping, read_mapping, written_mapping
from kamcareer.core.people_import.reading import PeopleFile, proposed_mapping
from kamcareer.core.spreadsheets.refusal import RefusedFileError
from kamcareer.exports.people_xlsx import marked_sheet, people_table
from kamcareer.services.audit import Event
from kamcareer.services.earlier_scores import import_matrix, may_be_kept, read_matrix_file
from kamcareer.services.leavers import forget_leavers, leavers
from kamcareer.services.people import change_by, everybody, import_people, read_people_file, record_of
from kamcareer.store.database import db, wipe_log
from kamcareer.web.clock import now, today
from kamcareer.web.erasures import list_erased
from kamcareer.web.records import note
from kamcareer.web.sheet_words import FIELDS, comments, mapping_words, problem_words, refusal_words, template_words

TO_MEND = 1
DAY = Day()

people = Group("people", help="Who works here: units, managers, posts, from a file of the staff department.")
existing = click.Path(path_type=Path, exists=True, dir_okay=False)
new_file = click.Path(path_type=Path, dir_okay=False)
framework_option = click.option("--framework", "framework_id", help="By default the installation's own.")


@people.command("template")
@click.argument("file", type=new_file)
@framework_option
@language_option()
def template(file: Path, framework_id: str | None, lang: str) -> None:
    """Write an XLSX table to fill in: posts to choose from a list, days as days."""
    _write_table(file, named_framework(framework_id), lang)


@people.command("export")
@click.argument("file", type=new_file)
@framework_option
@language_option()
def export(file: Path, framework_id: str | None, lang: str) -> None:
    """Write everybody as an XLSX table that can be changed and imported again."""
    framework = named_framework(framework_id)
    prepare_installation()
    _write_table(file, framework, lang, everybody(db.session()))


@people.command("import")
@click.argument("file", type=existing)
@click.option("--dry-run", is_flag=True, help="Say what would change and import nobody.")
@click.option("--mapping", type=existing, help="JSON: which column says what, which words mean which role.")
@click.option("--marked", type=new_file, help="Where cells are to mend: write the table here, with comments in them.")
@click.option("--write-mapping", type=new_file, help="Write here what is still to be mapped by hand, to be looked at.")
@framework_option
@language_option()
def bring_in(  # noqa: PLR0913 - what a person at the console can say
    file: Path,
    mapping: Path | None,
    marked: Path | None,
    write_mapping: Path | None,
    framework_id: str | None,
    lang: str,
    *,
    dry_run: bool,
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
        if read.zeros_lost:
            said = [f"{said} → {number}" for number, said in sorted(read.zeros_lost.items())]
            click.echo(_("without leading zeros in the file: %(numbers)s", numbers=", ".join(said)))
        if write_mapping:
            _write(write_mapping, written_mapping(proposed_mapping(read, by_hand)))
        if read.problems:
            _tell_problems(read, framework, lang, marked)
        change = change_by(db.session(), read)
        if change.unaddressed:
            click.echo(
                _(
                    "addresses that are deleted, their cells being empty: %(numbers)s",
                    numbers=", ".join(change.unaddressed),
                )
            )
        if not dry_run:
            import_people(db.session(), read, now())
            note(Event.PEOPLE_IMPORTED, "", f"{len(change.new)} new, {len(change.changed)} changed")
            db.session.commit()
        click.echo(_said(change, dry_run=dry_run))


@people.command("matrix")
@click.argument("file", type=existing)
@click.option("--scored-on", required=True, type=DAY, help="The day on which the scores were given, as 2025-12-01.")
@click.option("--scale", type=click.Choice([one.value for one in Scale]), help="Where it is not the one recognised.")
@click.option("--dry-run", is_flag=True, help="Say what would be kept and keep nothing.")
@click.option("--mapping", type=existing, help="JSON: which column says what, which name means which competency.")
@click.option("--marked", type=new_file, help="Where cells are to mend: write the table here, with comments in them.")
@framework_option
@language_option()
def matrix(  # noqa: PLR0913 - what a person at the console can say
    file: Path,
    scored_on: datetime,
    scale: str | None,
    mapping: Path | None,
    marked: Path | None,
    framework_id: str | None,
    lang: str,
    *,
    dry_run: bool,
) -> None:
    """Keep the scores of last year's matrix FILE, people by competencies, as a dated source of weak weight.

    Where the operator asks for consent, only scores of people who agreed are kept. Exit codes as for import.
    """
    framework = named_framework(framework_id)
    by_hand = _matrix_mapping(mapping, framework)
    if scored_on.date() > today():
        refuse(f"--scored-on: {scored_on:%Y-%m-%d} is still to come")
    prepare_installation()
    with _in(lang):
        read = _read_matrix(framework, file, by_hand.model_copy(update={"scale": Scale(scale)}) if scale else by_hand)
        click.echo(_matrix_columns(read, framework, lang))
        if read.problems:
            _tell_problems(read, framework, lang, marked)
        basis = current_app.config["SETTINGS"].operator.basis(Purpose.DEVELOPMENT)
        allowed = may_be_kept(db.session(), read, basis)
        if not dry_run:
            import_matrix(db.session(), read, basis, scored_on.date(), now())
            note(Event.MATRIX_IMPORTED, "", f"{allowed.scores} scores of {len(allowed.kept)} people")
            db.session.commit()
        click.echo(f"{'would be kept' if dry_run else 'kept'}: {allowed.scores} scores of {len(allowed.kept)} people")
        if allowed.left_out:
            click.echo(_("left out, because nothing allows it: %(people)s", people=", ".join(allowed.left_out)))


@people.command("list")
def show_all() -> None:
    """List everybody by unit and name."""
    prepare_installation()
    for one in everybody(db.session()):
        since = f" since {one.since}" if one.since else ""
        above = f"  reports to {one.manager}" if one.manager else ""
        address = f"  {one.email}" if one.email else ""
        click.echo(f"{one.number}  {one.name}  {one.unit or '-'}  {one.role or '-'}{since}{above}{address}")


@people.command("forget")
@click.argument("number")
def forget(number: str) -> None:
    """Delete the person with the personnel number NUMBER. An account they have stays: see flask users close."""
    prepare_installation()
    record = record_of(db.session(), number)
    if record is None:
        raise click.ClickException(f'nobody has the number "{number}". See: flask people list')
    people = leavers(db.session(), [record], today())
    if held := next((one.hold for one in people if one.hold), None):
        raise click.ClickException(f"{number} is kept by an order until {held.until}: {held.reason}")
    list_erased((Erased.PERSON, record))
    list_erased(*((Erased.CONSENT, basis) for basis in forget_leavers(db.session(), people, now())))
    note(Event.PERSON_FORGOTTEN, "")
    db.session.commit()
    wipe_log()
    click.echo(f"{number} is deleted")


def _write_table(file: Path, framework: Framework, language: str, rows: Sequence[Person] = ()) -> None:
    with _in(language):
        columns, words = template_words()
    roles = {id: role.name[language] for id, role in framework.roles.items()}
    _write(file, people_table(columns, roles, words, rows))
    click.echo(f"written to {file}")


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
        refuse(str(error))


def _read(framework: Framework, file: Path, mapping: ColumnMapping) -> PeopleFile:
    try:
        return read_people_file(db.session(), framework, file.read_bytes(), file.name, mapping, today())
    except RefusedFileError as error:
        refuse(f"{file}: {refusal_words(error)}")


def _matrix_mapping(file: Path | None, framework: Framework) -> MatrixMapping:
    if file is None:
        return MatrixMapping()
    try:
        return read_matrix_mapping(file.read_bytes(), str(file), framework)
    except FileError as error:
        refuse(str(error))


def _read_matrix(framework: Framework, file: Path, mapping: MatrixMapping) -> MatrixFile:
    try:
        return read_matrix_file(db.session(), framework, file.read_bytes(), file.name, mapping)
    except RefusedFileError as error:
        refuse(f"{file}: {refusal_words(error)}")


def _matrix_columns(read: MatrixFile, framework: Framework, language: str) -> str:
    topics = [
        f"{read.header.above(place)} → {framework.competencies[column.competency].name[language]}"
        for place, column in read.columns.items()
        if column.competency
    ]
    if read.scale is None:
        return f"{read.sheet.name}: {'; '.join(topics)}"
    guess = "" if read.certain else " " + _("(a guess: another scale is possible, see --scale)")
    mapped = mapping_words(read.scale, framework, language)
    return f"{read.sheet.name}: {'; '.join(topics)}\n{read.scale}{guess}: {mapped}{_slips(read)}"


def _slips(read: MatrixFile) -> str:
    if read.slips is None:
        return ""
    cells, scale = ", ".join(map(str, read.slips.cells)), read.slips.scale
    said: str = _("Off the scale %(scale)s are only: %(cells)s (a slip? see --scale)", scale=scale, cells=cells)
    return f"\n{said}"


def _columns(read: PeopleFile) -> str:
    known = [f"{read.header.above(place)} → {FIELDS[what]}" for place, what in sorted(read.fields.items())]
    said = f"{read.sheet.name}: {'; '.join(known)}"
    not_read = _("not read: %(columns)s", columns=", ".join(read.unused))
    return f"{said}\n{not_read}" if read.unused else said


def _tell_problems(read: PeopleFile | MatrixFile, framework: Framework, language: str, marked: Path | None) -> NoReturn:
    for problem in read.problems:
        click.echo(f"{problem.cell}: {problem_words(problem, framework, language)}", err=True)
    if marked:
        _write(
            marked,
            marked_sheet(
                read.sheet,
                read.header.row,
                comments(read.problems, partial(problem_words, framework=framework, language=language)),
            ),
        )
    raise SystemExit(TO_MEND)


def _said(change: StaffChange, *, dry_run: bool) -> str:
    words = {"new": change.new, "changed": change.changed, "unchanged": change.same, "not in the file": change.absent}
    counted = ", ".join(f"{len(numbers)} {what}" for what, numbers in words.items())
    return f"{'would be' if dry_run else 'imported'}: {counted}"


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        refuse(f"{file}: cannot be written ({error.strerror})")
