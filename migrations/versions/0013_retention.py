"""Orders to keep data longer, and when an account was used last"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("assessment_id", sa.String(36), nullable=True),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("placed_at", INSTANT, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.CheckConstraint("(account_id IS NULL) <> (assessment_id IS NULL)", name="ck_legal_hold_one_holder"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_legal_hold_account_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_legal_hold_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_legal_hold"),
    )
    for column in ("account_id", "assessment_id"):
        op.create_index(f"ix_legal_hold_{column}", "legal_hold", [column])
    op.add_column("account", sa.Column("seen_at", INSTANT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("account") as account:
        account.drop_column("seen_at")
    op.drop_table("legal_hold")
