"""Faults of the input: where, what, and how to mend; and the defaults that were filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cli.console import messages
from cli.views.tables import heading, note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from cli.errors import Refused
    from cli.texts import Texts
    from optimizer.domain.fault import DefaultUsed, Fault


def faults_list(faults: Sequence[Fault], file: str, say: Texts) -> RenderableType:
    """Return all faults, each with place, what is wrong and how to mend it."""
    from optimizer.domain.wording import fault_text

    parts: list[RenderableType] = [
        heading(say("faults.title", file=file, faults=say.count("faults.count", len(faults))))
    ]
    for fault in faults:
        what, mend = fault_text(fault, say.lang)
        line = Text("\n")
        line.append(fault.where or "/", style="bold red")
        line.append(f"\n  {what}\n  ")
        line.append("→ ", style="green")
        line.append(mend)
        parts.append(line)
    return Group(*parts)


def show_refused(refused: Refused, say: Texts) -> None:
    """Print the faults of a refused file on stderr."""
    messages().print(faults_list(refused.faults, refused.file, say), soft_wrap=False)


def defaults_list(defaults: Sequence[DefaultUsed], say: Texts) -> RenderableType:
    """Return the defaults that filled gaps of the input, a readable line each."""
    from rich.padding import Padding

    from optimizer.domain.wording import default_text

    if not defaults:
        return note(say("defaults.none"))
    lines = (Padding(Text(default_text(default, say.lang)), (0, 0, 0, 2)) for default in defaults)
    return Group(heading(say("defaults.title", n=len(defaults))), *lines)
