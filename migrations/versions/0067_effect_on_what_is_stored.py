"""What a draft of the model would do to what is stored is worked out in the background, of whose text says so"""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

OLD = "kind IN ('import', 'programme', 'mail', 'pool', 'reminders', 'retention')"
NEW = "kind IN ('effect', 'import', 'programme', 'mail', 'pool', 'reminders', 'retention')"


def upgrade() -> None:
    with op.batch_alter_table("background_job") as table:
        table.drop_constraint(op.f("ck_background_job_kind_known"), type_="check")
        table.create_check_constraint(op.f("ck_background_job_kind_known"), NEW)
    with op.batch_alter_table("legal_text") as table:
        # No text that anybody has read until now says so.
        table.add_column(sa.Column("counts_models", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("legal_text") as table:
        table.alter_column("counts_models", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("legal_text") as table:
        table.drop_column("counts_models")
    op.execute("DELETE FROM background_job WHERE kind = 'effect'")
    with op.batch_alter_table("background_job") as table:
        table.drop_constraint(op.f("ck_background_job_kind_known"), type_="check")
        table.create_check_constraint(op.f("ck_background_job_kind_known"), OLD)
