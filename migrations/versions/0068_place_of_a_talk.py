"""Where somebody is talked with, and whom they ask for"""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("application") as table:
        table.add_column(sa.Column("talk_place", sa.String(300), nullable=False, server_default=""))
    with op.batch_alter_table("application") as table:
        table.alter_column("talk_place", server_default=None, existing_type=sa.String(300), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("application") as table:
        table.drop_column("talk_place")
