"""Letters about decisions, and what people ask about them"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

APPROVED = (
    "approved_at IS NULL OR (approver IS NOT NULL AND length(approver) = 32 AND length(trim(signed)) >= 2"
    " AND length(trim(done_well)) >= 20 AND length(trim(first_step)) >= 20 AND length(trim(second_step)) >= 20)"
)
ANSWERED = (
    "answered_at IS NULL OR (answerer IS NOT NULL AND length(answerer) = 32 AND length(trim(signed)) >= 2"
    " AND length(trim(answer)) >= 10)"
)


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("decision_id", sa.String(36), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        *(sa.Column(part, sa.Text(), nullable=False) for part in ("opening", "done_well", "first_step")),
        *(sa.Column(part, sa.Text(), nullable=False) for part in ("second_step", "ending")),
        sa.Column("signed", sa.String(80), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approver", sa.String(32), nullable=True),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language IN ('ru', 'en')", name=op.f("ck_feedback_language")),
        sa.CheckConstraint(APPROVED, name=op.f("ck_feedback_approved_by_somebody")),
        sa.CheckConstraint(
            "opened_at IS NULL OR approved_at IS NOT NULL", name=op.f("ck_feedback_approved_before_opened")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_feedback_decision_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_feedback_account_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("decision_id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_account_id", "feedback", ["account_id"])
    op.create_table(
        "inquiry",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("decision_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("signed", sa.String(80), nullable=False),
        sa.Column("answerer", sa.String(32), nullable=True),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('reason', 'objection')", name=op.f("ck_inquiry_kind")),
        sa.CheckConstraint("kind = 'reason' OR length(trim(words)) >= 10", name=op.f("ck_inquiry_objects_in_words")),
        sa.CheckConstraint(ANSWERED, name=op.f("ck_inquiry_answered_by_somebody")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_inquiry_decision_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_inquiry_account_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_inquiry"),
        sa.UniqueConstraint("decision_id", "kind", name="uq_inquiry_one_each"),
    )
    op.create_index("ix_inquiry_account_id", "inquiry", ["account_id"])


def downgrade() -> None:
    op.drop_table("inquiry")
    op.drop_table("feedback")
