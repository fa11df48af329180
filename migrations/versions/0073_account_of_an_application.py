"""An application remembers its account, and a contest what was changed after its announcement"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("application") as table:
        table.add_column(sa.Column("account_id", sa.String(36), nullable=True))
        table.create_foreign_key("fk_application_account_id", "account", ["account_id"], ["id"], ondelete="SET NULL")
        table.create_index("ix_application_account_id", ["account_id"])
    _add_amendments()


def _add_amendments() -> None:
    op.create_table(
        "contest_amendment",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("vacancy_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("amends", sa.String(16), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("deadline_before", sa.Date(), nullable=True),
        sa.Column("deadline_after", sa.Date(), nullable=True),
        sa.CheckConstraint("amends IN ('deadline', 'joined', 'left')", name=op.f("ck_contest_amendment_amends")),
        sa.CheckConstraint(
            "(amends = 'deadline') = (deadline_before IS NOT NULL)", name=op.f("ck_contest_amendment_day_before")
        ),
        sa.CheckConstraint(
            "(amends = 'deadline') = (deadline_after IS NOT NULL)", name=op.f("ck_contest_amendment_day_after")
        ),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["contest.vacancy_id"], name="fk_contest_amendment_vacancy_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_contest_amendment_account_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["account.id"], name="fk_contest_amendment_member_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contest_amendment"),
    )
    for column in ("vacancy_id", "account_id", "member_id"):
        op.create_index(f"ix_contest_amendment_{column}", "contest_amendment", [column])


def downgrade() -> None:
    op.drop_table("contest_amendment")
    with op.batch_alter_table("application") as table:
        table.drop_index("ix_application_account_id")
        table.drop_constraint("fk_application_account_id", type_="foreignkey")
        table.drop_column("account_id")
