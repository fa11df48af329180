"""A change of a vacancy keeps changed terms too, once somebody has begun to answer"""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("vacancy_change") as table:
        # Until now only profiles were kept with their reason.
        table.add_column(sa.Column("terms", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("vacancy_change") as table:
        table.alter_column("terms", server_default=None, existing_type=sa.JSON(), existing_nullable=False)


def downgrade() -> None:
    # Without its terms a change of terms alone would say nothing but a reason.
    op.execute(sa.text("DELETE FROM vacancy_change WHERE CAST(cells AS TEXT) = '[]'"))
    with op.batch_alter_table("vacancy_change") as table:
        table.drop_column("terms")
