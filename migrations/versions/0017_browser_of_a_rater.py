"""In which browser a rating was begun"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rating_request") as table:
        table.add_column(sa.Column("browser", sa.String(64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("rating_request") as table:
        table.drop_column("browser")
