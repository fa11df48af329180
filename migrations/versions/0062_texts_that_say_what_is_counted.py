"""A legal text says whether answers are counted together with those of others"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("legal_text") as table:
        # No text that anybody has read until now says so.
        table.add_column(sa.Column("counts", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("legal_text") as table:
        table.alter_column("counts", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("legal_text") as table:
        table.drop_column("counts")
