"""Make the README's picture from a saved result: ``python docs/images/make.py plan/result.json``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

WIDTH = 100


def main() -> None:
    """Run the command on the saved result and write ``week.svg`` beside this file, without outside fonts."""
    command = [str(Path(sys.executable).with_name("kringplan")), "week", "--plan", sys.argv[1]]
    environment = os.environ | {"COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)  # noqa: S603
    shown = done.stdout.replace(sys.argv[1], "plan/result.json")
    console = Console(record=True, width=WIDTH, file=Path(os.devnull).open("w"), force_terminal=True)  # noqa: SIM115
    console.print(Text.from_ansi(f"$ kringplan week --out plan\n{shown}"))
    svg = re.sub(r"@font-face \{.*?\}\s*", "", console.export_svg(title="kringplan"), flags=re.DOTALL)
    # without this some viewers drop the spaces at the start of a part and columns shift
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    Path(__file__).with_name("week.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
