"""Uploaded files that wait for a word, what was decided about columns, and names to search by"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_file",
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("holds", sa.String(8), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("scored_on", sa.Date(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("holds IN ('people', 'matrix')", name="ck_waiting_file_holds_known"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_waiting_file_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "holds", name="pk_waiting_file"),
    )
    op.create_table(
        "column_mapping",
        sa.Column("holds", sa.String(8), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("holds IN ('people', 'matrix')", name="ck_column_mapping_holds_known"),
        sa.PrimaryKeyConstraint("holds", name="pk_column_mapping"),
    )
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("plain_name", sa.String(160), nullable=False, server_default=""))
    _fill()
    with op.batch_alter_table("person") as person:
        person.alter_column("plain_name", server_default=None)
        person.create_index("ix_person_plain_name", ["plain_name"])


def downgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.drop_index("ix_person_plain_name")
        person.drop_column("plain_name")
    op.drop_table("column_mapping")
    op.drop_table("waiting_file")


def _fill() -> None:
    people = sa.table("person", sa.column("number"), sa.column("name"), sa.column("plain_name"))
    database = op.get_bind()
    for number, name in database.execute(sa.select(people.c.number, people.c.name)).all():
        plain = " ".join(unicodedata.normalize("NFKC", name).casefold().replace("ё", "е").split())[:160]
        database.execute(people.update().where(people.c.number == number).values(plain_name=plain))
