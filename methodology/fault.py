"""One thing wrong with a seed: where it is and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeedFault:
    """A fault in a seed file, its declaration, or its loaded copy.

    `file` is relative to the seeds folder; `line` counts from 1 as an editor does and is the first
    line of the row; `column` is empty when the fault is not in one column.
    """

    file: str
    line: int
    column: str
    message_zh: str
    message_en: str

    def __str__(self) -> str:
        column = f" [{self.column}]" if self.column else ""
        return f"{self.file}:{self.line}{column}: {self.message_zh} / {self.message_en}"
