"""Scorecards of interviewers, and what they agreed upon"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ON_SCALE = "level BETWEEN 0 AND 4"


def upgrade() -> None:
    with op.batch_alter_table("application") as application:
        application.add_column(sa.Column("interviewed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "scorecard",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("rater", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("length(rater) = 32", name=op.f("ck_scorecard_somebody_rated")),
        sa.CheckConstraint("locked_at IS NULL OR released_at IS NULL", name=op.f("ck_scorecard_locked_or_released")),
        sa.CheckConstraint(
            "released_at IS NULL OR length(trim(reason)) >= 10", name=op.f("ck_scorecard_released_for_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_scorecard_application_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_scorecard_account_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_scorecard"),
        sa.UniqueConstraint("application_id", "rater", name="uq_scorecard_one_each"),
    )
    op.create_index("ix_scorecard_application_id", "scorecard", ["application_id"])
    op.create_index("ix_scorecard_account_id", "scorecard", ["account_id"])
    op.create_table(
        "interview_mark",
        sa.Column("scorecard_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("no_chance", sa.Boolean(), nullable=False),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(ON_SCALE, name=op.f("ck_interview_mark_level_on_scale")),
        sa.CheckConstraint("NOT no_chance OR level IS NULL", name=op.f("ck_interview_mark_no_chance_has_no_level")),
        sa.ForeignKeyConstraint(
            ["scorecard_id"], ["scorecard.id"], name="fk_interview_mark_scorecard_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("scorecard_id", "competency", name="pk_interview_mark"),
    )
    op.create_table(
        "agreed_mark",
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decider", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(ON_SCALE, name=op.f("ck_agreed_mark_level_on_scale")),
        sa.CheckConstraint("length(decider) = 32", name=op.f("ck_agreed_mark_somebody_kept_it")),
        sa.CheckConstraint("length(trim(note)) >= 10", name=op.f("ck_agreed_mark_in_words")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_agreed_mark_application_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_agreed_mark_account_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("application_id", "competency", name="pk_agreed_mark"),
    )
    op.create_index("ix_agreed_mark_account_id", "agreed_mark", ["account_id"])


def downgrade() -> None:
    for table in ("agreed_mark", "interview_mark", "scorecard"):
        op.drop_table(table)
    with op.batch_alter_table("application") as application:
        application.drop_column("interviewed_at")
