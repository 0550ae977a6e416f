"""Document 001's shared data: threads that change one number in native functions, GIL released.

Runs wherever a module `counters` can be imported: in Polygil it is a Java kernel, under CPython the
PyO3 one.
"""

from counters import Counter
from shared_data import count


ATTEMPTS = 200


def counted(method, times, threads):
    """Whether a counter has all that its threads have counted."""
    total = count(Counter(), method, times, threads)
    return "all counted" if total == threads * times else "some lost"


def raced(method, times, threads):
    """The same, until something is lost: on a busy machine the threads may miss one another."""
    for _ in range(ATTEMPTS):
        outcome = counted(method, times, threads)
        if outcome != "all counted":
            break
    return outcome
