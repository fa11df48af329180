"""A vacancy says where the work is"""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

CHANGE = sa.table(
    "vacancy_change", sa.column("id", sa.String), sa.column("cells", sa.JSON), sa.column("terms", sa.JSON)
)


def upgrade() -> None:
    with op.batch_alter_table("vacancy") as table:
        table.add_column(sa.Column("place", sa.String(120), nullable=False, server_default=""))
    with op.batch_alter_table("vacancy") as table:
        table.alter_column("place", server_default=None, existing_type=sa.String(120), existing_nullable=False)


def downgrade() -> None:
    _forget_changes()
    with op.batch_alter_table("vacancy") as table:
        table.drop_column("place")


def _forget_changes() -> None:
    """Take what the older version cannot read out of the changes; one without anything left would say only a reason."""
    connection = op.get_bind()
    for id, cells, terms in connection.execute(sa.select(CHANGE.c.id, CHANGE.c.cells, CHANGE.c.terms)).all():
        kept = [one for one in terms if one["term"] != "place"]
        if kept == terms:
            continue
        left = CHANGE.update().values(terms=kept) if kept or cells else CHANGE.delete()
        connection.execute(left.where(CHANGE.c.id == id))
