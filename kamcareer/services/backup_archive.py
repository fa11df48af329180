"""One file that holds a backup: written whole or not at all, readable by its owner alone."""

import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from uuid import uuid4

from kamcareer.core.backups import BackupError, Manifest, read_manifest

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 10 * 1024 * 1024
PART = 1024 * 1024


def hash_of_file(file: Path) -> str:
    """Return the SHA-256 of a file."""
    made = sha256()
    with file.open("rb") as opened:
        while part := opened.read(PART):
            made.update(part)
    return made.hexdigest()


def write_archive(target: Path, manifest: Manifest, entries: Mapping[str, Path]) -> None:
    """Write manifest and files into a new archive; it appears under its name once it is safe on the disk."""
    unfinished = target.with_name(f".{target.name}.{uuid4().hex[:8]}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
                _add(archive, MANIFEST, manifest.model_dump_json(indent=1).encode())
                for name, entry in entries.items():
                    archive.add(entry, arcname=name, recursive=False, filter=_nameless)
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, target)  # unlike a renaming it never replaces another backup
        sync_folder(target.parent)
    except FileExistsError:
        raise BackupError(f"{target} is there already; choose another name") from None
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> Manifest:
    """Write the entries of an archive into a folder, each checked against the manifest; return the manifest."""
    with _opened(source) as archive:
        first = archive.next()
        stream = archive.extractfile(first) if first and first.name == MANIFEST and first.isfile() else None
        if first is None or stream is None or first.size > LARGEST_MANIFEST:
            raise BackupError(f"{source} is no backup of kamcareer")
        manifest = read_manifest(stream.read())
        found: dict[str, str] = {}
        while entry := archive.next():
            content = archive.extractfile(entry) if entry.isfile() and entry.name in manifest.files else None
            if content is None:
                raise BackupError(f"{source} holds {entry.name}, which does not belong there")
            found[entry.name] = _write(content, folder / _inside(entry.name))
    for name, expected in manifest.files.items():
        if found.get(name) != expected:
            raise BackupError(f"{source} is damaged: {name} is {'not as it was' if name in found else 'missing'}")
    return manifest


def sync_folder(folder: Path) -> None:
    """Make sure that a new name in a folder survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            yield archive
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupError(f"{source} cannot be read: {error}") from None


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, BytesIO(content))


def _nameless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise BackupError(f"the backup names {name}, a place outside of it")
    return path


def _write(content: BinaryIO | object, file: Path) -> str:
    file.parent.mkdir(0o700, parents=True, exist_ok=True)
    made = sha256()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        while part := content.read(PART):  # type: ignore[union-attr]
            made.update(part)
            target.write(part)
        target.flush()
        os.fsync(target.fileno())
    return made.hexdigest()
