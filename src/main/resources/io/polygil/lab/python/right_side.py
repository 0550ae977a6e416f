"""The same kernel, which releases the GIL while it waits."""

import callbacks


def run():
    return callbacks.released(lambda: 42)


def says():
    return str(callbacks.released(lambda: 42))
