"""Rows of document 000, PyO3's guide to parallelism: the word count."""

from functools import partial

from measuring import Row, Work, one_by_one, together

UNIT = "times the Zen of Python"
SIZE = 1000
QUICK_SIZE = 100


def search_py(times):
    from word_count_py import search_py
    from zen_text import NEEDLE, contents

    return partial(search_py, contents(times), NEEDLE)


def native(function):
    def count(times):
        import word_count
        from zen_text import NEEDLE, contents

        return partial(getattr(word_count, function), contents(times), NEEDLE)

    return count


def once(count):
    return lambda times: Work(count(times))


def twice_in_pool(count):
    """As the document has it: two calls submitted to a pool of two threads; their sum."""

    def make(times):
        from concurrent.futures import ThreadPoolExecutor

        threads = ThreadPoolExecutor(max_workers=2)
        call = count(times)

        def run():
            first = threads.submit(call)
            second = threads.submit(call)
            return first.result() + second.result()

        return Work(run, close=threads.shutdown)

    return make


def row(experiment, name, make, needs):
    return Row(experiment, name, UNIT, SIZE, QUICK_SIZE, make, needs)


def two_threads(name, count, needs):
    return (
        row("000-two-threads", f"{name}_once", once(count), needs),
        row(
            "000-two-threads",
            f"{name}_twice_in_sequence",
            lambda times: one_by_one([count(times)] * 2),
            needs,
        ),
        row(
            "000-two-threads",
            f"{name}_two_threads",
            lambda times: together([count(times)] * 2),
            needs,
        ),
    )


WORD_COUNT = ("word_count",)
ROWS = (
    row("000-word-count", "python_sequential", once(search_py), ()),
    row("000-word-count", "native_parallel", once(native("search")), WORD_COUNT),
    row("000-word-count", "native_sequential", once(native("search_sequential")), WORD_COUNT),
    row(
        "000-word-count",
        "native_sequential_twice_with_threads",
        twice_in_pool(native("search_sequential_detached")),
        WORD_COUNT,
    ),
    *two_threads("python", search_py, ()),
    *two_threads("native_held", native("search_sequential"), WORD_COUNT),
    *two_threads("native_released", native("search_sequential_detached"), WORD_COUNT),
)
