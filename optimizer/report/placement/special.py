"""Proposals at special schools in words: why no school of the own kring, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from optimizer.domain.placement import LeerlingOutcome, SchoolRefusal, SpecialCost
from optimizer.domain.vocabulary import ADMISSION_RUNGS
from optimizer.language.phrases import Phrases
from optimizer.report.html import table
from optimizer.report.placement.facts import Proposals

_COLUMNS = ("sbo", "so", "at_institute", "is_staying", "category_unknown", "sbo_euro", "so_euro", "euro")


def is_special(outcome: LeerlingOutcome) -> bool:
    """Tell whether the proposal is at a special school, so that it has to say why it is not in the own kring."""
    return outcome.placement is not None and outcome.placement.rung in ADMISSION_RUNGS


def asks_why(outcome: LeerlingOutcome) -> bool:
    """Tell whether there is something to say of the own kring."""
    return is_special(outcome) or bool(outcome.own_kring)


def kring_heading(outcome: LeerlingOutcome, found: Proposals, say: Phrases) -> str:
    """Return what the reasons are about; or that there is no kring, or no school in it, to give reasons for."""
    kring = found.kring_of(outcome.leerling)
    if kring is None:
        return say.of("placement.special.no_kring")
    name = found.index.kringen[kring].name
    key = "own_kring" if outcome.own_kring else "no_school"
    return say.of(f"placement.special.{key}", kring=name)


def why_text(refusal: SchoolRefusal, say: Phrases) -> str:
    """Return why a school is not proposed; also that its rung was not agreed upon, where that is not said by itself."""
    why = say.of(f"placement.own_kring.{refusal.reason}")
    if refusal.eligible or refusal.reason in {"agreed-beyond", "current-school"}:
        return why
    return say.of("placement.special.not_agreed", why=why)


def why_lines(outcome: LeerlingOutcome, found: Proposals, say: Phrases) -> list[str]:
    """Return a line for every regular school of the own kring."""
    return [
        say.of("placement.special.line", name=found.school_names[one.school], why=why_text(one, say))
        for one in outcome.own_kring
    ]


def has_costs(found: Proposals) -> bool:
    """Tell whether anybody is proposed at a special school."""
    total = found.result.special.total
    return bool(total.sbo or total.so or total.institute)


def cost_text(found: Proposals, say: Phrases) -> str:
    """Return what special schools cost, in a sentence."""
    total = found.result.special.total
    numbers = {"sbo": say.number(total.sbo), "so": say.number(total.so), "euro": say.number(total.euro)}
    parts = [say.of("placement.special.costs", **numbers)]
    for key, n in (("staying", total.staying), ("unknown", total.category_unknown), ("institute", total.institute)):
        if n:
            parts.append(say.of(f"placement.special.{key}", n=say.number(n)))
    return "; ".join(parts)


def shares(found: Proposals, say: Phrases) -> list[str]:
    """Return the same of every kring and of every gemeente, a line each."""
    return [
        say.of(
            f"placement.special.by_{key}",
            parts=", ".join(
                say.of(
                    "placement.special.part",
                    name=name,
                    n=say.number(cost.sbo + cost.so + cost.institute),
                    euro=say.number(cost.euro),
                )
                for name, cost in rows
            ),
        )
        for key, rows in cost_tables(found, say)
    ]


def cost_tables(found: Proposals, say: Phrases) -> list[tuple[str, list[tuple[str, SpecialCost]]]]:
    """Return the costs of kringen and of gemeenten, by name."""
    region, special = found.region, found.result.special
    elsewhere = say.of("placement.special.elsewhere")
    names: dict[str | None, str] = {None: elsewhere}
    named: list[tuple[str, Sequence[SpecialCost], dict[str | None, str]]] = [
        ("kring", special.kringen, names | {one.id: one.name for one in region.kringen}),
        ("gemeente", special.gemeenten, names | {one.id: one.name for one in region.gemeenten}),
    ]
    return [(key, [(of[cost.id], cost) for cost in costs]) for key, costs, of in named if costs]


def cost_columns(key: str, say: Phrases) -> list[str]:
    """Return the names of the columns of a table of costs; `key` is what it is by."""
    return [say.of(f"placement.special.{one}") for one in (key, *_COLUMNS)]


def cost_figures(cost: SpecialCost) -> tuple[int, ...]:
    """Return the figures of a row, in the order of the columns."""
    return (
        cost.sbo,
        cost.so,
        cost.institute,
        cost.staying,
        cost.category_unknown,
        cost.sbo_euro,
        cost.so_euro,
        cost.euro,
    )


def cost_hint(found: Proposals, say: Phrases) -> str:
    """Return where the amounts come from."""
    policy = found.region.policy.placement
    one, two, three = (say.number(euro) for euro in policy.cost_so_euro)
    return say.of("placement.special.hint", sbo=say.number(policy.cost_sbo_euro), one=one, two=two, three=three)


def cost_html(found: Proposals, say: Phrases) -> Iterator[str]:
    """Yield the part of the page about costs."""
    if not has_costs(found):
        yield f"<p>{escape(say.of('placement.special.none'))}</p>"
        return
    yield f"<p>{escape(cost_text(found, say))}</p>"
    for key, rows in cost_tables(found, say):
        lines = [*rows, (say.of("placement.special.total"), found.result.special.total)]
        yield table(cost_columns(key, say), [_row(name, cost, say) for name, cost in lines])
    yield f'<p class="note">{escape(cost_hint(found, say))}</p>'


def _row(name: str, cost: SpecialCost, say: Phrases) -> str:
    cells = "".join(f'<td class="number">{say.number(value)}</td>' for value in cost_figures(cost))
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'


def why_html(outcome: LeerlingOutcome, found: Proposals, say: Phrases) -> Iterator[str]:
    """Yield the part of a card that says why no school of the own kring."""
    if not asks_why(outcome):
        return
    yield f"<p><b>{escape(kring_heading(outcome, found, say))}</b></p>"
    if outcome.own_kring:
        yield f'<ul class="why">{"".join(f"<li>{escape(line)}</li>" for line in why_lines(outcome, found, say))}</ul>'
