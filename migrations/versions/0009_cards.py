"""Personnel numbers and the cards that people without work mail come in by"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
NAMED = "email IS NOT NULL OR personnel_number IS NOT NULL"


def upgrade() -> None:
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("personnel_number", sa.String(32), nullable=True))
        account.alter_column("email", existing_type=sa.String(254), nullable=True)
        account.create_unique_constraint("uq_account_personnel_number", ["personnel_number"])
        account.create_check_constraint(op.f("ck_account_has_a_name"), NAMED)
    op.create_table(
        "card",
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("manager_id", sa.String(36), nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("code_seal", sa.String(64), nullable=True),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(["manager_id"], ["account.id"], name="fk_card_manager_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_card_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_card"),
        sa.UniqueConstraint("account_id", name="uq_card_account_id"),
    )
    op.create_index("ix_card_manager_id", "card", ["manager_id"])


def downgrade() -> None:
    op.drop_table("card")
    # Whoever comes in by a number alone had no account before.
    op.execute("DELETE FROM account WHERE email IS NULL")
    with op.batch_alter_table("account") as account:
        account.drop_constraint(op.f("ck_account_has_a_name"), type_="check")
        account.drop_constraint("uq_account_personnel_number", type_="unique")
        account.alter_column("email", existing_type=sa.String(254), nullable=False)
        account.drop_column("personnel_number")
