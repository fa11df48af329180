"""One thing found by a checkup, and what an installation is set to as far as a checkup looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kamcareer.core.operator import Operator
from kamcareer.core.retention import Terms
from kamcareer.services.backups import Installation


@dataclass(frozen=True)
class Finding:
    """One thing found. `wrong`: data, secrets or the service are at risk; otherwise it is advice."""

    about: str
    says: str
    remedy: str
    wrong: bool = True


@dataclass(frozen=True)
class Circumstances:
    """What an installation is set to, as far as a checkup looks at it."""

    installation: Installation
    frameworks: Path
    additions: Path | None
    framework_id: str
    terms: Terms
    host: str
    public_url: str | None
    proxy_hops: int
    workers: int
    limits_url: str
    mail_url: str | None
    legal: Path
    operator: Operator
    unread: tuple[tuple[str, str | None], ...] = ()
    mounts: str = ""
    libpq: Mapping[str, str] = field(default_factory=dict)
