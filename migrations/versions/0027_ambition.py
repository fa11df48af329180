"""What people write for the talk with their manager"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ambition",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        *(sa.Column(part, sa.Text(), nullable=False) for part in ("aim", "reasons", "results", "next_steps", "wish")),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_ambition_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_ambition"),
    )


def downgrade() -> None:
    op.drop_table("ambition")
