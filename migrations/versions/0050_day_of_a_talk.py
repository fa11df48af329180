"""When somebody is talked with, and whether missing marks were asked for after it"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("application", sa.Column("talk_on", sa.Date(), nullable=True))
    op.add_column("application", sa.Column("talk_at", sa.String(5), nullable=True))
    op.add_column("application", sa.Column("marks_asked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("application") as application:
        for column in ("marks_asked_at", "talk_at", "talk_on"):
            application.drop_column(column)
