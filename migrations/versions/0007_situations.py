"""How much an assessment asks; answers to situations; how often something is done"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Until now every assessment asked about all topics, and nobody had seen a situation.
    with op.batch_alter_table("assessment") as table:
        table.add_column(sa.Column("depth", sa.String(8), nullable=False, server_default="full"))
        table.add_column(sa.Column("seen_situations", sa.JSON(), nullable=False, server_default="[]"))
        table.create_check_constraint("ck_assessment_depth", "depth IN ('quick', 'full')")
    with op.batch_alter_table("assessment") as table:
        table.alter_column("depth", server_default=None, existing_type=sa.String(8), existing_nullable=False)
        table.alter_column("seen_situations", server_default=None, existing_type=sa.JSON(), existing_nullable=False)
    op.create_table(
        "situation_answer",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("situation", sa.String(64), nullable=False),
        sa.Column("best", sa.String(1), nullable=True),
        sa.Column("worst", sa.String(1), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("first_saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "best IS NULL OR best IN ('A', 'B', 'C', 'D')", name="ck_situation_answer_best_is_an_option"
        ),
        sa.CheckConstraint(
            "worst IS NULL OR worst IN ('A', 'B', 'C', 'D')", name="ck_situation_answer_worst_is_an_option"
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_situation_answer_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", "situation", name="pk_situation_answer"),
    )
    op.create_table(
        "frequency",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("indicator", sa.String(64), nullable=False),
        sa.Column("frequency", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("first_saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("frequency BETWEEN 0 AND 3", name="ck_frequency_frequency_on_scale"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_frequency_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", "competency", "indicator", name="pk_frequency"),
    )


def downgrade() -> None:
    op.drop_table("frequency")
    op.drop_table("situation_answer")
    with op.batch_alter_table("assessment") as table:
        table.drop_constraint("ck_assessment_depth", type_="check")
        table.drop_column("seen_situations")
        table.drop_column("depth")
