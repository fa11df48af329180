"""Whether the database is there, has the tables this version expects, and there is room to write."""

from pathlib import Path
from uuid import uuid4

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

A_PAGE = 4096


def schema_is_current(session: Session, migrations: str) -> bool:
    """Return whether the database stands at the newest migration. Raises what the driver raises when it is away."""
    config = Config()
    config.set_main_option("script_location", migrations)
    newest = set(ScriptDirectory.from_config(config).get_heads())
    return set(MigrationContext.configure(session.connection()).get_current_heads()) == newest


def there_is_room(folder: Path) -> bool:
    """Return whether a page of data can be written into a folder: a full disk still answers."""
    file = folder / f".room-{uuid4().hex}"
    try:
        file.write_bytes(bytes(A_PAGE))
    except OSError:
        return False
    finally:
        file.unlink(missing_ok=True)
    return True
