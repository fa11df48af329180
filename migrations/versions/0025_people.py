"""People of the company and their units"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit",
        sa.Column("name", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_unit"),
    )
    op.create_table(
        "person",
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("unit", sa.String(120), nullable=True),
        sa.Column("manager_number", sa.String(32), nullable=True),
        sa.Column("role", sa.String(64), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.CheckConstraint("manager_number <> number", name="ck_person_nobodys_own_manager"),
        sa.ForeignKeyConstraint(["unit"], ["unit.name"], name="fk_person_unit", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["manager_number"], ["person.number"], name="fk_person_manager_number", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_person_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_person"),
        sa.UniqueConstraint("id", name="uq_person_id"),
        sa.UniqueConstraint("account_id", name="uq_person_account_id"),
    )
    op.create_index("ix_person_unit", "person", ["unit"])
    op.create_index("ix_person_manager_number", "person", ["manager_number"])


def downgrade() -> None:
    op.drop_table("person")
    op.drop_table("unit")
