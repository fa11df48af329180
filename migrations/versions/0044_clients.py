"""Client companies, who may be shown to them, and what they answered"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "client",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_client"),
        sa.UniqueConstraint("name", name="uq_client_name"),
    )
    with op.batch_alter_table("vacancy") as table:
        table.add_column(sa.Column("client_id", sa.String(36), nullable=True))
        table.create_foreign_key("fk_vacancy_client_id", "client", ["client_id"], ["id"])
    op.create_index("ix_vacancy_client_id", "vacancy", ["client_id"])
    _request()
    _presentation()
    op.create_table(
        "client_answer",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("presentation_id", sa.String(36), nullable=False),
        sa.Column("reply", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("reply IN ('interview', 'question', 'no')", name=op.f("ck_client_answer_reply")),
        sa.CheckConstraint(
            "reply = 'interview' OR length(trim(words)) >= 10", name=op.f("ck_client_answer_says_why")
        ),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentation.id"], name="fk_client_answer_presentation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_client_answer"),
    )
    op.create_index("ix_client_answer_presentation_id", "client_answer", ["presentation_id"])


def _request() -> None:
    name = "presentation_request"
    op.create_table(
        name,
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("client_id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("basis_id", sa.String(36), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("declined_at", MOMENT, nullable=True),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("examples", sa.JSON(), nullable=False),
        sa.CheckConstraint("declined_at IS NULL OR basis_id IS NULL", name=op.f(f"ck_{name}_one_answer")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=f"fk_{name}_application_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=f"fk_{name}_client_id"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=f"fk_{name}_account_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["basis_id"], ["legal_basis.id"], name=f"fk_{name}_basis_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("application_id", name=f"uq_{name}_one_each"),
    )
    for column in ("client_id", "account_id", "basis_id"):
        op.create_index(f"ix_{name}_{column}", name, [column])


def _presentation() -> None:
    name = "presentation"
    op.create_table(
        name,
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("basis_id", sa.String(36), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.CheckConstraint("expires_at > made_at", name=op.f(f"ck_{name}_ends")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["presentation_request.id"], name=f"fk_{name}_request_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["basis_id"], ["legal_basis.id"], name=f"fk_{name}_basis_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=f"fk_{name}_account_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("secret_sha256", name=f"uq_{name}_secret_sha256"),
    )
    for column in ("request_id", "basis_id", "account_id"):
        op.create_index(f"ix_{name}_{column}", name, [column])


def downgrade() -> None:
    op.drop_table("client_answer")
    op.drop_table("presentation")
    op.drop_table("presentation_request")
    op.drop_index("ix_vacancy_client_id", "vacancy")
    with op.batch_alter_table("vacancy") as table:
        table.drop_constraint("fk_vacancy_client_id", type_="foreignkey")
        table.drop_column("client_id")
    op.drop_table("client")
