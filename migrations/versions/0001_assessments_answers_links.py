"""Frameworks as they were in use, assessments with answers and saves, links"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "framework",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("framework_id", sa.String(64), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("stored_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_framework"),
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("framework_sha256", sa.String(64), nullable=False),
        sa.Column("present_role", sa.String(64), nullable=True),
        sa.Column("target_role", sa.String(64), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("demo_name", sa.String(80), nullable=True),
        sa.ForeignKeyConstraint(["framework_sha256"], ["framework.sha256"], name="fk_assessment_framework_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
    )
    op.create_index("ix_assessment_framework_sha256", "assessment", ["framework_sha256"])
    op.create_table(
        "answer",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("no_chance", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.String(16), nullable=True),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("first_saved_at", INSTANT, nullable=False),
        sa.Column("last_saved_at", INSTANT, nullable=False),
        sa.CheckConstraint("NOT (no_chance AND level IS NOT NULL)", name="ck_answer_no_chance_has_no_level"),
        sa.CheckConstraint("level IS NULL OR level BETWEEN 0 AND 4", name="ck_answer_level_on_scale"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_answer_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", "competency", name="pk_answer"),
    )
    op.create_table(
        "answer_save",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_answer_save_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", "key", name="pk_answer_save"),
    )
    op.create_table(
        "link",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("extent", sa.String(16), nullable=False),
        sa.Column("examples", sa.JSON(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.CheckConstraint("kind IN ('continue', 'show')", name="ck_link_kind"),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name="fk_link_assessment_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
    )
    op.create_index("ix_link_assessment_id", "link", ["assessment_id"])


def downgrade() -> None:
    for table in ("link", "answer_save", "answer", "assessment", "framework"):
        op.drop_table(table)
