"""Colleagues in rounds of the company: whom a person chose, and sums of what three or more said"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "round_peer",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("round_id", sa.String(36), nullable=False),
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("peer_number", sa.String(32), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("handed_in", sa.Boolean(), nullable=False),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.CheckConstraint("asked OR NOT handed_in", name=op.f("ck_round_peer_handed_in_by_the_asked")),
        sa.ForeignKeyConstraint(
            ["round_id", "peer_number"],
            ["company_round_person.round_id", "company_round_person.person_number"],
            name="fk_round_peer_peer",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_round_peer_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_round_peer"),
        sa.UniqueConstraint("round_id", "assessment_id", "peer_number", name="uq_round_peer_once"),
    )
    op.create_index("ix_round_peer_assessment_id", "round_peer", ["assessment_id"])
    op.create_index("ix_round_peer_peer_number", "round_peer", ["peer_number"])
    op.create_table(
        "sealed_peers", *_whose(), sa.Column("sealed", sa.Text(), nullable=False), *_keys("sealed_peers")
    )
    op.create_index("ix_sealed_peers_assessment_id", "sealed_peers", ["assessment_id"])
    op.create_table(
        "peer_mean",
        *_whose(),
        sa.Column("competency", sa.String(64), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 3", name=op.f("ck_peer_mean_three_at_least")),
        sa.CheckConstraint("total BETWEEN 0 AND 4 * count", name=op.f("ck_peer_mean_total_on_scale")),
        *_keys("peer_mean", "competency"),
    )
    op.create_index("ix_peer_mean_assessment_id", "peer_mean", ["assessment_id"])


def downgrade() -> None:
    for table in ("peer_mean", "sealed_peers", "round_peer"):
        op.drop_table(table)


def _whose() -> list[sa.Column]:
    return [sa.Column(name, sa.String(36), nullable=False) for name in ("round_id", "assessment_id")]


def _keys(table: str, *more: str) -> list[sa.Constraint]:
    of_round = ["company_round.id"], f"fk_{table}_round_id"
    of_assessment = ["assessment.id"], f"fk_{table}_assessment_id"
    return [
        sa.ForeignKeyConstraint(["round_id"], of_round[0], name=of_round[1], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["assessment_id"], of_assessment[0], name=of_assessment[1], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", "assessment_id", *more, name=f"pk_{table}"),
    ]
