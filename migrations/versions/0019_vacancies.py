"""Vacancies: profile, who sees them, changes with their reasons"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vacancy",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("framework_sha256", sa.String(64), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("reach", sa.String(16), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("knock_outs", sa.JSON(), nullable=False),
        sa.Column("expects", sa.JSON(), nullable=False),
        sa.Column("maker_id", sa.String(36), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reach IN ('internal', 'public', 'invitation')", name=op.f("ck_vacancy_reach")),
        sa.CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name=op.f("ck_vacancy_opened_before_closed")),
        sa.ForeignKeyConstraint(["framework_sha256"], ["framework.sha256"], name="fk_vacancy_framework_sha256"),
        sa.ForeignKeyConstraint(["maker_id"], ["account.id"], name="fk_vacancy_maker_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_vacancy"),
    )
    op.create_index("ix_vacancy_framework_sha256", "vacancy", ["framework_sha256"])
    op.create_index("ix_vacancy_maker_id", "vacancy", ["maker_id"])
    op.create_table(
        "vacancy_cell",
        sa.Column("vacancy_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("must_have", sa.Boolean(), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_vacancy_cell_level_on_scale")),
        sa.CheckConstraint("weight BETWEEN 1 AND 3", name=op.f("ck_vacancy_cell_weight_known")),
        sa.CheckConstraint("NOT must_have OR weight = 3", name=op.f("ck_vacancy_cell_must_have_is_critical")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name="fk_vacancy_cell_vacancy_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("vacancy_id", "competency", name="pk_vacancy_cell"),
    )
    op.create_table(
        "vacancy_panel",
        sa.Column("vacancy_id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name="fk_vacancy_panel_vacancy_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_vacancy_panel_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("vacancy_id", "account_id", name="pk_vacancy_panel"),
    )
    op.create_index("ix_vacancy_panel_account_id", "vacancy_panel", ["account_id"])
    op.create_table(
        "vacancy_change",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("vacancy_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("reasons", sa.String(200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.CheckConstraint("reasons <> '' OR words <> ''", name=op.f("ck_vacancy_change_says_why")),
        sa.ForeignKeyConstraint(
            ["vacancy_id"], ["vacancy.id"], name="fk_vacancy_change_vacancy_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_vacancy_change_account_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_vacancy_change"),
    )
    op.create_index("ix_vacancy_change_vacancy_id", "vacancy_change", ["vacancy_id"])
    op.create_index("ix_vacancy_change_account_id", "vacancy_change", ["account_id"])


def downgrade() -> None:
    for table in ("vacancy_change", "vacancy_panel", "vacancy_cell", "vacancy"):
        op.drop_table(table)
