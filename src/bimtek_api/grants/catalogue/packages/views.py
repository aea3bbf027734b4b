"""A package as the API shows it."""

from collections.abc import Sequence

from bimtek_api.core.shapes import Json
from bimtek_api.grants.catalogue.packages.models import Package, PackageItem
from bimtek_api.grants.catalogue.packages.schemas import ItemRead, PackageRead, PackageRow
from bimtek_api.participants.trades.schemas import trade_ref

PLAIN = ("id", "code", "edition", "name")


def parts(package: Package, total: int, *, latest: bool) -> Json:
    plain = {name: getattr(package, name) for name in PLAIN}
    return plain | {"trade": trade_ref(package.trade), "total_rupiah": total, "latest": latest}


def package_row(package: Package, total: int, *, latest: bool) -> PackageRow:
    return PackageRow(**parts(package, total, latest=latest))


def package_read(package: Package, items: Sequence[PackageItem], *, latest: bool) -> PackageRead:
    total = sum(item.quantity * item.price_rupiah for item in items)
    return PackageRead(
        **parts(package, total, latest=latest), items=[ItemRead.model_validate(item) for item in items]
    )
