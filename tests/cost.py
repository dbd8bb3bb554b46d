"""What a call costs: the least of a few runs, as other work only ever adds to one."""

import gc
from collections.abc import Callable
from math import inf
from time import thread_time


def seconds(call: Callable[[], object], *, tries=3, enough=0.0) -> float:
    """Return the fewest seconds of CPU that `call` took this thread, in up to `tries` runs.

    A run of `enough` seconds or less is the last, so it may be the first one, before which nothing
    was kept. The garbage collector waits meanwhile: it looks through what all tests of the process
    have made, which takes longer than most calls.
    """
    least = inf
    collects = gc.isenabled()
    gc.disable()
    try:
        for _run in range(tries):
            begun = thread_time()
            call()
            least = min(least, thread_time() - begun)
            if least <= enough:
                break
    finally:
        if collects:
            gc.enable()
    return least
