"""A framework of one's own to begin with: the annotated skeleton, or a copy of one that is there."""

import re
from collections.abc import Mapping
from pathlib import Path

from kamcareer.core.framework.loading import Folder

MEASUREMENT = "measurement.yaml"
COMMENT = re.compile(r"^#(?P<language>ru|en) ", re.MULTILINE)
ID = re.compile("^id: .*$", re.MULTILINE)
VERSION = re.compile("^version: .*$", re.MULTILINE)
FIRST_VERSION = "0.1.0"


def skeleton(example: Folder, measurement: bytes, id: str, language: str) -> dict[str, bytes]:
    """Return the files of the annotated example under a new id, with the comments of one language.

    A comment of the example begins with `#ru ` or `#en `. The settings of the measurement are those of a framework
    that is in use: they rest on research and judgement, not on the field of work.
    """
    files = {path: _in_one_language(data.decode(), language).encode() for path, data in example.files.items()}
    return {**_renamed(files, id), MEASUREMENT: measurement}


def copied(folder: Folder, id: str) -> dict[str, bytes]:
    """Return the files of a framework under a new id and the first version, comments and order as they are."""
    return _renamed(folder.files, id)


def write_framework(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files of a framework into a new folder. FileExistsError where there is anything already."""
    folder.mkdir(parents=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)


def _in_one_language(text: str, language: str) -> str:
    kept = [line for line in text.splitlines() if not _of_another(line, language)]
    return COMMENT.sub("# ", "\n".join(kept) + "\n")


def _of_another(line: str, language: str) -> bool:
    comment = COMMENT.match(line)
    return comment is not None and comment["language"] != language


def _renamed(files: Mapping[str, bytes], id: str) -> dict[str, bytes]:
    head = ID.sub(f"id: {id}", files["framework.yaml"].decode(), count=1)
    head = VERSION.sub(f"version: {FIRST_VERSION}", head, count=1)
    return {**files, "framework.yaml": head.encode()}
