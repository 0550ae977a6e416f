"""A kernel that keeps the GIL and waits for a thread that needs it: they would wait for ever."""

import callbacks


def run():
    try:
        return callbacks.held(lambda: 42)
    except RuntimeError as failure:
        return type(failure).__name__


def says():
    try:
        return str(callbacks.held(lambda: 42))
    except RuntimeError as failure:
        return str(failure)
