"""A vacancy may ask for an education and says why; whoever applies there may say theirs"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

ASKED = "education IS NULL OR education IN ('vocational', 'bachelor', 'master', 'postgraduate')"
SAID = "education IS NULL OR education IN ('school', 'vocational', 'bachelor', 'master', 'postgraduate')"
FOR_A_REASON = "education IS NULL OR length(trim(education_why)) >= 10"


CHANGE = sa.table(
    "vacancy_change", sa.column("id", sa.String), sa.column("cells", sa.JSON), sa.column("terms", sa.JSON)
)


def upgrade() -> None:
    # Nobody was asked until now, and no vacancy asked for any.
    with op.batch_alter_table("vacancy") as table:
        table.add_column(sa.Column("education", sa.String(16), nullable=True))
        table.add_column(sa.Column("education_field", sa.String(200), nullable=False, server_default=""))
        table.add_column(sa.Column("education_why", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("vacancy") as table:
        table.alter_column("education_field", server_default=None, existing_type=sa.String(200), existing_nullable=False)
        table.alter_column("education_why", server_default=None, existing_type=sa.Text(), existing_nullable=False)
        table.create_check_constraint(op.f("ck_vacancy_education"), ASKED)
        table.create_check_constraint(op.f("ck_vacancy_education_for_a_reason"), FOR_A_REASON)
    with op.batch_alter_table("application") as table:
        table.add_column(sa.Column("education", sa.String(16), nullable=True))
        table.add_column(sa.Column("education_field", sa.String(200), nullable=False, server_default=""))
    with op.batch_alter_table("application") as table:
        table.alter_column("education_field", server_default=None, existing_type=sa.String(200), existing_nullable=False)
        table.create_check_constraint(op.f("ck_application_education"), SAID)


def downgrade() -> None:
    _forget_changes()
    with op.batch_alter_table("application") as table:
        table.drop_constraint(op.f("ck_application_education"), type_="check")
        table.drop_column("education_field")
        table.drop_column("education")
    with op.batch_alter_table("vacancy") as table:
        table.drop_constraint(op.f("ck_vacancy_education_for_a_reason"), type_="check")
        table.drop_constraint(op.f("ck_vacancy_education"), type_="check")
        table.drop_column("education_why")
        table.drop_column("education_field")
        table.drop_column("education")


def _forget_changes() -> None:
    """Take what the older version cannot read out of the changes; one without anything left would say only a reason."""
    connection = op.get_bind()
    for id, cells, terms in connection.execute(sa.select(CHANGE.c.id, CHANGE.c.cells, CHANGE.c.terms)).all():
        kept = [one for one in terms if one["term"] != "education"]
        if kept == terms:
            continue
        left = CHANGE.update().values(terms=kept) if kept or cells else CHANGE.delete()
        connection.execute(left.where(CHANGE.c.id == id))
