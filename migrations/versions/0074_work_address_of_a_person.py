"""The staff list may say somebody's work address"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A plain column: SQLite adds it and takes it away without building the table of people anew.
    op.add_column("person", sa.Column("email", sa.String(254), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "email")
