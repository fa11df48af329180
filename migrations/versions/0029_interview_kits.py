"""The questions that everybody who applies for a vacancy is asked"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "interview_kit",
        sa.Column("vacancy_id", sa.String(36), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name="fk_interview_kit_vacancy_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("vacancy_id", name="pk_interview_kit"),
    )


def downgrade() -> None:
    op.drop_table("interview_kit")
