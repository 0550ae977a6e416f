"""Document 000's four rows: who counts the words of the Zen of Python, 1,000 times over.

Runs wherever a module `word_count` can be imported: in Polygil it is a Java kernel, under CPython
the PyO3 one.
"""

import contextlib
import io
from concurrent.futures import ThreadPoolExecutor

from word_count import search, search_sequential, search_sequential_detached
from word_count_py import search_py

NEEDLE = "is"


def zen_of_python():
    """The text of `import this`, which that module keeps in ROT13."""
    with contextlib.redirect_stdout(io.StringIO()):
        import this
    return "".join(this.d.get(letter, letter) for letter in this.s)


CONTENTS = (zen_of_python() + "\n") * 1000
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


if __name__ == "__main__":
    for row in (
        python_sequential,
        native_parallel,
        native_sequential,
        native_sequential_twice_with_threads,
    ):
        print(row.__name__, row())
    THREADS.shutdown()
