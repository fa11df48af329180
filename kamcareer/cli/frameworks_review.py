"""`flask frameworks review`: sheets for experts who read a model without its levels, and what they said."""

from collections.abc import Mapping
from pathlib import Path

import click
from flask.cli import with_appcontext

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.languages import language_option
from kamcareer.cli.own_frameworks import usable
from kamcareer.cli.standard_output import put_out
from kamcareer.core.expert_review import ExpertReview, Keyed, Placed, expert_review
from kamcareer.core.expert_sheet import ExpertSheetError, words_in
from kamcareer.core.expert_status import with_reviewed
from kamcareer.core.framework.errors import FileError, unknown
from kamcareer.core.framework.loading import Folder, parse_framework
from kamcareer.core.framework.model import Framework
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.core.spreadsheets.refusal import RefusedFileError
from kamcareer.exports.expert_review import expert_sheet, review_text
from kamcareer.services.framework_files import read_folder
from kamcareer.web.clock import today

existing = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("review", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("answers", nargs=-1, type=existing)
@click.option("--sheet", type=click.Path(path_type=Path, dir_okay=False), help="Write the sheet for experts here.")
@language_option("Of the sheet.")
@click.option(
    "--reviewed", multiple=True, metavar="ID", help="Set this competency or situation to reviewed, if it holds."
)
@click.option("--by", nargs=2, metavar="RU EN", help="With --reviewed: who the experts are, in both languages.")
@with_appcontext
def review(
    folder: Path,
    answers: tuple[Path, ...],
    sheet: Path | None,
    lang: str,
    reviewed: tuple[str, ...],
    by: tuple[str, str] | None,
) -> None:
    """Let experts put the descriptions of the framework in FOLDER on levels, and say how far they agree with it.

    With --sheet an XLSX to fill in is written; with ANSWERS, one filled sheet for each expert, what they said is
    printed. Exit code 1 when cells are to be mended or something does not hold; nothing is written then.
    """
    files = read_folder(folder)
    framework = usable(files)
    if sheet:
        put_out(expert_sheet(framework, lang), sheet)
    if not answers:
        if not sheet or reviewed:
            refuse("say where to write the sheet (--sheet experts.xlsx), or give the filled ones")
        return
    found = _review(framework, answers)
    click.echo(review_text(found), nl=False)
    if reviewed:
        said = {one.competency: one for one in found.placed} | {one.situation: one for one in found.keyed}
        _set_reviewed(files, folder, said, reviewed, by)


def _review(framework: Framework, answers: tuple[Path, ...]) -> ExpertReview:
    said = []
    for file in answers:
        try:
            said.append(words_in(framework, read_sheets(file.read_bytes(), file.name)))
        except RefusedFileError as error:
            refuse(f"{file}: cannot be read as a workbook ({error})")
        except ExpertSheetError as error:
            raise click.ClickException("\n".join(f"{file}: {line}" for line in error.problems)) from None
    return expert_review(framework, [one for one, _ in said], [one for _, one in said])


def _set_reviewed(
    files: Folder, folder: Path, said: Mapping[str, Placed | Keyed], ids: tuple[str, ...], by: tuple[str, str] | None
) -> None:
    if not by or not all(map(str.strip, by)):
        refuse("--reviewed: say with --by who the experts are")
    for id in ids:
        if id not in said:
            refuse(f"--reviewed: {unknown('competency or situation', id, said)}")
        if not said[id].holds:
            raise click.ClickException(f"{id}: what experts said does not hold, nothing is written")
    after = with_reviewed(files, {id: said[id] for id in ids}, by, today())
    try:
        parse_framework(after)
    except FileError as error:
        raise click.ClickException(f"nothing is written: {error}") from None
    for path in (path for path, data in after.files.items() if data != files.files[path]):
        (folder / path).write_bytes(after.files[path])
        click.echo(f"{folder / path}: reviewed", err=True)
