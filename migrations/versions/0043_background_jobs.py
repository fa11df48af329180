"""What is done in the background"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "background_job",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("arguments", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('programme', 'mail', 'pool', 'reminders', 'retention')", name="ck_background_job_kind_known"
        ),
        sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="ck_background_job_state_known"),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name="ck_background_job_share_is_a_share"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_background_job_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_background_job"),
    )
    op.create_index("ix_background_job_account_id", "background_job", ["account_id"])
    op.create_index("ix_background_job_state_asked_at", "background_job", ["state", "asked_at"])


def downgrade() -> None:
    op.drop_table("background_job")
