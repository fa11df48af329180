"""Rounds of the company: who is in them, who rates, what was agreed on in the talk"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "company_round",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("framework_sha256", sa.String(64), nullable=False),
        sa.Column("aim", sa.String(8), nullable=False),
        sa.Column("role", sa.String(64), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("aim IN ('present', 'next', 'role')", name=op.f("ck_company_round_aim")),
        sa.CheckConstraint("(aim = 'role') = (role IS NOT NULL)", name=op.f("ck_company_round_one_role_for_one_aim")),
        sa.ForeignKeyConstraint(["framework_sha256"], ["framework.sha256"], name="fk_company_round_framework_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_company_round"),
    )
    op.create_index("ix_company_round_framework_sha256", "company_round", ["framework_sha256"])
    op.create_table(
        "company_round_person",
        sa.Column("round_id", sa.String(36), nullable=False),
        sa.Column("person_number", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("rater_number", sa.String(32), nullable=True),
        sa.Column("rater_name", sa.String(80), nullable=False),
        sa.Column("rater_id", sa.String(36), nullable=True),
        sa.Column("assessment_id", sa.String(36), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rater_reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["company_round.id"], name="fk_company_round_person_round_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_number"], ["person.number"], name="fk_company_round_person_person_number", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_company_round_person_account_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["rater_number"], ["person.number"], name="fk_company_round_person_rater_number", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["rater_id"], ["account.id"], name="fk_company_round_person_rater_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_company_round_person_assessment_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("round_id", "person_number", name="pk_company_round_person"),
    )
    for column in ("person_number", "account_id", "rater_number", "rater_id", "assessment_id"):
        op.create_index(f"ix_company_round_person_{column}", "company_round_person", [column])
    op.create_table(
        "agreed_level",
        sa.Column("round_id", sa.String(36), nullable=False),
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.String(80), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_agreed_level_level_on_scale")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["company_round.id"], name="fk_agreed_level_round_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_agreed_level_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "assessment_id", "competency", name="pk_agreed_level"),
    )
    op.create_index("ix_agreed_level_assessment_id", "agreed_level", ["assessment_id"])
    with op.batch_alter_table("rating_request") as table:
        table.add_column(sa.Column("rater_id", sa.String(36), nullable=True))
        table.create_foreign_key("fk_rating_request_rater_id", "account", ["rater_id"], ["id"], ondelete="SET NULL")
        table.create_index("ix_rating_request_rater_id", ["rater_id"])


def downgrade() -> None:
    with op.batch_alter_table("rating_request") as table:
        table.drop_index("ix_rating_request_rater_id")
        table.drop_constraint("fk_rating_request_rater_id", type_="foreignkey")
        table.drop_column("rater_id")
    op.drop_table("agreed_level")
    op.drop_table("company_round_person")
    op.drop_table("company_round")
