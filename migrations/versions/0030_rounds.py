"""Earlier rounds of an assessment, kept beside it"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assessment") as assessment:
        assessment.add_column(sa.Column("round_of", sa.String(36), nullable=True))
        assessment.create_foreign_key(
            "fk_assessment_round_of",
            "assessment",
            ["round_of"],
            ["id"],
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        )
        assessment.create_index("ix_assessment_round_of", ["round_of"])


def downgrade() -> None:
    # What was answered in an earlier round has no place in the older tables.
    rounds = "SELECT id FROM assessment WHERE round_of IS NOT NULL"
    for answers in ("answer", "situation_answer", "frequency"):
        op.execute(f"DELETE FROM {answers} WHERE assessment_id IN ({rounds})")  # noqa: S608 - our own words
    op.execute("DELETE FROM assessment WHERE round_of IS NOT NULL")
    with op.batch_alter_table("assessment") as assessment:
        assessment.drop_index("ix_assessment_round_of")
        assessment.drop_constraint("fk_assessment_round_of", type_="foreignkey")
        assessment.drop_column("round_of")
