"""Passkeys, the questions their devices are asked, and when somebody last proved who they are"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("credential_id", sa.String(1364), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_passkey_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
    )
    op.create_index("ix_passkey_account_id", "passkey", ["account_id"])
    op.create_table(
        "challenge",
        sa.Column("challenge_sha256", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("sign_in_id", sa.String(36), nullable=True),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_in.id"], name="fk_challenge_sign_in_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("challenge_sha256", name="pk_challenge"),
    )
    op.create_index("ix_challenge_sign_in_id", "challenge", ["sign_in_id"])
    # Whoever is signed in today showed who they are when they signed in.
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.add_column(sa.Column("proved_at", INSTANT, nullable=True))
    op.execute("UPDATE sign_in SET proved_at = created_at")
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.alter_column("proved_at", existing_type=INSTANT, nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.drop_column("proved_at")
    op.drop_table("challenge")
    op.drop_table("passkey")
