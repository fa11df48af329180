"""Asking others to rate; what they said; the evidence log"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rating_request",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("asker", sa.String(80), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.CheckConstraint("source IN ('manager', 'peer')", name="ck_rating_request_source"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_rating_request_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rating_request"),
    )
    op.create_index("ix_rating_request_assessment_id", "rating_request", ["assessment_id"])
    op.create_table(
        "given_rating",
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("no_chance", sa.Boolean(), nullable=False),
        sa.CheckConstraint("level IS NULL OR level BETWEEN 0 AND 4", name="ck_given_rating_level_on_scale"),
        sa.CheckConstraint("NOT (no_chance AND level IS NOT NULL)", name="ck_given_rating_no_chance_has_no_level"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["rating_request.id"], name="fk_given_rating_request_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", "competency", name="pk_given_rating"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("confirmer", sa.String(80), nullable=False),
        sa.Column("asker", sa.String(80), nullable=False),
        sa.Column("link_id", sa.String(36), nullable=True),
        sa.Column("link_expires_at", INSTANT, nullable=True),
        sa.Column("confirmed_at", INSTANT, nullable=True),
        sa.Column("declined_at", INSTANT, nullable=True),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name="ck_evidence_level_on_scale"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_evidence_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("link_id", name="uq_evidence_link_id"),
    )
    op.create_index("ix_evidence_assessment_id", "evidence", ["assessment_id"])


def downgrade() -> None:
    for table in ("evidence", "given_rating", "rating_request"):
        op.drop_table(table)
