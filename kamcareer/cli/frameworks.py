"""`flask frameworks`: check, show, compare, begin and describe the framework files.

Works without database and secret, as long as no stored version is asked for.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from flask import current_app, render_template
from flask_babel import force_locale

from kamcareer.cli.command import Group, refuse
from kamcareer.cli.installation import prepare_installation
from kamcareer.cli.languages import LANGUAGE
from kamcareer.cli.standard_output import put_out
from kamcareer.config import PROJECT_ROOT
from kamcareer.core.answers import read_answers
from kamcareer.core.case_package import (
    CaseError,
    Package,
    Skeleton,
    is_ours,
    package_of,
    read_package,
    restored,
    skeleton_of,
    unmapped,
)
from kamcareer.core.framework.activity import Activity
from kamcareer.core.framework.coverage import carriers
from kamcareer.core.framework.difference import difference
from kamcareer.core.framework.documents import Documents, documents_of, new_folder, with_documents
from kamcareer.core.framework.entries import LANGUAGES
from kamcareer.core.framework.errors import FileError, unknown
from kamcareer.core.framework.loading import Folder, document_of, parse_framework, problems_in, sha256_of
from kamcareer.core.framework.matrix import matrix_of, with_matrix
from kamcareer.core.framework.model import Framework
from kamcareer.core.framework.schema import json_schema
from kamcareer.core.framework.standing import standings
from kamcareer.core.framework_effect import framework_effects
from kamcareer.core.framework_table import TableError, matrix_in
from kamcareer.core.settings_effect import Sample
from kamcareer.core.spreadsheets.reading import read_sheets
from kamcareer.core.spreadsheets.refusal import RefusedFileError
from kamcareer.exports.framework_difference import difference_json, difference_text
from kamcareer.exports.framework_effect import effect_json, effect_text
from kamcareer.exports.framework_xlsx import framework_xlsx
from kamcareer.services.audit import Event
from kamcareer.services.framework_files import (
    framework_folders,
    load_all,
    load_framework,
    read_additions,
    read_folder,
    stray_additions,
    stray_files,
)
from kamcareer.services.framework_in_use import put_files_in_charge
from kamcareer.services.framework_publishing import newest_publication
from kamcareer.services.framework_versions import framework_versions, version_named
from kamcareer.services.new_framework import MEASUREMENT, copied, skeleton, write_framework
from kamcareer.store.database import db
from kamcareer.web.clock import now, today
from kamcareer.web.frameworks import current_framework, framework_place
from kamcareer.web.records import note

EXAMPLE = PROJECT_ROOT / "examples" / "framework"
SHIPPED = PROJECT_ROOT / "competencies" / "key_account"
IDENTIFIER = re.compile("[a-z][a-z0-9_]{1,63}")
STYLES = (XLSX, CASE) = ("xlsx", "case")
CURRENT = "current"
ADDRESS = re.compile("[0-9a-f]{6,64}")

frameworks = Group("frameworks", help="Check, show and describe the framework files.")


@frameworks.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
def check(paths: tuple[Path, ...]) -> None:
    """Report every problem of the frameworks in PATHS as file:line:column: message.

    A path is a framework folder or a folder of frameworks; by default the installation's own. Exit code 0 when all is
    well, 1 when there are problems, 2 when the command was called wrongly.
    """
    folders = [folder for path in paths or (own_frameworks(),) for folder in framework_folders(path)]
    problems = [problem for path in paths or (own_frameworks(),) for problem in stray_files(path)]
    known = {folder.name for folder in [*folders, *framework_folders(own_frameworks())]}
    problems += stray_additions(own_additions(), sorted(known))
    joined = 0
    for folder in folders:
        try:
            framework = parse_framework(read_folder(folder), read_additions(own_additions(), folder.name))
            joined += private_situations(framework)
        except FileError as error:
            problems += error.problems
    for problem in dict.fromkeys(problems):
        click.echo(str(problem))
    counted = f"{len(folders)} framework{'s' if len(folders) > 1 else ''} checked"
    if own_additions():
        counted += f", {joined} private situation{'' if joined == 1 else 's'} joined"
    click.echo(f"{counted}, {len(problems)} problem{'' if len(problems) == 1 else 's'}", err=True)
    raise SystemExit(1 if problems else 0)


@frameworks.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--from", "base", metavar="ID", help="Begin with a copy of a framework that is there: key_account.")
@click.option("--lang", type=LANGUAGE, default="ru", show_default=True, help="Of the comments that lead.")
def new(folder: Path, base: str | None, lang: str) -> None:
    """Make FOLDER, a framework of your own that passes the check at once; its id is the name of the folder.

    Texts are in Russian and English, comments say what each part is for. Exit code 2 when the folder is there already
    or its name can be no id.
    """
    id = _id_of(folder)
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


@frameworks.command("export")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "style", type=click.Choice(STYLES), help="By default by the name of FILE: .json is case.")
@click.option("--lang", type=LANGUAGE, default="ru", show_default=True, help="In which names are shown.")
def export(folder: Path, file: Path, style: str | None, lang: str) -> None:
    """Write the framework in FOLDER into FILE, to be edited and imported again.

    xlsx has the sheets levels, weights and must-haves of roles by competencies, and all texts in both languages side by
    side. case is a package of CASE 1.1 (1EdTech) in one language; the other, and what CASE has no place for, is in its
    extensions.
    """
    files = read_folder(folder)
    _refuse_problems(files)
    if (style or _style_of(file)) == CASE:
        creator = current_app.config["SETTINGS"].company_name or "kamcareer"
        package = package_of(documents_of(files), lang, now(), creator)
        put_out(f"{json.dumps(package, ensure_ascii=False, indent=1)}\n".encode(), file)
        return
    put_out(framework_xlsx(matrix_of(files), lang), file)


@frameworks.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--format", "style", type=click.Choice(STYLES), help="By default by the name of FILE: .json is case.")
@click.option("--dry-run", is_flag=True, help="Say what would change and write nothing.")
@click.option("--lang", type=LANGUAGE, default="ru", show_default=True, help="In which names are shown.")
def bring_in(file: Path, folder: Path, style: str | None, lang: str, *, dry_run: bool) -> None:
    """Put what FILE says into the YAML files of FOLDER, and say in words what changes.

    Comments, order and everything else in the files stay as they are. All of it or nothing: exit code 1 when something
    is to be mended, or the framework would not pass the check, and nothing is written then; 2 when it is no such file.

    A CASE package may also become a new FOLDER: the whole framework where it was exported here, else the beginning of
    one. What of a package has no place in a framework is printed with its path.
    """
    if (style or _style_of(file)) == CASE:
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
            _begin(skeleton_of(package, _id_of(folder), _ground()), folder, dry_run=dry_run)
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
    click.echo(f"{_counted(len(files.files), 'file')} in {folder}", err=True)


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
    left = _counted(len(problems_in(files)), "place")
    click.echo(f"{_counted(len(files.files), 'file')} in {folder}, the beginning of a framework", err=True)
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
    framework, changed_one = _refuse_problems(before), _passing(after)
    changes = difference(framework, changed_one)
    click.echo(difference_text(framework, changed_one, changes, lang), nl=False)
    changed = {path: data for path, data in after.files.items() if data != before.files.get(path)}
    if not dry_run:
        for path, data in changed.items():
            put_out(data, folder / path)
    click.echo(f"{_counted(len(changes), 'change')} in {_counted(len(changed), 'file')}", err=True)


def _passing(files: Folder) -> Framework:
    try:
        return parse_framework(files)
    except FileError as error:
        raise click.ClickException(f"it would not pass the check, nothing is written\n{error}") from None


def _there(folder: Path) -> Folder:
    if not folder.exists():
        refuse(f"{folder}: no such folder")
    files = read_folder(folder)
    _refuse_problems(files)
    return files


def _write_new(files: Folder, folder: Path) -> None:
    try:
        write_framework(files.files, folder)
    except OSError as error:
        refuse(f"{folder}: cannot be written ({error.strerror})")


def _id_of(folder: Path) -> str:
    id = folder.resolve().name
    if not IDENTIFIER.fullmatch(id):
        refuse(f'"{id}" can be no id: small Latin letters, digits and _, a letter first; choose another name')
    return id


def _ground() -> Documents:
    """Return what a framework of somebody else needs from us: the annotated example, and how it is measured."""
    return {**documents_of(read_folder(EXAMPLE)), MEASUREMENT: documents_of(read_folder(SHIPPED))[MEASUREMENT]}


def _style_of(file: Path) -> str:
    return CASE if file.suffix.lower() == ".json" else XLSX


@frameworks.command("card")
@click.argument("framework_id", required=False)
@click.option("--lang", type=LANGUAGE, default="ru", show_default=True)
def card(framework_id: str | None, lang: str) -> None:
    """Print the model card: what a framework and its scoring are for and not for, parameters, limits, sources."""
    framework = named_framework(framework_id)
    with current_app.test_request_context(), force_locale(lang):
        page = render_template(
            "print/model_card.md", framework=framework, sha256=sha256_of(framework), standings=standings(framework)
        )
    click.echo(page.strip())


@frameworks.command("show")
@click.argument("framework_id", required=False)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(framework_id: str | None, style: str) -> None:
    """Print a framework as the program sees it: overlays applied, all defaults filled in."""
    framework = named_framework(framework_id)
    if style == "json":
        document = {"sha256": sha256_of(framework), **json.loads(document_of(framework))}
        for activity in framework.activities.values():
            _put_price(document["activities"][activity.id], activity, framework)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    click.echo(f"{framework.id} {framework.version}  {sha256_of(framework)}")
    for competency in framework.competencies.values():
        click.echo(f"  {competency.cluster} {competency.id:24} {competency.name.ru} / {competency.name.en}")
    for role in framework.roles.values():
        base = f" (of {role.base})" if role.base else ""
        click.echo(f"  {role.ladder:8} {role.id:32} {len(role.requirements):2} competencies, "
                   f"{len(role.must_haves)} must-haves{base}")  # fmt: skip


@frameworks.command("facts")
@click.argument("framework_id", required=False)
@click.option("--language", type=click.Choice(LANGUAGES), default="ru", show_default=True)
def facts(framework_id: str | None, language: str) -> None:
    """Print every fact of the sources with what carries it, or why it is left out; exit code 1 when one is lost."""
    framework = named_framework(framework_id)
    carried = carriers(framework)
    for number, owners in carried.items():
        left_out = framework.left_out.get(number)
        where = ", ".join(owners) or (f"left out: {left_out[language]}" if left_out else "NOWHERE")
        click.echo(f"{number:5} {framework.facts[number].text[language]}\n      {where}")
    by_element = sum(map(bool, carried.values()))
    accounted = sum(bool(owners) or number in framework.left_out for number, owners in carried.items())
    click.echo(f"{accounted} of {len(carried)} facts accounted for: {by_element} carried, "
               f"{accounted - by_element} left out with a reason", err=True)  # fmt: skip
    raise SystemExit(0 if accounted == len(carried) else 1)


@frameworks.command("schema")
@click.argument("kind", required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of framework files for editors; KIND is one file's shape, for example competency."""
    try:
        click.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from None


@frameworks.command("versions")
def versions() -> None:
    """List the versions that assessments were made with, newest first: content address, day, id, version.

    `in use` stands beside the one that new assessments begin with, where it was published from a draft.
    """
    prepare_installation()
    newest = newest_publication(db.session(), current_app.config["SETTINGS"].framework_id)
    for kept in framework_versions(db.session()):
        in_use = "  in use" if newest and newest.sha256 == kept.sha256 else ""
        click.echo(f"{kept.sha256}  {kept.stored_at:%Y-%m-%d}  {kept.framework_id} {kept.version}{in_use}")


@frameworks.command("use-files")
def use_files() -> None:
    """Let new assessments begin with the files again, in the place of a version that was published from a draft.

    What was begun stays with its version, and a published version can be drafted from again. It is noted in the trail.
    """
    prepare_installation()
    try:
        entry = put_files_in_charge(db.session(), framework_place(), now())
    except FileError as error:
        raise click.ClickException(str(error)) from None
    if entry is None:
        click.echo("new assessments begin with the files already", err=True)
        return
    note(Event.MODEL_FILES_IN_CHARGE, "", f"{entry.number} {entry.ground_sha256[:8]}")
    db.session.commit()
    click.echo(f"new assessments begin with the files: {entry.framework_id} {entry.ground_sha256}", err=True)


@frameworks.command("diff")
@click.argument("before")
@click.argument("after", required=False)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", type=LANGUAGE, default="ru", show_default=True, help="In which names are shown.")
def diff(before: str, after: str | None, style: str, lang: str) -> None:
    """Say in words what AFTER has changed against BEFORE; by default AFTER is the installation's own framework.

    Each is a framework folder, the id of a framework of the installation (its files), `current` for what new
    assessments begin with, or the first six digits or more of a stored version (see: flask frameworks versions). Exit
    code 0 when they say the same, 1 when they differ, 2 when one of them cannot be used.
    """
    old, new = framework_at(before), framework_at(after or current_app.config["SETTINGS"].framework_id)
    changes = difference(old, new)
    if style == "json":
        click.echo(json.dumps(difference_json(old, new, changes), ensure_ascii=False, indent=2))
    else:
        click.echo(difference_text(old, new, changes, lang), nl=False)
    elements = len({(change.kind, change.id) for change in changes})
    click.echo(f"{_counted(len(changes), 'change')} in {_counted(elements, 'element')}", err=True)
    raise SystemExit(1 if changes else 0)


@frameworks.command("effect")
@click.argument("before")
@click.argument("after")
@click.argument("people", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "target", help="The role that PEOPLE are compared with; needed when any are given.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def effect(before: str, after: str, people: tuple[Path, ...], target: str | None, style: str) -> None:
    """Show what publishing AFTER instead of BEFORE would do to people: readiness, must-haves, verdict.

    Both are given as for diff. PEOPLE are answers files; without them, invented people on the first promotions of
    BEFORE. Exit code 2 when one of the frameworks, a file or the role cannot be used.
    """
    old, new = framework_at(before), framework_at(after)
    if people and target is None:
        raise click.UsageError("--to ROLE is needed to compare PEOPLE with")
    if people and target not in old.roles:
        refuse(f"--to: {unknown('role', str(target), old.roles)}")
    try:
        samples = [
            Sample(file.stem, read_answers(file.read_bytes(), str(file), {old.id: old}, today())[1], target or "")
            for file in people
        ]
    except FileError as error:
        refuse(str(error))
    found = framework_effects(old, new, today(), samples)
    if style == "json":
        click.echo(json.dumps([effect_json(one) for one in found], ensure_ascii=False, indent=2))
    else:
        click.echo(effect_text(found), nl=False)
    click.echo(f"{sum(one.moves for one in found)} of {len(found)} get another verdict", err=True)


def framework_at(name: str) -> Framework:
    """Return the framework of a folder, of an id, in use, or of the beginning of an address; else end the command."""
    if Path(name).is_dir():
        try:
            return parse_framework(read_folder(Path(name)), read_additions(own_additions(), Path(name).resolve().name))
        except FileError as error:
            refuse(str(error))
    if name not in own_ids() and name == CURRENT:
        prepare_installation()
        return current_framework()
    if name not in own_ids() and ADDRESS.fullmatch(name):
        prepare_installation()
        try:
            return version_named(db.session(), name)
        except LookupError as error:
            refuse(f"{error.args[0]}; see: flask frameworks versions")
    return named_framework(name)


def _refuse_problems(files: Folder) -> Framework:
    try:
        return parse_framework(files)
    except FileError as error:
        refuse(str(error))


def folder_of(framework: Framework) -> Path:
    """Return the folder of a framework of this installation."""
    folders = framework_folders(own_frameworks())
    return next(folder for folder in folders if load_framework(folder, own_additions()).id == framework.id)


def own_ids() -> set[str]:
    """Return the names of the installation's own framework folders."""
    return {folder.name for folder in framework_folders(own_frameworks())}


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def private_situations(framework: Framework) -> int:
    """Return how many situations come from the installation's own bank."""
    return sum(item.private for competency in framework.competencies.values() for item in competency.situations)


def _put_price(shown: dict[str, Any], activity: Activity, framework: Framework) -> None:
    """Say what an activity costs one person here, as a plan counts it; its class beside it."""
    shown["cost_class"] = activity.cost
    shown["cost"] = framework.prices.of(activity) if framework.prices else activity.price or 0


def named_framework(framework_id: str | None) -> Framework:
    """Return a framework by its id, or the installation's own."""
    try:
        found = load_all(own_frameworks(), own_additions())
    except FileError as error:
        raise click.ClickException(str(error)) from None
    framework_id = framework_id or current_app.config["SETTINGS"].framework_id
    if framework_id not in found:
        raise click.UsageError(f'no framework "{framework_id}"; known: {", ".join(found)}')
    return found[framework_id]


def own_frameworks() -> Path:
    """Return the folder of frameworks of this installation."""
    folder: Path = current_app.config["SETTINGS"].frameworks
    return folder


def own_additions() -> Path | None:
    """Return the folder of what this installation adds to its frameworks, if it adds anything."""
    folder: Path | None = current_app.config["SETTINGS"].additions
    return folder
