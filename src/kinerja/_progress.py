"""How a long run tells that it is getting on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .errors import InputError, shown

Progress = bool | Callable[[int, int], None]


def reporter(progress: Progress, total: int, what: str) -> Callable[[int], None]:
    """Report what is newly done: to a bar, to the caller's function, or to nobody.

    More than the total is never reported.

    >>> tell = reporter(print, 3, "steps")
    >>> tell(1), tell(5)
    1 3
    3 3
    (None, None)
    """
    if progress is False:
        return lambda _new: None
    bar: Any = None
    call: Any = progress
    if progress is True:
        from tqdm import tqdm

        bar = tqdm(total=total, desc=what)
    elif not callable(progress):
        raise InputError.about(
            "progress",
            code="unknown_option",
            expected="True, False or a function of (done, total)",
            found=shown(progress),
        )
    done = 0

    def tell(new: int) -> None:
        nonlocal done
        before, done = done, min(done + new, total)
        if bar is not None:
            bar.update(done - before)
            if done == total:
                bar.close()
        else:
            call(done, total)

    return tell
