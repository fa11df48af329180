"""`flask frameworks merge`: a release of the model brought into a company's own files."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.languages import LANGUAGE
from kamcareer.core.framework.errors import FileError
from kamcareer.core.framework.loading import Folder, problems_in
from kamcareer.core.framework.merge import Merge, merged
from kamcareer.exports.framework_merge import conflict_lines
from kamcareer.services.framework_files import read_folder
from kamcareer.services.new_framework import write_framework

existing = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("merge", cls=Command)
@click.argument("base", type=existing)
@click.argument("ours", type=existing)
@click.argument("theirs", type=existing)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A new folder for the result.")
@click.option("--ours", "side", flag_value="ours", help="Where both changed a place, keep what OURS says.")
@click.option("--theirs", "side", flag_value="release", help="Where both changed a place, take what THEIRS says.")
@click.option("--lang", type=LANGUAGE, default="ru", show_default=True, help="In which names are shown.")
@with_appcontext
def merge(base: Path, ours: Path, theirs: Path, output: Path, side: str | None, lang: str) -> None:
    """Bring the release in THEIRS into the framework in OURS; BASE is the release that OURS was made from.

    What one side alone changed is taken, what both changed alike too. Every place that both changed differently is
    printed as file:line:column with all three. While one is undecided, or the result would not pass the check, nothing
    is written and the exit code is 1; it is 2 when a folder cannot be used.
    """
    if output.exists():
        refuse(f"{output}: is there already; choose another name")
    three = _usable(base), _usable(ours), _usable(theirs)
    found = merged(*three)
    for conflict in found.conflicts:
        click.echo("\n".join(conflict_lines(conflict, three[1], three[2], lang)))
    count = len(found.conflicts)
    if count and side is None:
        told = f"{count} to decide, nothing is written: --ours or --theirs decides, or change one of the two folders"
        raise click.ClickException(told)
    if side is not None:
        found = merged(*three, decided={one.place: getattr(one, side) for one in found.conflicts})
    _write(found, output)
    decided = f", {count} decided" if count else ""
    click.echo(f"{len(found.files.files)} files in {output}{decided}", err=True)


def _usable(folder: Path) -> Folder:
    files = read_folder(folder)
    if problems := problems_in(files):
        refuse("\n".join(map(str, problems)))
    return files


def _write(found: Merge, output: Path) -> None:
    if problems := problems_in(Folder(found.files.files, str(output))):
        raise click.ClickException(f"it would not pass the check, nothing is written\n{FileError(problems)}")
    try:
        write_framework(found.files.files, output)
    except OSError as error:
        refuse(f"{output}: cannot be written ({error.strerror})")
