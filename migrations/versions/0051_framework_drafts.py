"""Drafts of frameworks"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "framework_draft",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("framework_id", sa.String(64), nullable=False),
        sa.Column("base_sha256", sa.String(64), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_framework_draft"),
    )


def downgrade() -> None:
    op.drop_table("framework_draft")
