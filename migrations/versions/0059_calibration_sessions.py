"""Calibration sessions: who sits in one, whose levels are compared, and the log of what was agreed on"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _session_and_seats()
    op.create_table(
        "calibration_person",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("session_id", sa.String(36), nullable=False),
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("word", sa.String(8), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.CheckConstraint("word IN ('awaited', 'agreed', 'declined')", name=op.f("ck_calibration_person_word")),
        sa.CheckConstraint(
            "(word = 'awaited') = (answered_at IS NULL)", name=op.f("ck_calibration_person_answered_with_a_word")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["calibration_session.id"],
            name="fk_calibration_person_session_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_calibration_person_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calibration_person"),
        sa.UniqueConstraint("session_id", "assessment_id", name="uq_calibration_person_once"),
    )
    op.create_index("ix_calibration_person_assessment_id", "calibration_person", ["assessment_id"])
    op.create_table(
        "calibrated_level",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.String(254), nullable=False),
        sa.Column("agreed_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "before BETWEEN 0 AND 4 AND after BETWEEN 0 AND 4", name=op.f("ck_calibrated_level_levels_on_scale")
        ),
        sa.CheckConstraint(
            "before = after OR reason <> ''", name=op.f("ck_calibrated_level_no_change_without_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["calibration_person.id"], name="fk_calibrated_level_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calibrated_level"),
        sa.UniqueConstraint("person_id", "competency", "number", name="uq_calibrated_level_in_order"),
    )


def _session_and_seats() -> None:
    op.create_table(
        "calibration_session",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("round_id", sa.String(36), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["company_round.id"], name="fk_calibration_session_round_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calibration_session"),
    )
    op.create_index("ix_calibration_session_round_id", "calibration_session", ["round_id"])
    op.create_table(
        "calibration_seat",
        sa.Column("session_id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(254), nullable=False),
        sa.Column("part", sa.String(8), nullable=False),
        sa.CheckConstraint("part IN ('lead', 'manager', 'hr')", name=op.f("ck_calibration_seat_part")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["calibration_session.id"], name="fk_calibration_seat_session_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_calibration_seat_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "account_id", name="pk_calibration_seat"),
    )
    op.create_index("ix_calibration_seat_account_id", "calibration_seat", ["account_id"])


def downgrade() -> None:
    for table in ("calibrated_level", "calibration_person", "calibration_seat", "calibration_session"):
        op.drop_table(table)
