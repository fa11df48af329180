"""Which letters an account wants, in which language, and what it was told of"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("language", sa.String(2), nullable=True))
        table.add_column(sa.Column("letters_off", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("told_last_day", sa.Date(), nullable=True))
    with op.batch_alter_table("account") as table:
        table.alter_column("letters_off", server_default=None, existing_type=sa.JSON(), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("account") as table:
        table.drop_column("told_last_day")
        table.drop_column("letters_off")
        table.drop_column("language")
