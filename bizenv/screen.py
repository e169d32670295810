"""What a person sees: plain lines, tables, and progress from the rooms' loggers."""

import logging
import os
import sys
import time
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

_WIDE = 200
_STYLE = {"red": "red", "amber": "yellow", "info": "dim", "open": "", "closed": "dim"}


class Screen:
    """Output of one command. Progress and problems go to standard error, results to standard output."""

    def __init__(self) -> None:
        # bound now: while the job works, standard output belongs to the job's log
        self._out = Console(file=sys.stdout, highlight=False, soft_wrap=True, width=_width())
        self._err = Console(file=sys.stderr, highlight=False, soft_wrap=True)
        self._began = time.monotonic()

    def say(self, text: str = "", style: str = "") -> None:
        """One line of a result."""
        self._out.print(escape(text), style=style)

    def problem(self, text: str) -> None:
        """One line that says what is wrong and what to do."""
        self._err.print(escape(text), style="red")

    def progress(self, text: str) -> None:
        """One line of progress with the seconds since the start."""
        self._err.print(f"[dim]{time.monotonic() - self._began:6.1f} s[/dim]  {escape(text)}")

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table; the first column may be a severity, alone or behind its Chinese word, which colours its row."""
        table = Table(title=title, title_justify="left", header_style="bold", expand=False)
        for column in columns:
            # Chinese has no blanks to break a line at: what is too long goes on below instead of being cut
            table.add_column(column, overflow="fold")
        for row in rows:
            cells = [escape("" if cell is None else str(cell)) for cell in row]
            table.add_row(*cells, style=_STYLE.get(str(row[0]).rpartition(" ")[2], ""))
        self._out.print(table)

    def follow_rooms(self) -> None:
        """Show the progress that the rooms log under ``bizenv``."""
        logger = logging.getLogger("bizenv")
        logger.setLevel(logging.INFO)
        logger.propagate = False
        handler = _Progress()
        handler.screen = self
        logger.handlers = [handler]


def _width() -> int | None:
    """The terminal's own width; in a file or a pipe, where nobody's window cuts, wide enough for whole codes."""
    return None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _WIDE


class _Progress(logging.Handler):
    screen: Screen

    def emit(self, record: logging.LogRecord) -> None:
        self.screen.progress(record.getMessage())
