"""What is wrong with the files of an installation, and the disks they lie on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from kamcareer.core.erasures import entries_of
from kamcareer.services.checkup.finding import Circumstances, Finding

LEAST_SPACE, LEAST_SHARE = 500 * 1024 * 1024, 0.05
# Where SQLite's log, which is shared memory, does not work.
OVER_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph", "lustre"}


def file_system_of(path: Path, mounts: str) -> str:
    """Return the kind of file system a path lies on, by the lines of /proc/mounts; empty where they do not say."""
    best, kind = "", ""
    for line in mounts.splitlines():
        words = line.split()
        point = words[1].replace("\\040", " ") if len(words) > 2 else ""  # noqa: PLR2004 - device, place, kind
        if point and path.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, words[2]
    return kind


def of_files(its: Circumstances) -> Iterator[Finding]:
    """Look at folder, secret, disk and the list of what was erased."""
    data = its.installation.data_folder
    if not data.is_dir():
        remedy = "is KAMCAREER_DATA right? A new installation makes it when it is started once: flask serve"
        yield Finding("data folder", f"{data} is not there", remedy)
        return
    if data.stat().st_mode & 0o077:
        yield Finding("data folder", f"others can look into {data}", f"chmod 700 {data}")
    if not its.installation.secret:
        yield Finding("secret", "there is none yet", "start once: flask serve")
    space = shutil.disk_usage(data)
    if space.free < LEAST_SPACE or space.free < LEAST_SHARE * space.total:
        yield Finding("disk", f"{space.free // 2**20} MiB are free under {data}", "make room, or move KAMCAREER_DATA")
    sqlite = its.installation.kind == "sqlite"
    if sqlite and (kind := file_system_of(its.installation.database_file, its.mounts)) in OVER_NETWORK:
        remedy = "move KAMCAREER_DATA to a local disk, or use PostgreSQL: flask db move"
        yield Finding("database", f"SQLite lies on {kind}, where its log does not work", remedy)
    if not sqlite and shutil.which("pg_dump") is None:
        yield Finding("backup", "pg_dump is not installed", "on Debian: apt-get install postgresql-client")
    if _same_disk(its.installation.erasure_list, data):
        remedy = "set KAMCAREER_ERASURE_LIST to a file on another disk"
        yield Finding("erasures", "the list of what was erased is on the disk of the database", remedy, wrong=False)
    if fault := _fault_of_list(its.installation.erasure_list):
        yield Finding("erasures", fault, "is KAMCAREER_ERASURE_LIST right? Else bring it back from a backup")


def _fault_of_list(file: Path) -> str:
    try:
        lines = file.read_text(errors="replace").splitlines() if file.exists() else []
    except OSError as error:
        return f"{file} cannot be read ({error.strerror})"
    return f"{file} is not a list of what was erased" if lines and not entries_of(lines) else ""


def _same_disk(list_file: Path, data: Path) -> bool:
    return list_file.parent.exists() and list_file.parent.stat().st_dev == data.stat().st_dev
