"""What screenings say, when they were read, and decisions that the database keeps only with a reason"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("application", sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "screening",
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("coverage", "expected", "chance")),
        sa.Column("hints", sa.JSON(), nullable=False),
        sa.Column("self_only", sa.Boolean(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.CheckConstraint("act IN ('invite', 'ask_more', 'too_early')", name=op.f("ck_screening_act")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_screening_application_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("application_id", name="pk_screening"),
    )
    op.create_table(
        "screening_topic",
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("required", sa.Integer(), nullable=False),
        sa.Column("must_have", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("mean", "low", "high", "met", "at_best")),
        sa.Column("known", sa.String(16), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["screening.application_id"],
            name="fk_screening_topic_application_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "competency", name="pk_screening_topic"),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("decider", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome IN ('talk', 'decline')", name=op.f("ck_decision_outcome")),
        sa.CheckConstraint("length(decider) = 32", name=op.f("ck_decision_somebody_decided")),
        sa.CheckConstraint("length(reasons) >= 3", name=op.f("ck_decision_for_a_reason")),
        sa.CheckConstraint("length(trim(words)) >= 10", name=op.f("ck_decision_in_words")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_decision_application_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_decision_account_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_application_id", "decision", ["application_id"])
    op.create_index("ix_decision_account_id", "decision", ["account_id"])


def downgrade() -> None:
    for table in ("decision", "screening_topic", "screening"):
        op.drop_table(table)
    op.drop_column("application", "read_at")
