"""How much of a plan is practice, how many things at a time, and the day it begins"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plan_limits") as table:
        # Until now every plan had these two; from here on the person says so.
        table.add_column(sa.Column("practice_percent", sa.Integer(), nullable=False, server_default="50"))
        table.add_column(sa.Column("parallel", sa.Integer(), nullable=False, server_default="3"))
        table.add_column(sa.Column("begins_on", sa.Date(), nullable=True))
    with op.batch_alter_table("plan_limits") as table:
        table.alter_column("practice_percent", server_default=None, existing_type=sa.Integer(), existing_nullable=False)
        table.alter_column("parallel", server_default=None, existing_type=sa.Integer(), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("plan_limits") as table:
        table.drop_column("begins_on")
        table.drop_column("parallel")
        table.drop_column("practice_percent")
