"""Private addresses from which calendars fetch plans"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_feed",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_plan_feed_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_plan_feed"),
        sa.UniqueConstraint("secret_sha256", name="uq_plan_feed_secret_sha256"),
    )


def downgrade() -> None:
    op.drop_table("plan_feed")
