"""The trail is asked what it says of one person, and need not be read from its beginning for that"""

from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_detail", "audit", ["detail"])


def downgrade() -> None:
    op.drop_index("ix_audit_detail", "audit")
