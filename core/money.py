"""Rupiah as people write them."""


def rupiah(amount: int) -> str:
    """Whole rupiah with points between the thousands and a space that does not break: "Rp 125.000", in every language."""
    return "Rp\u00a0" + f"{amount:,}".replace(",", ".")
