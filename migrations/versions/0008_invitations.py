"""Invitations that can be listed and taken back"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("one_time_link") as link:
        link.add_column(sa.Column("id", sa.String(36), nullable=True))
        link.add_column(sa.Column("invitation", sa.Boolean(), nullable=True))
    # So far a link that brings roles was an invitation.
    op.execute("UPDATE one_time_link SET invitation = (CAST(granted AS VARCHAR(400)) <> '[]')")
    connection = op.get_bind()
    for (secret,) in connection.execute(sa.text("SELECT secret_sha256 FROM one_time_link")).all():
        values = {"id": str(uuid4()), "secret": secret}
        connection.execute(sa.text("UPDATE one_time_link SET id = :id WHERE secret_sha256 = :secret"), values)
    with op.batch_alter_table("one_time_link") as link:
        link.alter_column("id", existing_type=sa.String(36), nullable=False)
        link.alter_column("invitation", existing_type=sa.Boolean(), nullable=False)
        link.create_unique_constraint("uq_one_time_link_id", ["id"])


def downgrade() -> None:
    with op.batch_alter_table("one_time_link") as link:
        link.drop_constraint("uq_one_time_link_id", type_="unique")
        link.drop_column("invitation")
        link.drop_column("id")
