"""A contest may be called off, in words"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

RULES = {
    "announced_before_called_off": "called_off_at IS NULL OR announced_at IS NOT NULL",
    "called_off_or_decided": "called_off_at IS NULL OR decided_at IS NULL",
    "called_off_in_words": "called_off_at IS NULL OR length(trim(words)) >= 10",
}


def upgrade() -> None:
    with op.batch_alter_table("contest") as table:
        table.add_column(sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True))
        for name, rule in RULES.items():
            table.create_check_constraint(op.f(f"ck_contest_{name}"), rule)


def downgrade() -> None:
    with op.batch_alter_table("contest") as table:
        for name in RULES:
            table.drop_constraint(op.f(f"ck_contest_{name}"), type_="check")
        table.drop_column("called_off_at")
