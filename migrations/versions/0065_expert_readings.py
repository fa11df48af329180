"""Experts read a model without its levels, each by a link of their own"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "expert_reading",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("framework_id", sa.String(64), nullable=False),
        sa.Column("framework_sha256", sa.String(64), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("draft_id", sa.String(36), nullable=True),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["framework_sha256"], ["framework.sha256"], name="fk_expert_reading_framework_sha256"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_expert_reading_account_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_expert_reading"),
    )
    for column in ("framework_sha256", "account_id"):
        op.create_index(f"ix_expert_reading_{column}", "expert_reading", [column])
    op.create_table(
        "expert",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("reading_id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["reading_id"], ["expert_reading.id"], name="fk_expert_reading_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_expert"),
        sa.UniqueConstraint("secret_sha256", name="uq_expert_secret_sha256"),
    )
    for column in ("reading_id", "expires_at"):
        op.create_index(f"ix_expert_{column}", "expert", [column])
    op.create_table(
        "expert_answer",
        sa.Column("expert_id", sa.String(36), nullable=False),
        sa.Column("asked", sa.String(16), nullable=False),
        sa.Column("element", sa.String(64), nullable=False),
        sa.Column("letter", sa.String(1), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.CheckConstraint("asked IN ('level', 'rating', 'realism')", name=op.f("ck_expert_answer_asked")),
        sa.CheckConstraint("said BETWEEN 0 AND 4", name=op.f("ck_expert_answer_said")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name="fk_expert_answer_expert_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("expert_id", "asked", "element", "letter", name="pk_expert_answer"),
    )
    op.create_table(
        "expert_remark",
        sa.Column("expert_id", sa.String(36), nullable=False),
        sa.Column("element", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name="fk_expert_remark_expert_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("expert_id", "element", name="pk_expert_remark"),
    )


def downgrade() -> None:
    for table in ("expert_remark", "expert_answer", "expert", "expert_reading"):
        op.drop_table(table)
