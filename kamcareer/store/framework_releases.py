"""Files of the installation as drafts and published versions began with them, each state kept once."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from kamcareer.core.framework.loading import Folder
from kamcareer.store.framework_drafts import files_of, files_text
from kamcareer.store.tables import FrameworkReleaseRow


def keep_release(session: Session, files: Folder, now: datetime) -> str:
    """Store the files of a framework if they are not there yet; return their address."""
    address = release_address(files)
    if session.get(FrameworkReleaseRow, address) is None:
        row = FrameworkReleaseRow(sha256=address, framework_id=files.name, files=files_text(files), kept_at=now)
        session.merge(row)
        session.flush()
    return address


def kept_release(session: Session, address: str) -> Folder:
    """Return the files under an address; LookupError where there are none."""
    row = session.get(FrameworkReleaseRow, address)
    if row is None:
        raise LookupError(address)
    return files_of(row.files, row.framework_id)


def release_address(files: Folder) -> str:
    """Return the address of files: equal for equal bytes under equal names."""
    ordered = Folder(dict(sorted(files.files.items())), files.name)
    return sha256(files_text(ordered).encode()).hexdigest()
