"""Default values as people read them, in one short line and in no language."""

from __future__ import annotations

from optimizer.domain.half_day import HALF_DAYS

_MOST = 12


def readable(value: object) -> str:
    """Return a JSON value as one line; empty for null and for what is empty.

    All half days become ``ma-ochtend … vr-middag``; windows that are the same every morning and every afternoon
    are written once, as are the keys of a mapping that have the same value.
    """
    if value is None or value in ([], {}, ""):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return _of_list([readable(item) for item in value])
    if isinstance(value, dict):
        return _of_mapping({str(key): readable(item) for key, item in value.items()})
    return str(value)


def _of_list(items: list[str]) -> str:
    if items == [h.value for h in HALF_DAYS]:
        return f"{items[0]} … {items[-1]}"
    more = f", … ({len(items)})" if len(items) > _MOST else ""
    return ", ".join(items[:_MOST]) + more


def _of_mapping(items: dict[str, str]) -> str:
    if not set(items) <= {h.value for h in HALF_DAYS}:
        keys_of: dict[str, list[str]] = {}
        for key, item in items.items():
            keys_of.setdefault(item, []).append(key)
        return "; ".join(f"{', '.join(keys)}: {item}" for item, keys in keys_of.items())
    mornings = {items[h] for h in HALF_DAYS if h.is_morning and h in items}
    afternoons = {items[h] for h in HALF_DAYS if not h.is_morning and h in items}
    if len(mornings) > 1 or len(afternoons) > 1:
        return "; ".join(f"{key} {item}" for key, item in items.items())
    kept = sorted(mornings) if mornings == afternoons else [*sorted(mornings), *sorted(afternoons)]
    absent = [h.value for h in HALF_DAYS if h not in items]
    return ", ".join(kept) + (f" ({', '.join(absent)}: -)" if absent else "")
