"""Document 000's four rows: who counts the words of the Zen of Python, 1,000 times over.

Runs wherever a module `word_count` can be imported: in Polygil it is a Java kernel, under CPython
the PyO3 one.
"""

from concurrent.futures import ThreadPoolExecutor

from word_count import search, search_sequential, search_sequential_detached
from word_count_py import search_py
from zen_text import NEEDLE, contents

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


if __name__ == "__main__":
    for row in (
        python_sequential,
        native_parallel,
        native_sequential,
        native_sequential_twice_with_threads,
    ):
        print(row.__name__, row())
    THREADS.shutdown()
