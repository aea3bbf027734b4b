"""Editions of packages, and what each item must be able to do."""

import sqlalchemy as sa
from alembic import op

revision = "package_editions"
down_revision = "complaint_channels"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("packages", sa.Column("edition", sa.SmallInteger(), server_default=sa.text("1"), nullable=False))
    op.drop_constraint(op.f("uq_packages_code"), "packages")
    op.create_unique_constraint(op.f("uq_packages_code_edition"), "packages", ["code", "edition"])
    op.create_check_constraint(op.f("ck_packages_edition"), "packages", "edition > 0")
    op.add_column("package_items", sa.Column("specification", sa.String(500), nullable=True))


def downgrade() -> None:
    op.drop_column("package_items", "specification")
    op.drop_constraint(op.f("uq_packages_code_edition"), "packages")
    op.create_unique_constraint(op.f("uq_packages_code"), "packages", ["code"])
    op.drop_column("packages", "edition")
