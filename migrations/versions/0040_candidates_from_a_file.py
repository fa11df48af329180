"""How somebody invited can be reached, whether the letter went, and files of people to invite"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

# Full names; `op.f` knows them inside of a migration alone, and whoever lists migrations loads this file outside of one.
NAMED_BEFORE, NAMED = "ck_waiting_file_ck_waiting_file_holds_known", "ck_waiting_file_holds_known"
OLD, NEW = "holds IN ('people', 'matrix')", "holds IN ('people', 'matrix', 'invited')"


def upgrade() -> None:
    op.add_column("application", sa.Column("phone", sa.String(16), nullable=True))
    op.add_column("application", sa.Column("language", sa.String(2), nullable=True))
    op.add_column("application", sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True))
    # Until now whoever was invited with a mailbox was written to at once.
    op.execute("UPDATE application SET mailed_at = made_at WHERE came_by = 'invitation' AND email IS NOT NULL")
    with op.batch_alter_table("waiting_file") as table:
        table.add_column(sa.Column("vacancy_id", sa.String(36), nullable=True))
        table.create_foreign_key("fk_waiting_file_vacancy_id", "vacancy", ["vacancy_id"], ["id"], ondelete="CASCADE")
        table.drop_constraint(op.f(NAMED_BEFORE), type_="check")
        table.create_check_constraint(op.f(NAMED), NEW)
    op.create_index("ix_waiting_file_vacancy_id", "waiting_file", ["vacancy_id"])


def downgrade() -> None:
    op.drop_index("ix_waiting_file_vacancy_id", "waiting_file")
    op.execute("DELETE FROM waiting_file WHERE holds = 'invited'")
    with op.batch_alter_table("waiting_file") as table:
        table.drop_constraint(op.f(NAMED), type_="check")
        table.create_check_constraint(op.f(NAMED_BEFORE), OLD)
        table.drop_constraint("fk_waiting_file_vacancy_id", type_="foreignkey")
        table.drop_column("vacancy_id")
    with op.batch_alter_table("application") as application:
        application.drop_column("mailed_at")
        application.drop_column("language")
        application.drop_column("phone")
