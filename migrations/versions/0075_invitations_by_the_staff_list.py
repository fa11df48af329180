"""An invitation says whether HR made it by the staff list"""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Empty for the links there are: which of them an administrator gave is not known, and each ends within a week.
    op.add_column("one_time_link", sa.Column("by_staff_list", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("one_time_link", "by_staff_list")
