"""What was decided about columns of lists of candidates is kept for the next list"""

from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

# Full names; `op.f` knows them inside of a migration alone, and whoever lists migrations loads this file outside of one.
NAMED_BEFORE, NAMED = "ck_column_mapping_ck_column_mapping_holds_known", "ck_column_mapping_holds_known"
OLD, NEW = "holds IN ('people', 'matrix')", "holds IN ('people', 'matrix', 'invited')"


def upgrade() -> None:
    with op.batch_alter_table("column_mapping") as table:
        table.drop_constraint(op.f(NAMED_BEFORE), type_="check")
        table.create_check_constraint(op.f(NAMED), NEW)


def downgrade() -> None:
    op.execute("DELETE FROM column_mapping WHERE holds = 'invited'")
    with op.batch_alter_table("column_mapping") as table:
        table.drop_constraint(op.f(NAMED), type_="check")
        table.create_check_constraint(op.f(NAMED_BEFORE), OLD)
