"""Scores that a company gave its people before"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "earlier_score",
        sa.Column("person_number", sa.String(32), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("scored_on", sa.Date(), nullable=False),
        sa.Column("rater", sa.String(120), nullable=False),
        sa.Column("scale", sa.String(8), nullable=False),
        sa.Column("score", sa.String(12), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("scale IN ('0-4', '1-5', '1-10', 'percent')", name="ck_earlier_score_scale_known"),
        sa.ForeignKeyConstraint(
            ["person_number"], ["person.number"], name="fk_earlier_score_person_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_number", "competency", "scored_on", "rater", name="pk_earlier_score"),
    )


def downgrade() -> None:
    op.drop_table("earlier_score")
