"""What a backup says of itself, and how what is there is compared with it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from pydantic import BaseModel, ConfigDict, ValidationError

FORMAT = 1
FINGERPRINT = 16
MODULUS = 2**256


class BackupError(Exception):
    """A backup that cannot be made or used; the text says what to do."""


class TableContent(BaseModel):
    """How many rows a table holds, and a hash of all of them in whatever order they come."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int
    digest: str


Contents = Mapping[str, TableContent]


class Manifest(BaseModel):
    """The first entry of a backup: what belongs to it and what must be found in it.

    `schema_revision` is the migration the database stood at, `files` the SHA-256 of every other entry by name, `secret`
    a fingerprint of the secret the installation had, so that another one is noticed before anything is written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    made_at: datetime
    database: str
    schema_revision: str
    tables: dict[str, TableContent]
    files: dict[str, str]
    secret: str


def read_manifest(data: bytes) -> Manifest:
    """Return what a backup says of itself; BackupError where it says nothing this version understands."""
    try:
        manifest = Manifest.model_validate_json(data)
    except ValidationError:
        raise BackupError("this is no backup of kamcareer, or its first entry is damaged") from None
    if manifest.format > FORMAT:
        raise BackupError(
            f"the backup has format {manifest.format}; this version reads up to {FORMAT}. Update kamcareer"
        )
    return manifest


def fingerprint(secret: str) -> str:
    """Return by what a secret is known again; nothing can be opened with it."""
    return sha256(f"backup:{secret}".encode()).hexdigest()[:FINGERPRINT]


@dataclass
class Tally:
    """Counts and hashes the rows of one table as they come; equal rows in another order have the same digest."""

    rows: int = 0
    total: int = field(default=0, repr=False)

    def add(self, row: Iterable[object]) -> None:
        """Take in one row."""
        text = json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True)
        self.rows += 1
        # A sum, so that two databases that sort words differently agree.
        self.total = (self.total + int.from_bytes(sha256(text.encode()).digest())) % MODULUS

    def content(self) -> TableContent:
        """Return what was counted."""
        return TableContent(rows=self.rows, digest=f"{self.total:064x}")


def differences(expected: Contents, found: Contents) -> list[str]:
    """Return a line for each table that is not as it should be; none when all are equal, row for row."""
    lines = [f"{name}: the table is missing" for name in sorted(expected.keys() - found.keys())]
    lines += [f"{name}: a table that does not belong here" for name in sorted(found.keys() - expected.keys())]
    for name in sorted(expected.keys() & found.keys()):
        if expected[name].rows != found[name].rows:
            lines.append(f"{name}: {found[name].rows} rows instead of {expected[name].rows}")
        elif expected[name] != found[name]:
            lines.append(f"{name}: other rows than expected")
    return lines


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return {"hex": value.hex()} if isinstance(value, bytes) else value
