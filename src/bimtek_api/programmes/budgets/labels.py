"""Amounts as people read them."""


def rupiah(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
