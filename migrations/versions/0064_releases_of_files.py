"""The files that a draft and a published version began with are kept, so that a release can be brought in"""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0062"
branch_labels = None
depends_on = None

TABLES = ("framework_draft", "framework_publication")


def upgrade() -> None:
    op.create_table(
        "framework_release",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("framework_id", sa.String(64), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_framework_release"),
    )
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            # What was published before does not know it; see decision 110.
            table.add_column(sa.Column("release_sha256", sa.String(64), nullable=True))
            table.create_foreign_key(f"fk_{name}_release_sha256", "framework_release", ["release_sha256"], ["sha256"])
            table.create_index(f"ix_{name}_release_sha256", ["release_sha256"])


def downgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_index(f"ix_{name}_release_sha256")
            table.drop_constraint(f"fk_{name}_release_sha256", type_="foreignkey")
            table.drop_column("release_sha256")
    op.drop_table("framework_release")
