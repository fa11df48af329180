"""To whom a report is shown, and who read it"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("link") as link:
        link.add_column(sa.Column("note", sa.String(80), nullable=False, server_default=""))
        link.add_column(sa.Column("mailbox", sa.String(254), nullable=True))
    with op.batch_alter_table("link") as link:
        link.alter_column("note", server_default=None)
        link.create_index("ix_link_mailbox", ["mailbox"])
    with op.batch_alter_table("opening") as opening:
        opening.add_column(sa.Column("reader", sa.String(16), nullable=False, server_default="with_link"))
        opening.add_column(sa.Column("extent", sa.String(16), nullable=False, server_default="report"))
        opening.add_column(sa.Column("account_id", sa.String(36), nullable=True))
    op.execute("UPDATE opening SET extent = (SELECT link.extent FROM link WHERE link.id = opening.link_id)")
    with op.batch_alter_table("opening") as opening:
        opening.alter_column("reader", server_default=None)
        opening.alter_column("extent", server_default=None)
        opening.create_foreign_key("fk_opening_account_id", "account", ["account_id"], ["id"], ondelete="SET NULL")
        opening.create_index("ix_opening_account_id", ["account_id"])


def downgrade() -> None:
    with op.batch_alter_table("opening") as opening:
        opening.drop_index("ix_opening_account_id")
        opening.drop_constraint("fk_opening_account_id", type_="foreignkey")
        opening.drop_column("account_id")
        opening.drop_column("extent")
        opening.drop_column("reader")
    with op.batch_alter_table("link") as link:
        link.drop_index("ix_link_mailbox")
        link.drop_column("mailbox")
        link.drop_column("note")
