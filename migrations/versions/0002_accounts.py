"""Accounts with sign-ins, one-time links and waiting mail; an assessment may belong to an account"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("passphrase_hash", sa.String(200), nullable=True),
        sa.Column("granted", sa.JSON(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("browser", sa.String(120), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_sign_in_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        sa.UniqueConstraint("secret_sha256", name="uq_sign_in_secret_sha256"),
    )
    op.create_index("ix_sign_in_account_id", "sign_in", ["account_id"])
    op.create_table(
        "one_time_link",
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("granted", sa.JSON(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("secret_sha256", name="pk_one_time_link"),
    )
    op.create_index("ix_one_time_link_email", "one_time_link", ["email"])
    op.create_table(
        "mail",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mail"),
    )
    op.create_index("ix_mail_next_try_at", "mail", ["next_try_at"])
    with op.batch_alter_table("assessment") as assessment:
        assessment.add_column(sa.Column("account_id", sa.String(36), nullable=True))
        assessment.create_foreign_key("fk_assessment_account_id", "account", ["account_id"], ["id"], ondelete="CASCADE")
        assessment.create_index("ix_assessment_account_id", ["account_id"])


def downgrade() -> None:
    with op.batch_alter_table("assessment") as assessment:
        assessment.drop_index("ix_assessment_account_id")
        assessment.drop_constraint("fk_assessment_account_id", type_="foreignkey")
        assessment.drop_column("account_id")
    for table in ("mail", "one_time_link", "sign_in", "account"):
        op.drop_table(table)
