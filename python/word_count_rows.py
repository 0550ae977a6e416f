"""Document 000's four rows: who counts the words of the Zen of Python, 1,000 times over.

Runs wherever a module `word_count` can be imported: in Polygil it is a Java kernel, under CPython
the PyO3 one.
"""

from concurrent.futures import ThreadPoolExecutor

from word_count_py import search_py
from zen_text import NEEDLE, contents

try:
    from word_count import search, search_sequential, search_sequential_detached
except ModuleNotFoundError:
    # A Python without the extension runs only its own row.
    pass

CONTENTS = contents()
THREADS = ThreadPoolExecutor(max_workers=2)


def python_sequential():
    return search_py(CONTENTS, NEEDLE)


def native_parallel():
    return search(CONTENTS, NEEDLE)


def native_sequential():
    return search_sequential(CONTENTS, NEEDLE)


def native_sequential_twice_with_threads():
    first = THREADS.submit(search_sequential_detached, CONTENTS, NEEDLE)
    second = THREADS.submit(search_sequential_detached, CONTENTS, NEEDLE)
    return first.result() + second.result()


_texts = {}


def _text(copies):
    return _texts.setdefault(copies, CONTENTS * copies)


def released_once(copies):
    """One call that releases the GIL, on the text so many times over."""
    return search_sequential_detached(_text(copies), NEEDLE)


def _twice(function, copies):
    text = _text(copies)
    futures = [THREADS.submit(function, text, NEEDLE) for _ in range(2)]
    return sum(future.result() for future in futures)


def released_twice(copies):
    """Two such calls on two threads."""
    return _twice(search_sequential_detached, copies)


def held_twice(copies):
    """Two calls on two threads that hold the GIL."""
    return _twice(search_sequential, copies)


if __name__ == "__main__":
    for row in (
        python_sequential,
        native_parallel,
        native_sequential,
        native_sequential_twice_with_threads,
    ):
        print(row.__name__, row())
    THREADS.shutdown()
