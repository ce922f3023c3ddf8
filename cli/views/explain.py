"""Reasons on the screen: in short, and one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.views.tables import heading, note, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from cli.texts import Texts
    from optimizer.domain.explain import Asked, Change, Explanation, Fact, Reason, WhyNot
    from optimizer.domain.region import Region
    from optimizer.letters.letter import Part
    from optimizer.letters.names import Names

MOST_NAMES = 8


def item_name(reason: Reason, say: Texts) -> str:
    """Return what a reason is about."""
    if reason.leerling is None:
        return reason.item
    return say("explain.member", item=reason.item, leerling=reason.leerling)


def overview(found: Explanation, region: Region, say: Texts) -> RenderableType:
    """Return everything that is not served on one line each."""
    head = heading(
        say("explain.title"), say("explain.about", region=region.name, week=say.week(found.week), n=len(found.reasons))
    )
    if not found.reasons:
        return Group(head, note(say("explain.none")))
    mended = any(one.repairs for one in found.reasons)
    columns = [say("explain.item"), say("explain.kind_of"), say("explain.sure")]
    rows = table(
        columns[0],
        (say("explain.missing"), "right"),
        *columns[1:],
        *([say("explain.help")] if mended else []),
        flexible=(0, 2, 4),
    )
    for one in found.reasons:
        missing = say("explain.minutes", n=say.number(one.minutes)) if one.minutes else say("explain.nothing")
        row = [item_name(one, say), missing, why(one, region, say), sure(one, say)]
        rows.add_row(*row, *([cheapest(one, region, say)] if mended else []))
    return Group(head, Text(), rows)


def sure(one: Reason, say: Texts) -> str:
    """Return whether a reason is proven; nothing where none is known."""
    from optimizer.domain.explain import ReasonKind

    if one.kind is ReasonKind.UNKNOWN:
        return say("explain.nothing")
    return say("explain.proven" if one.proven else "explain.found")


def kind_and_proof(one: Reason, say: Texts) -> str:
    """Return the kind of a reason and whether it is proven."""
    from optimizer.domain.explain import ReasonKind

    said = kind_of(one, say)
    return said if one.kind is ReasonKind.UNKNOWN else f"{said} · {sure(one, say)}"


def kind_of(one: Reason, say: Texts) -> str:
    """Return the kind of a reason; of support that is missing it is about the proposed school alone."""
    from optimizer.domain.explain import ReasonKind

    support = one.conditional and one.kind is ReasonKind.STRUCTURAL
    return say("explain.kind.structural_support" if support else f"explain.kind.{one.kind}")


def why(one: Reason, region: Region, say: Texts) -> str:
    """Return the kind of a reason, with its first fact or who would be displaced."""
    from optimizer.letters.names import Names
    from optimizer.letters.why import fact_text

    said = kind_of(one, say)
    names = Names(region, say)
    if one.facts:
        skill = one.facts[0].expertise or say.of("letter.unnamed_expertise")
        return f"{said}: {fact_text(one.facts[0].key, skill, names)}"
    lost = [each.item for each in one.displaced if each.minutes > 0]
    return f"{said}: {', '.join(lost[:MOST_NAMES])}" if lost else said


def cheapest(one: Reason, region: Region, say: Texts) -> str:
    """Return the first repair of a reason."""
    from optimizer.letters.names import Names
    from optimizer.letters.why import repair_text

    if not one.repairs:
        return say("explain.nothing")
    return repair_text(one.repairs[0], Names(region, say))


def reason_view(one: Reason, region: Region, say: Texts) -> RenderableType:
    """Return all that there is to say of one item."""
    head = heading(item_name(one, say), kind_and_proof(one, say))
    return Group(head, Text(), *parts_view(reason_texts(one, region, say)))


def reason_texts(one: Reason, region: Region, say: Texts) -> Sequence[Part]:
    """Return a reason in sentences for the coordinator."""
    from optimizer.letters.names import Audience, Names
    from optimizer.letters.why import reason_parts

    return reason_parts(one, Names(region, say), Audience.COORDINATOR)


def parts_view(parts: Sequence[Part]) -> Iterator[RenderableType]:
    """Yield paragraphs and lists."""
    for part in parts:
        if part.lead:
            yield Text(part.lead)
        yield from (_point(line) for line in part.lines)


def _point(line: str) -> RenderableType:
    """Return a line of a list, its text in a column of its own."""
    from rich.table import Table

    found = Table.grid(padding=(0, 1, 0, 0))
    found.add_row(" •", Text(line))
    return found


# why not


def why_not_view(found: WhyNot, region: Region, say: Texts) -> RenderableType:
    """Return what forcing something would change."""
    from optimizer.letters.names import Names

    names = Names(region, say)
    lines: list[RenderableType] = [heading(say("whynot.title", what=asked_text(found.asked, names.name, say))), Text()]
    answer = say(f"whynot.answer.{found.answer}")
    if found.answer.value not in ("already", "unknown"):
        answer += f" {say('whynot.proof.yes' if found.proven else 'whynot.proof.no')}"
    lines.append(Text(answer))
    lines += _facts(found.facts, names, say)
    lines += _who(found, names, say)
    if found.changes:
        lines += [Text(), changes_table(found.changes, say)]
    if found.freedom.begeleiders:
        lines += [Text(), note(say("whynot.limits", names=names.all(found.freedom.begeleiders)))]
    return Group(*lines)


def asked_text(asked: Asked, name: Callable[[str], str], say: Texts) -> str:
    """Return what was asked."""
    said = [say("whynot.item", item=name(asked.item))]
    said += [say("whynot.begeleider", name=name(asked.begeleider))] if asked.begeleider is not None else []
    said += [say("whynot.half_day", name=say.half_day(asked.half_day))] if asked.half_day is not None else []
    said += [say("whynot.host", name=name(asked.host))] if asked.host is not None else []
    return " ".join(said if len(said) > 1 else [*said, say("whynot.served")])


def _facts(facts: Sequence[Fact], names: Names, say: Texts) -> Iterator[RenderableType]:
    from optimizer.letters.why import fact_text

    for fact in facts:
        skill = fact.expertise or say.of("letter.unnamed_expertise")
        who = f" ({names.all(fact.entities[:MOST_NAMES])})" if fact.entities else ""
        yield _point(f"{fact_text(fact.key, skill, names)}{who}")


def _who(found: WhyNot, names: Names, say: Texts) -> Iterator[RenderableType]:
    """Yield who is served less or more, and who would be elsewhere."""
    for key, sign in (("whynot.displaced", 1), ("whynot.gains", -1)):
        told = [
            say("whynot.loses", item=names.name(one.item), n=say.number(abs(one.minutes)))
            for one in found.displaced
            if one.minutes * sign > 0
        ]
        if told:
            yield Text(say(key, names=", ".join(told)))
    if found.moved:
        nowhere = say.of("placement.nowhere")
        told = [
            say.of(
                "placement.moved",
                leerling=one.leerling,
                origin=names.name(one.origin) if one.origin else nowhere,
                to=names.name(one.destination) if one.destination else nowhere,
            )
            for one in found.moved
        ]
        yield Text(say("whynot.moved", names="; ".join(told)))


def changes_table(changes: Sequence[Change], say: Texts) -> Table:
    """Return the stages that change, in their order."""
    rows = table(
        say("whynot.stage"),
        (say("whynot.before"), "right"),
        (say("whynot.after"), "right"),
        (say("whynot.change"), "right"),
        flexible=(0,),
    )
    for one in changes:
        change = say("whynot.more" if one.change > 0 else "whynot.less", n=say.number(abs(one.change)))
        rows.add_row(say.of(f"stage.{one.key}"), say.number(one.before), say.number(one.after), change)
    return rows
