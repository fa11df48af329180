"""Contests for internal vacancies, plans shown to their panels, and the post offered in a final"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OUTCOME = "ck_decision_outcome"
OLD, NEW = "outcome IN ('talk', 'decline')", "outcome IN ('talk', 'decline', 'offer')"


def upgrade() -> None:
    with op.batch_alter_table("decision") as table:
        table.drop_constraint(op.f(OUTCOME), type_="check")
        table.create_check_constraint(op.f(OUTCOME), NEW)
    op.create_table(
        "contest",
        sa.Column("vacancy_id", sa.String(36), nullable=False),
        sa.Column("chair_id", sa.String(36), nullable=True),
        sa.Column("first_stage_on", sa.Date(), nullable=False),
        sa.Column("final_on", sa.Date(), nullable=False),
        sa.Column("result_on", sa.Date(), nullable=False),
        sa.Column("announced_at", MOMENT, nullable=True),
        sa.Column("revealed_at", MOMENT, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "first_stage_on < final_on AND final_on <= result_on", name=op.f("ck_contest_days_in_order")
        ),
        sa.CheckConstraint(
            "revealed_at IS NULL OR announced_at IS NOT NULL", name=op.f("ck_contest_announced_before_final")
        ),
        sa.CheckConstraint(
            "decided_at IS NULL OR revealed_at IS NOT NULL", name=op.f("ck_contest_final_before_result")
        ),
        sa.CheckConstraint("decided_at IS NULL OR length(trim(words)) >= 10", name=op.f("ck_contest_result_in_words")),
        sa.CheckConstraint("finished_at IS NULL OR decided_at IS NOT NULL", name=op.f("ck_contest_result_before_end")),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name="fk_contest_vacancy_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["chair_id"], ["account.id"], name="fk_contest_chair_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("vacancy_id", name="pk_contest"),
    )
    op.create_index("ix_contest_chair_id", "contest", ["chair_id"])
    op.create_table(
        "shown_plan",
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("basis_id", sa.String(36), nullable=False),
        sa.Column("shown_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_shown_plan_application_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_shown_plan_assessment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["basis_id"], ["legal_basis.id"], name="fk_shown_plan_basis_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("application_id", name="pk_shown_plan"),
    )
    for column in ("assessment_id", "basis_id"):
        op.create_index(f"ix_shown_plan_{column}", "shown_plan", [column])


def downgrade() -> None:
    op.drop_table("shown_plan")
    op.drop_table("contest")
    for table in ("inquiry", "feedback"):
        op.execute(f"DELETE FROM {table} WHERE decision_id IN (SELECT id FROM decision WHERE outcome = 'offer')")
    op.execute("DELETE FROM decision WHERE outcome = 'offer'")
    with op.batch_alter_table("decision") as table:
        table.drop_constraint(op.f(OUTCOME), type_="check")
        table.create_check_constraint(op.f(OUTCOME), OLD)
