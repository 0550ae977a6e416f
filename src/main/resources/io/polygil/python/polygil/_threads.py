"""Tells Java the names of Python's threads."""

import threading


def follow(name_thread):
    """From now on each thread that the threading module starts begins with name_thread(name)."""
    begin = threading.Thread._bootstrap_inner

    def _bootstrap_inner(self):
        name_thread(self.name)
        begin(self)

    threading.Thread._bootstrap_inner = _bootstrap_inner
