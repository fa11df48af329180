"""Of each topic of a screening, which sources lie below what is needed"""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("screening_topic") as table:
        table.add_column(sa.Column("against", sa.JSON(), nullable=True))
    # Until now every source but the own mark was taken to speak against; so it stays until the next scoring.
    op.execute(sa.text("UPDATE screening_topic SET against = sources"))
    with op.batch_alter_table("screening_topic") as table:
        table.alter_column("against", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("screening_topic") as table:
        table.drop_column("against")
