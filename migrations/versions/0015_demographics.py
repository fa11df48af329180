"""Sex and age group, apart under pseudonyms"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "demographics",
        sa.Column("pseudonym", sa.String(64), nullable=False),
        sa.Column("sex", sa.String(16), nullable=False),
        sa.Column("age_group", sa.String(16), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name="pk_demographics"),
    )


def downgrade() -> None:
    op.drop_table("demographics")
