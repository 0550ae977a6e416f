"""Document 001's shared data: threads that change one number, with a lock and without, in Python."""

from threading import Lock

from on_threads import on_threads


class Counter:
    """Counts from 0, as the native one in the module `counters` does."""

    def __init__(self):
        self._number = 0
        self._lock = Lock()

    def increment(self, times):
        """Adds 1 as many times, reading and writing apart: what others add in between is lost."""
        for _ in range(times):
            read = self._number
            self._number = read + 1

    def increment_locked(self, times):
        """Adds 1 as many times, under a lock."""
        for _ in range(times):
            with self._lock:
                self._number += 1

    @property
    def value(self):
        """What has been counted."""
        return self._number


def count(counter, method, times, threads=2):
    """Each thread calls the method with times; gives what the counter has then.

    That is threads * times, unless some of it was lost.
    """
    on_threads([lambda: getattr(counter, method)(times)] * threads)
    return counter.value
