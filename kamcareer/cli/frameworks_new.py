"""`flask frameworks new`: a framework of one's own that passes the check at once."""

import re
from pathlib import Path
from shlex import quote

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.languages import language_option, speaking
from kamcareer.cli.own_frameworks import folder_of, named_framework
from kamcareer.config import PROJECT_ROOT
from kamcareer.services.framework_files import read_folder
from kamcareer.services.new_framework import MEASUREMENT, copied, skeleton, write_framework

EXAMPLE = PROJECT_ROOT / "examples" / "framework"
SHIPPED = PROJECT_ROOT / "competencies" / "key_account"
IDENTIFIER = re.compile("[a-z][a-z0-9_]{1,63}")


@click.command("new", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "base", metavar="ID", help="Begin with a copy of a framework that is there: key_account.")
@language_option("Of the comments that lead, and of what is said.")
@with_appcontext
def new(folder: Path, base: str | None, lang: str) -> None:
    """Make FOLDER, a framework of your own that passes the check at once; its id is the name of the folder.

    Texts are in Russian and English, comments say what each part is for. Exit code 2 when the folder is there already
    or its name can be no id.
    """
    with speaking(lang):
        _make(folder, base, lang)


def _make(folder: Path, base: str | None, lang: str) -> None:
    id = id_of(folder)
    if folder.exists():
        refuse(_("%(folder)s: is there already; choose another name", folder=folder))
    if base is not None:
        files = copied(read_folder(folder_of(named_framework(base))), id)
    else:
        known = read_folder(SHIPPED)
        files = skeleton(read_folder(EXAMPLE), known.files[MEASUREMENT], id, lang)
    try:
        write_framework(files, folder)
    except OSError as error:
        refuse(_("%(folder)s: cannot be written (%(reason)s)", folder=folder, reason=error.strerror))
    counted = ngettext("%(num)d file in %(folder)s.", "%(num)d files in %(folder)s.", len(files), folder=folder)
    now, use = _("Now edit them, and after every edit:"), _("To use it:")
    click.echo(f"{counted} {now} flask frameworks check {quote(str(folder))}")
    parent = quote(str(folder.resolve().parent))
    click.echo(f"{use} KAMCAREER_FRAMEWORKS={parent} KAMCAREER_FRAMEWORK={id} flask run")


def id_of(folder: Path) -> str:
    """Return the id of a framework in a new folder, which is its name; else end the command."""
    id = folder.resolve().name
    if not IDENTIFIER.fullmatch(id):
        refuse(
            _("“%(id)s” can be no id: 2 to 64 small Latin letters, digits and _, a letter first; choose another", id=id)
        )
    return id
