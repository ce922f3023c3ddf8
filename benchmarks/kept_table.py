"""What the catalogue holds, as tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from instances.catalogue.best_known import Known, Table
from instances.catalogue.index import Listed

_UNMET = ("unmet_urgent", "unmet_normal", "unmet_low")
_SIZES = (
    "| instances | kringen | sites | begeleiders | hulpvragen | arrangementen | asking "
    "| minutes due: urgent, normal, low |"
)
_STATE = "| instance | problem | proven stages | unmet urgent, normal, low (bound) | gap of each | seconds |"


def sizes(listed: Iterable[Listed]) -> Iterator[str]:
    """Yield a table of the first instance of every family and size."""
    yield _SIZES
    yield "|---" * 8 + "|"
    for one in listed:
        if one.seed == 1:
            f = one.figures
            due = ", ".join(map(str, f.demand))
            row = (f.kringen, f.schools, f.begeleiders, f.hulpvragen, f.arrangementen, f.asking, due)
            yield f"| `{one.family}` {one.size.value} | " + " | ".join(map(str, row)) + " |"


def state(listed: Iterable[Listed], table: Table, problems: Iterable[str]) -> Iterator[str]:
    """Yield a table of what is best known of every instance and problem."""
    asked = tuple(problems)
    yield _STATE
    yield "|---" * 6 + "|"
    for one in listed:
        for problem in asked:
            known = table.get((one.name, problem))
            cells = ("not yet run", "", "", "") if known is None else _cells(one, known)
            yield f"| {one.name} | {problem} | " + " | ".join(cells) + " |"


def _cells(one: Listed, known: Known) -> tuple[str, str, str, str]:
    proven = sum(stage.value == stage.bound for stage in known.stages)
    share = "all" if known.proven else f"{proven} of {len(known.stages)}"
    unmet = [stage for stage in known.stages if stage.key in _UNMET]
    values = ", ".join(_value(stage.value, stage.bound) for stage in unmet)
    gaps = ", ".join(
        f"{(stage.value - stage.bound) / max(1, minutes):.1%}"
        for stage, minutes in zip(unmet, one.figures.demand, strict=False)
    )
    return share, values, gaps, f"{known.bounds_by.seconds:g}"


def _value(value: int, bound: int) -> str:
    return str(value) if value == bound else f"{value} ({bound})"
