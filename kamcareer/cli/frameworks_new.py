"""`flask frameworks new`: a framework of one's own that passes the check at once."""

import re
from pathlib import Path

import click
from flask.cli import with_appcontext

from kamcareer.cli.command import Command, refuse
from kamcareer.cli.languages import LANGUAGE
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
@click.option("--lang", type=LANGUAGE, default="ru", show_default=True, help="Of the comments that lead.")
@with_appcontext
def new(folder: Path, base: str | None, lang: str) -> None:
    """Make FOLDER, a framework of your own that passes the check at once; its id is the name of the folder.

    Texts are in Russian and English, comments say what each part is for. Exit code 2 when the folder is there already
    or its name can be no id.
    """
    id = id_of(folder)
    if folder.exists():
        refuse(f"{folder}: is there already; choose another name")
    if base is not None:
        files = copied(read_folder(folder_of(named_framework(base))), id)
    else:
        known = read_folder(SHIPPED)
        files = skeleton(read_folder(EXAMPLE), known.files[MEASUREMENT], id, lang)
    try:
        write_framework(files, folder)
    except OSError as error:
        refuse(f"{folder}: cannot be written ({error.strerror})")
    click.echo(f"{len(files)} files in {folder}. Now edit them, and after every edit: flask frameworks check {folder}")
    click.echo(f"To use it: KAMCAREER_FRAMEWORKS={folder.resolve().parent} KAMCAREER_FRAMEWORK={id} flask run")


def id_of(folder: Path) -> str:
    """Return the id of a framework in a new folder, which is its name; else end the command."""
    id = folder.resolve().name
    if not IDENTIFIER.fullmatch(id):
        refuse(f'"{id}" can be no id: small Latin letters, digits and _, a letter first; choose another name')
    return id
