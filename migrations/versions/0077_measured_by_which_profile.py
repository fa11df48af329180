"""A screening says by which profile it was measured; many are measured anew in the background"""

from collections import defaultdict
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None

OLD = "kind IN ('effect', 'import', 'programme', 'mail', 'pool', 'reminders', 'retention')"
NEW = "kind IN ('effect', 'import', 'programme', 'screenings', 'mail', 'pool', 'reminders', 'retention')"

CELL = sa.table(
    "vacancy_cell",
    sa.column("vacancy_id", sa.String),
    sa.column("competency", sa.String),
    sa.column("level", sa.Integer),
    sa.column("weight", sa.Integer),
    sa.column("must_have", sa.Boolean),
)
APPLICATION = sa.table("application", sa.column("id", sa.String), sa.column("vacancy_id", sa.String))
SCREENING = sa.table("screening", sa.column("application_id", sa.String), sa.column("profile", sa.String))


def upgrade() -> None:
    with op.batch_alter_table("background_job") as table:
        table.drop_constraint(op.f("ck_background_job_kind_known"), type_="check")
        table.create_check_constraint(op.f("ck_background_job_kind_known"), NEW)
    op.add_column("screening", sa.Column("profile", sa.String(16), nullable=False, server_default=""))
    _mark()
    with op.batch_alter_table("screening") as table:
        table.alter_column("profile", server_default=None, existing_type=sa.String(16), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("screening") as table:
        table.drop_column("profile")
    op.execute("DELETE FROM background_job WHERE kind = 'screenings'")
    with op.batch_alter_table("background_job") as table:
        table.drop_constraint(op.f("ck_background_job_kind_known"), type_="check")
        table.create_check_constraint(op.f("ck_background_job_kind_known"), OLD)


def _mark() -> None:
    """Until now everybody was measured anew with each change: what is stored is measured by the profile there is."""
    asked = defaultdict(list)
    for one in op.get_bind().execute(sa.select(CELL)):
        asked[one.vacancy_id].append(f"{one.competency} {one.level} {one.weight} {int(one.must_have)}")
    for vacancy, lines in asked.items():
        mark = sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]
        theirs = sa.select(APPLICATION.c.id).where(APPLICATION.c.vacancy_id == vacancy)
        op.execute(SCREENING.update().where(SCREENING.c.application_id.in_(theirs)).values(profile=mark))
