"""What the agency says to a client's question"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("client_answer") as table:
        table.add_column(sa.Column("response", sa.Text(), nullable=True))
        table.add_column(sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("client_answer") as table:
        table.drop_column("responded_at")
        table.drop_column("response")
