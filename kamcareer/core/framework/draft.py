"""A framework that somebody edits before it takes the place of the installation's own."""

from dataclasses import dataclass
from datetime import datetime

from kamcareer.core.framework.loading import Folder


@dataclass(frozen=True)
class DraftHead:
    """What a draft is, without its files: of which framework, begun on which content, how often it was saved.

    `release_sha256` is the address of the files of the installation that are in it; None where nobody kept them.
    """

    id: str
    framework_id: str
    base_sha256: str
    revision: int
    made: datetime
    changed: datetime
    release_sha256: str | None = None


@dataclass(frozen=True)
class DraftFramework:
    """A draft with its files, in which no problem was found when it was saved."""

    head: DraftHead
    files: Folder
