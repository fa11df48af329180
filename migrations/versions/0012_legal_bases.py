"""What allows the processing of data: consents and other bases, with the exact texts"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "legal_text",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("law", sa.String(16), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("stored_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_legal_text"),
    )
    op.create_table(
        "legal_basis",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("assessment_id", sa.String(36), nullable=True),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("basis", sa.String(16), nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=True),
        sa.CheckConstraint("(account_id IS NULL) <> (assessment_id IS NULL)", name="ck_legal_basis_one_holder"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_legal_basis_account_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_legal_basis_assessment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["text_sha256"], ["legal_text.sha256"], name="fk_legal_basis_text_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_legal_basis"),
    )
    for column in ("account_id", "assessment_id", "text_sha256"):
        op.create_index(f"ix_legal_basis_{column}", "legal_basis", [column])


def downgrade() -> None:
    op.drop_table("legal_basis")
    op.drop_table("legal_text")
