"""The talent pool: nominations for roles, on the consent of their person, and what happened to them"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    name = "nomination"
    op.create_table(
        name,
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_number", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("curator_id", sa.String(36), nullable=True),
        sa.Column("holds_until", sa.Date(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("basis_id", sa.String(36), nullable=True),
        sa.Column("agreed_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "status IN ('proposed', 'agreed', 'preparing', 'ready', 'appointed', 'left')",
            name=op.f("ck_nomination_status"),
        ),
        sa.CheckConstraint(
            "status IN ('proposed', 'left') OR agreed_at IS NOT NULL", name=op.f("ck_nomination_nobody_unasked")
        ),
        sa.CheckConstraint(
            "(status IN ('appointed', 'left')) = (ended_at IS NOT NULL)", name=op.f("ck_nomination_ended_once")
        ),
        sa.ForeignKeyConstraint(
            ["person_number"], ["person.number"], name="fk_nomination_person_number", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_nomination_account_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["curator_id"], ["account.id"], name="fk_nomination_curator_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["basis_id"], ["legal_basis.id"], name="fk_nomination_basis_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_nomination"),
    )
    for column in ("person_number", "account_id", "curator_id", "holds_until", "basis_id"):
        op.create_index(f"ix_nomination_{column}", name, [column])
    op.create_table(
        "nomination_entry",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("nomination_id", sa.String(36), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("said_by", sa.String(8), nullable=False),
        sa.Column("status", sa.String(16), nullable=True),
        sa.Column("holds_until", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("said_by IN ('hr', 'person')", name=op.f("ck_nomination_entry_said_by")),
        sa.ForeignKeyConstraint(
            ["nomination_id"], ["nomination.id"], name="fk_nomination_entry_nomination_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_nomination_entry"),
    )
    op.create_index("ix_nomination_entry_nomination_id", "nomination_entry", ["nomination_id"])


def downgrade() -> None:
    op.drop_table("nomination_entry")
    op.drop_table("nomination")
