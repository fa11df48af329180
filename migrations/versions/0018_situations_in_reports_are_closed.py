"""A situation that counts in a report can be changed no more"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE situation_answer SET closed_at = last_saved_at"
        " WHERE closed_at IS NULL AND best IS NOT NULL AND worst IS NOT NULL AND assessment_id IN"
        " (SELECT assessment.id FROM assessment WHERE finished_at IS NOT NULL OR demo_name IS NOT NULL)"
    )


def downgrade() -> None:
    """What was closed stays closed: its explanation may have been read."""
