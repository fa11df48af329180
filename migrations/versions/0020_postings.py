"""Texts of postings"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "posting",
        sa.Column("vacancy_id", sa.String(36), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name="fk_posting_vacancy_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("vacancy_id", "language", name="pk_posting"),
    )


def downgrade() -> None:
    op.drop_table("posting")
