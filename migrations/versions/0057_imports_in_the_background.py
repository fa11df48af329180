"""Large files are imported in the background"""

from alembic import op

revision = "0057"
down_revision = "0053"
branch_labels = None
depends_on = None

OLD = "kind IN ('programme', 'mail', 'pool', 'reminders', 'retention')"
NEW = "kind IN ('import', 'programme', 'mail', 'pool', 'reminders', 'retention')"


def upgrade() -> None:
    with op.batch_alter_table("background_job") as table:
        table.drop_constraint("ck_background_job_kind_known", type_="check")
        table.create_check_constraint(op.f("ck_background_job_kind_known"), NEW)


def downgrade() -> None:
    op.execute("DELETE FROM background_job WHERE kind = 'import'")
    with op.batch_alter_table("background_job") as table:
        table.drop_constraint(op.f("ck_background_job_kind_known"), type_="check")
        table.create_check_constraint("ck_background_job_kind_known", OLD)
