"""A draft of a framework gets a second look, and becomes the version in use"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "framework_draft_editor",
        sa.Column("draft_id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["framework_draft.id"], name="fk_framework_draft_editor_draft_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_framework_draft_editor_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draft_id", "account_id", name="pk_framework_draft_editor"),
    )
    op.create_index("ix_framework_draft_editor_account_id", "framework_draft_editor", ["account_id"])
    op.create_table(
        "framework_review",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("draft_id", sa.String(36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("asked_by", sa.String(36), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=True),
        sa.Column("answered_by", sa.String(36), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('returned', 'published')", name=op.f("ck_framework_review_outcome")
        ),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_framework_review_answered_once")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name="fk_framework_review_asked_by", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name="fk_framework_review_answered_by", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_framework_review"),
    )
    for column in ("draft_id", "asked_by", "answered_by"):
        op.create_index(f"ix_framework_review_{column}", "framework_review", [column])
    op.create_table(
        "framework_publication",
        sa.Column("framework_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("replaced_sha256", sa.String(64), nullable=False),
        sa.Column("ground_sha256", sa.String(64), nullable=False),
        sa.Column("files", sa.Text(), nullable=True),
        sa.Column("review_id", sa.String(36), nullable=True),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(sha256 IS NULL) = (files IS NULL)", name=op.f("ck_framework_publication_version_with_files")
        ),
        sa.CheckConstraint(
            "(sha256 IS NULL) = (review_id IS NULL)", name=op.f("ck_framework_publication_never_unseen")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["framework.sha256"], name="fk_framework_publication_sha256"),
        sa.ForeignKeyConstraint(["review_id"], ["framework_review.id"], name="fk_framework_publication_review_id"),
        sa.PrimaryKeyConstraint("framework_id", "number", name="pk_framework_publication"),
    )
    for column in ("sha256", "review_id"):
        op.create_index(f"ix_framework_publication_{column}", "framework_publication", [column])


def downgrade() -> None:
    op.drop_table("framework_publication")
    op.drop_table("framework_review")
    op.drop_table("framework_draft_editor")
