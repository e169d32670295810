"""Records in a buffer of bytes, all at once with numpy: where they end, which are blank, what is taken out."""

import numpy as np

QUOTE = 34
NEWLINE = 10
_STEPS = 4_096  # bytes of a record looked at together; the few records blank for longer are judged singly


def view(data: bytes) -> np.ndarray:
    """The bytes as an array, not copied."""
    return np.frombuffer(data, np.uint8)


def outside_quotes(buffer: np.ndarray) -> np.ndarray:
    """For each byte whether an even number of quotation marks stands before it (a mark itself: either)."""
    marks = np.flatnonzero(buffer == QUOTE)
    runs = np.diff(marks, prepend=0, append=len(buffer))
    outside = np.ones(len(runs), bool)
    outside[1::2] = False
    return np.repeat(outside, runs)  # ten times as fast as counting along the bytes


def starts_of(ends: np.ndarray) -> np.ndarray:
    """Where the records begin that end at ``ends`` (the positions of their newlines)."""
    starts = np.empty_like(ends)
    if len(ends):
        starts[0] = 0
        starts[1:] = ends[:-1] + 1
    return starts


def maybe_blank(buffer: np.ndarray, ends: np.ndarray, blanks: bytes) -> np.ndarray:
    """Indexes of the records that consist of nothing but ``blanks``, as far as was looked."""
    is_blank = np.zeros(256, bool)
    is_blank[list(blanks)] = True
    is_blank[NEWLINE] = True
    starts = starts_of(ends)
    found = []
    open_ = np.flatnonzero(is_blank[buffer[starts]])
    place = starts[open_]
    for _ in range(_STEPS):
        if not len(open_):
            break
        over = place == ends[open_]
        found.append(open_[over])
        going = ~over & is_blank[buffer[place]]
        open_, place = open_[going], place[going] + 1
    found.append(open_)
    return np.sort(np.concatenate(found))


def without(buffer: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> bytes:
    """The bytes without the records given by start and newline."""
    change = np.zeros(len(buffer) + 1, np.int8)
    change[starts] += 1
    change[ends + 1] -= 1
    return buffer[np.add.accumulate(change[:-1], dtype=np.int8) == 0].tobytes()


def longest_line(data: bytes) -> int:
    """Bytes of the longest line with its newline."""
    return int(np.diff(np.flatnonzero(view(data) == NEWLINE), prepend=-1).max(initial=0))
