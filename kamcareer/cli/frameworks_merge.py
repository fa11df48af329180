"""`flask frameworks merge`: a release of the model brought into a company's own files."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.languages import language_option, speaking
from kamcareer.core.framework.loading import Folder, problems_in
from kamcareer.core.framework.merge import Merge, merged
from kamcareer.exports.framework_merge import conflict_lines
from kamcareer.exports.framework_names import Names
from kamcareer.services.framework_files import read_folder
from kamcareer.services.new_framework import write_framework
from kamcareer.web.problem_words import problem_lines

existing = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("merge", cls=Command)
@click.argument("base", type=existing)
@click.argument("ours", type=existing)
@click.argument("theirs", type=existing)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A new folder for the result.")
@click.option("--ours", "side", flag_value="ours", help="Where both changed a place, keep what OURS says.")
@click.option("--theirs", "side", flag_value="release", help="Where both changed a place, take what THEIRS says.")
@language_option("In which it is said.")
@with_appcontext
def merge(base: Path, ours: Path, theirs: Path, output: Path, side: str | None, lang: str) -> None:
    """Bring the release in THEIRS into the framework in OURS; BASE is the release that OURS was made from.

    What one side alone changed is taken, what both changed alike too. Every place that both changed differently is
    printed as file:line:column with all three. While one is undecided, or the result would not pass the check, nothing
    is written and the exit code is 1; it is 2 when a folder cannot be used.
    """
    with speaking(lang):
        _merge((base, ours, theirs), output, side, lang)


def _merge(folders: tuple[Path, Path, Path], output: Path, side: str | None, lang: str) -> None:
    if output.exists():
        refuse(_("%(folder)s: is there already; choose another name", folder=output))
    base, ours, theirs = folders
    three = _usable(base), _usable(ours), _usable(theirs)
    found = merged(*three)
    for conflict in found.conflicts:
        click.echo("\n".join(conflict_lines(conflict, three[1], three[2], lang)))
    count = len(found.conflicts)
    if count and side is None:
        told = _(
            "To decide: %(count)s. Nothing is written: --ours or --theirs decides, or change one of the folders",
            count=count,
        )
        raise click.ClickException(told)
    if side is not None:
        found = merged(*three, decided={one.place: getattr(one, side) for one in found.conflicts})
    _write(found, output)
    files = len(found.files.files)
    told = ngettext("%(num)d file in %(folder)s.", "%(num)d files in %(folder)s.", files, folder=output)
    decided = " " + _("Decided: %(count)s.", count=count) if count else ""
    click.echo(told + decided, err=True)


def _usable(folder: Path) -> Folder:
    files = read_folder(folder)
    if problems := problems_in(files):
        refuse("\n".join(problem_lines(problems, Names((), str(get_locale())))))
    return files


def _write(found: Merge, output: Path) -> None:
    if problems := problems_in(Folder(found.files.files, str(output))):
        lines = "\n".join(problem_lines(problems, Names((), str(get_locale()))))
        raise click.ClickException(_("It would not pass the check, nothing is written") + f"\n{lines}")
    try:
        write_framework(found.files.files, output)
    except OSError as error:
        refuse(_("%(folder)s: cannot be written (%(reason)s)", folder=output, reason=error.strerror))
