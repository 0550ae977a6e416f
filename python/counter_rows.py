"""Document 001's shared data: threads that change one number in native functions, GIL released.

Runs wherever a module `counters` can be imported: in Polygil it is a Java kernel, under CPython the
PyO3 one.
"""

from counters import Counter
from shared_data import count


def counted(method, times, threads):
    """Whether a counter has all that its threads have counted: how much is lost is chance."""
    return "all counted" if count(Counter(), method, times, threads) == threads * times else "some lost"
