"""Whether the database is there and has the tables this version expects."""

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session


def schema_is_current(session: Session, migrations: str) -> bool:
    """Return whether the database stands at the newest migration. Raises what the driver raises when it is away."""
    config = Config()
    config.set_main_option("script_location", migrations)
    newest = set(ScriptDirectory.from_config(config).get_heads())
    return set(MigrationContext.configure(session.connection()).get_current_heads()) == newest
