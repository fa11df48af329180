"""An application remembers the account that was signed in when it was begun"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("application") as table:
        table.add_column(sa.Column("account_id", sa.String(36), nullable=True))
        table.create_foreign_key("fk_application_account_id", "account", ["account_id"], ["id"], ondelete="SET NULL")
        table.create_index("ix_application_account_id", ["account_id"])


def downgrade() -> None:
    with op.batch_alter_table("application") as table:
        table.drop_index("ix_application_account_id")
        table.drop_constraint("fk_application_account_id", type_="foreignkey")
        table.drop_column("account_id")
