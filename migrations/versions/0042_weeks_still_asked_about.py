"""Weeks of an activity that are still asked about after the plan was made anew"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plan_check_in") as table:
        table.alter_column("went", existing_type=sa.String(8), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM plan_check_in WHERE went IS NULL")
    with op.batch_alter_table("plan_check_in") as table:
        table.alter_column("went", existing_type=sa.String(8), nullable=False)
