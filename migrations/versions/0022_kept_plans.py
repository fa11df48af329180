"""What people decided about their plans, and the plans they were shown"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_decision",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("activity", sa.String(64), nullable=False),
        sa.Column("said", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(16), nullable=True),
        sa.Column("other_activity", sa.String(64), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("said IN ('refused', 'pinned', 'done')", name=op.f("ck_plan_decision_said")),
        _of_assessment("plan_decision"),
        sa.PrimaryKeyConstraint("assessment_id", "activity", name="pk_plan_decision"),
    )
    op.create_table(
        "plan_check_in",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("activity", sa.String(64), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("went", sa.String(8), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("went IN ('done', 'later', 'failed')", name=op.f("ck_plan_check_in_went")),
        _of_assessment("plan_check_in"),
        sa.PrimaryKeyConstraint("assessment_id", "activity", "monday", name="pk_plan_check_in"),
    )
    op.create_table(
        "kept_plan",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("place", sa.String(8), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("bound", sa.BigInteger(), nullable=False),
        sa.Column("ready_week", sa.Integer(), nullable=True),
        sa.Column("thousandths_in_place", sa.Integer(), nullable=False),
        sa.Column("helps", sa.JSON(), nullable=False),
        sa.Column("unmet_pins", sa.JSON(), nullable=False),
        sa.CheckConstraint("place IN ('last', 'before')", name=op.f("ck_kept_plan_place")),
        _of_assessment("kept_plan"),
        sa.PrimaryKeyConstraint("assessment_id", "place", name="pk_kept_plan"),
    )
    op.create_table(
        "kept_plan_step",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("place", sa.String(8), nullable=False),
        sa.Column("activity", sa.String(64), nullable=False),
        sa.Column("start_week", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("minutes_per_week", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id", "place"],
            ["kept_plan.assessment_id", "kept_plan.place"],
            name="fk_kept_plan_step_assessment_id_place",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assessment_id", "place", "activity", name="pk_kept_plan_step"),
    )


def downgrade() -> None:
    for table in ("kept_plan_step", "kept_plan", "plan_check_in", "plan_decision"):
        op.drop_table(table)


def _of_assessment(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["assessment_id"], ["assessment.id"], name=f"fk_{table}_assessment_id", ondelete="CASCADE"
    )
