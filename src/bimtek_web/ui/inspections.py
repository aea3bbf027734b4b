"""A form that looks at every piece: what it sends, and where its faults are told."""

from bimtek_web.api import shapes


def units_of(values: dict[str, str]) -> list[shapes.UnitFound]:
    names = [name.removeprefix("found_") for name in values if name.startswith("found_")]
    return [
        {"unit_id": unit, "condition": values[f"found_{unit}"], "note": values.get(f"note_{unit}") or None}
        for unit in names
    ]


def noted(errors: dict[str, str]) -> dict[str, str]:
    """Faults of single pieces are told once, above the list."""
    return {"units" if name.isdigit() or name in ("", "units", "condition") else name: text
            for name, text in errors.items()}  # fmt: skip
