"""What a person can give to a development plan"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_limits",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("minutes_per_week", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("objective", sa.String(8), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("objective IN ('gain', 'date')", name=op.f("ck_plan_limits_objective")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_plan_limits_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_plan_limits"),
    )


def downgrade() -> None:
    op.drop_table("plan_limits")
