"""What sex and age were given for; applicants counted by group and quarter"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("demographics") as table:
        table.add_column(sa.Column("purpose", sa.String(16), nullable=False, server_default="demographics"))
    with op.batch_alter_table("demographics") as table:
        table.alter_column("purpose", server_default=None, existing_type=sa.String(16), existing_nullable=False)
    op.create_table(
        "fairness_count",
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("stratum", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("trait", sa.String(8), nullable=False),
        sa.Column("said", sa.String(16), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("proposed", sa.Integer(), nullable=False),
        sa.Column("talk", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("quarter", "stratum", "trait", "said", name="pk_fairness_count"),
        sa.CheckConstraint("trait IN ('sex', 'age')", name="ck_fairness_count_trait"),
        sa.CheckConstraint(
            "sent > 0 AND read BETWEEN 0 AND sent AND proposed BETWEEN 0 AND sent AND talk BETWEEN 0 AND sent",
            name="ck_fairness_count_of_those_who_sent",
        ),
    )


def downgrade() -> None:
    op.drop_table("fairness_count")
    op.execute("DELETE FROM demographics WHERE purpose <> 'demographics'")
    with op.batch_alter_table("demographics") as table:
        table.drop_column("purpose")
