"""The board: what people of the company offer to one another, and who asks for a place"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("activity", sa.String(64), nullable=True),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind IN ('project', 'course', 'mentoring')", name=op.f("ck_offer_kind")),
        sa.CheckConstraint("places > 0", name=op.f("ck_offer_places")),
        sa.CheckConstraint("begins_on <= ends_on", name=op.f("ck_offer_days")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_offer_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_offer"),
    )
    for column in ("account_id", "ends_on"):
        op.create_index(f"ix_offer_{column}", "offer", [column])
    op.create_table(
        "offer_topic",
        sa.Column("offer_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_offer_topic_level")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name="fk_offer_topic_offer_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("offer_id", "competency", name="pk_offer_topic"),
    )
    op.create_table(
        "place_request",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("offer_id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "status IN ('asked', 'accepted', 'declined', 'taken_back')", name=op.f("ck_place_request_status")
        ),
        sa.CheckConstraint(
            "(status = 'asked') = (answered_at IS NULL)", name=op.f("ck_place_request_answered_once")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name="fk_place_request_offer_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_place_request_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_place_request"),
        sa.UniqueConstraint("offer_id", "account_id", name="uq_place_request_offer_id_account_id"),
    )
    op.create_index("ix_place_request_account_id", "place_request", ["account_id"])


def downgrade() -> None:
    for table in ("place_request", "offer_topic", "offer"):
        op.drop_table(table)
