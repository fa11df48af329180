"""Where somebody who applies worked, in their own words"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("application") as table:
        table.add_column(sa.Column("jobs", sa.String(2000), nullable=False, server_default=""))
    with op.batch_alter_table("application") as table:
        table.alter_column("jobs", server_default=None, existing_type=sa.String(2000), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("application") as table:
        table.drop_column("jobs")
