"""A second factor for accounts, with recovery codes"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("sealed_seed", sa.String(200), nullable=False),
        sa.Column("set_up_at", INSTANT, nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_second_factor_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", name="pk_second_factor"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("code_sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_recovery_code_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "code_sha256", name="pk_recovery_code"),
    )
    # Everybody who is signed in today has shown what there was to show; nobody has a second factor yet.
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.add_column(sa.Column("second_factor_at", INSTANT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.drop_column("second_factor_at")
    op.drop_table("recovery_code")
    op.drop_table("second_factor")
