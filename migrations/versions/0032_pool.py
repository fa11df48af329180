"""People who are found again for a later vacancy"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

OLD, NEW = "came_by IN ('invitation', 'posting')", "came_by IN ('invitation', 'posting', 'pool')"


def upgrade() -> None:
    with op.batch_alter_table("application") as table:
        table.add_column(sa.Column("earlier_id", sa.String(36), nullable=True))
        table.add_column(sa.Column("mailed_only", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_foreign_key(
            "fk_application_earlier_id", "application", ["earlier_id"], ["id"], ondelete="SET NULL"
        )
        table.drop_constraint(op.f("ck_application_came_by"), type_="check")
        table.create_check_constraint(op.f("ck_application_came_by"), NEW)
    with op.batch_alter_table("application") as table:
        table.alter_column("mailed_only", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)
    op.create_index("ix_application_earlier_id", "application", ["earlier_id"])


def downgrade() -> None:
    op.drop_index("ix_application_earlier_id", "application")
    with op.batch_alter_table("application") as table:
        table.drop_constraint(op.f("ck_application_came_by"), type_="check")
        table.create_check_constraint(op.f("ck_application_came_by"), OLD)
        table.drop_constraint("fk_application_earlier_id", type_="foreignkey")
        table.drop_column("mailed_only")
        table.drop_column("earlier_id")
