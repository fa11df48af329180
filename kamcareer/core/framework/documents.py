"""The files of a framework as plain data, and the edits that make other data of them."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kamcareer.core.framework.loading import Folder
from kamcareer.core.framework.yaml_editor import Plain, edited
from kamcareer.core.framework.yaml_reader import Path, Value, read_yaml
from kamcareer.core.framework.yaml_writer import written

Documents: TypeAlias = Mapping[str, Value]


def documents_of(folder: Folder) -> dict[str, Value]:
    """Return what stands in each file; FileError where one cannot be read."""
    return {path: read_yaml(data, f"{folder.name}/{path}").value for path, data in folder.files.items()}


def new_folder(documents: Documents, name: str) -> Folder:
    """Return files that say what the documents say."""
    return Folder({path: written(value) for path, value in documents.items()}, name)


def with_documents(folder: Folder, wanted: Documents) -> Folder:
    """Return the folder with other data in its files; what does not differ stays byte for byte.

    A list of another length is written anew; an entry that is to be null is taken out. Files that are not wanted stay;
    files that are not there are written.
    """
    present = documents_of(folder)
    files = dict(folder.files)
    for path, value in wanted.items():
        if path in present:
            files[path] = with_value(files[path], path, present[path], value)
        else:
            files[path] = written(value)
    return Folder(files, folder.name)


def with_value(data: bytes, name: str, present: Value, wanted: Value) -> bytes:
    """Return one file with other data than is present in it, as above."""
    return edited(data, name, dict(_edits(present, wanted, ())))


def _edits(present: Value, wanted: Value, path: Path) -> Iterator[tuple[Path, Plain]]:
    if present == wanted:
        return
    if isinstance(present, dict) and isinstance(wanted, dict):
        yield from (((*path, key), None) for key in present.keys() - wanted.keys())
        for key, value in wanted.items():
            if key in present:
                yield from _edits(present[key], value, (*path, key))
            else:
                yield (*path, key), value
    elif isinstance(present, list) and isinstance(wanted, list) and len(present) == len(wanted):
        for at, (before, after) in enumerate(zip(present, wanted, strict=True)):
            yield from _edits(before, after, (*path, at))
    else:
        yield path, wanted
