"""The GIL of this context, seen from Python.

GraalPy releases the GIL around every call to Java unless a flag of the calling thread says no. Each
kernel sets it as it was declared; for the others, kernels declared AUTO and plain Java objects, the
blocks of this module decide:

    with polygil.gil.held():
        ...     # other Python threads wait while Java runs
    with polygil.gil.released():
        ...     # other Python threads run meanwhile

Blocks nest in any order, and the innermost counts. They are the thread's own.
"""

import _thread

import polyglot

_set_held = polyglot.__set_gil_locked_during_foreign_calls__


class _Block(_thread._local):
    holds = None


_block = _Block()
# How many blocks are open in all threads: a thread's own is looked up only where there are any.
_open_blocks = [0]
_counting = _thread.allocate_lock()


class _Auto:
    """What Java has learned of a kernel declared AUTO."""

    holds = False


def _holds(auto):
    holds = _block.holds
    return auto.holds if holds is None else holds


class _Policy:
    def __init__(self, holds):
        self._holds = holds
        self._outer = []

    def __enter__(self):
        with _counting:
            _open_blocks[0] += 1
        self._outer.append((_set_held(self._holds), _block.holds))
        _block.holds = self._holds

    def __exit__(self, kind, value, traceback):
        held, _block.holds = self._outer.pop()
        _set_held(held)
        with _counting:
            _open_blocks[0] -= 1


def held():
    """A context manager: Java that this thread calls keeps the GIL, where it does not say more."""
    return _Policy(True)


def released():
    """A context manager: Java that this thread calls releases the GIL, where it does not say more."""
    return _Policy(False)
