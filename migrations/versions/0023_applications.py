"""People in vacancies, and what an assessment is for"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENTS = ("opened_at", "started_at", "finished_at", "revoked_at")


def upgrade() -> None:
    with op.batch_alter_table("assessment") as table:
        # Until now every assessment was for the person's own development.
        table.add_column(sa.Column("purpose", sa.String(16), nullable=False, server_default="development"))
        table.create_check_constraint(op.f("ck_assessment_purpose"), "purpose IN ('development', 'selection')")
    with op.batch_alter_table("assessment") as table:
        table.alter_column("purpose", server_default=None, existing_type=sa.String(16), existing_nullable=False)
    op.create_table(
        "application",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("vacancy_id", sa.String(36), nullable=False),
        sa.Column("assessment_id", sa.String(36), nullable=True),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("came_by", sa.String(16), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("secret_sha256", sa.String(64), nullable=True),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in MOMENTS),
        sa.Column("salary", sa.Integer(), nullable=True),
        sa.Column("notice_weeks", sa.Integer(), nullable=True),
        sa.Column("regions", sa.String(200), nullable=False),
        sa.Column("licence", sa.Boolean(), nullable=True),
        sa.Column("car", sa.Boolean(), nullable=True),
        sa.Column("right_to_work", sa.Boolean(), nullable=True),
        sa.Column("travel", sa.String(16), nullable=True),
        sa.Column("clients", sa.String(300), nullable=False),
        sa.Column("tools", sa.JSON(), nullable=False),
        sa.CheckConstraint("came_by IN ('invitation', 'posting')", name=op.f("ck_application_came_by")),
        sa.CheckConstraint(
            "travel IS NULL OR travel IN ('none', 'sometimes', 'often')", name=op.f("ck_application_travel")
        ),
        sa.ForeignKeyConstraint(["vacancy_id"], ["vacancy.id"], name="fk_application_vacancy_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_application_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_application"),
        sa.UniqueConstraint("assessment_id", name="uq_application_assessment_id"),
        sa.UniqueConstraint("secret_sha256", name="uq_application_secret_sha256"),
    )
    op.create_index("ix_application_vacancy_id", "application", ["vacancy_id"])


def downgrade() -> None:
    op.drop_table("application")
    # Without the column a screening would be taken for a self-assessment, on a consent that was never given for one.
    op.execute("DELETE FROM assessment WHERE purpose = 'selection'")
    _forget_what_hung_on_them()
    with op.batch_alter_table("assessment") as table:
        table.drop_constraint(op.f("ck_assessment_purpose"), type_="check")
        table.drop_column("purpose")


def _forget_what_hung_on_them() -> None:
    """Delete what SQLite leaves behind while its foreign keys are off, as they are during a migration."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    while orphans := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        for table, row, *_ in orphans:
            # The name comes from the database itself.
            connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))  # noqa: S608
