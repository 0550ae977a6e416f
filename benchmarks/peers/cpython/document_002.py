"""Rows of document 002, a tutorial on PyO3: sums, a greeting, waits, arrays, images, errors."""

from functools import partial

from measuring import Row, Work

SUM = ("parallel_sum",)
GREETINGS = ("greetings",)
SUM_TERMS = 100_000_000
THREADS = 4
TASKS = 2
MEANWHILE_TERMS = 5_000_000
ERRORS = (
    "value_error",
    "index_error",
    "key_error",
    "zero_division_error",
    "overflow_error",
    "not_implemented_error",
    "os_error",
    "timeout_error",
    "memory_error",
    "runtime_error",
    "domain_error",
)


def threads(name):
    def make(n):
        import sum_threads

        return Work(partial(getattr(sum_threads, name), n, THREADS), detail={"threads": THREADS})

    return Row("002-sum-threads", name, "terms", SUM_TERMS, 1_000_000, make)


def total(experiment, name, size, quick_size):
    def make(n):
        import sum_rows

        return Work(partial(getattr(sum_rows, name), n))

    return Row(experiment, name, "terms", size, quick_size, make, SUM)


def python_total(n):
    from sum_py import calculate_sum

    return Work(partial(calculate_sum, n))


def folded(function):
    def make(n):
        import parallel_sum

        detail = {"folded": "the compiler is free to put a formula for the loop"}
        return Work(partial(getattr(parallel_sum, function), n), detail=detail)

    return make


def numpy_total(n):
    import numpy

    return Work(lambda: int(numpy.arange(1, n + 1, dtype=numpy.int64).sum()))


def greet(name, needs=()):
    def make(times):
        if name == "python":
            from greet_py import greet, greet_many

            return Work(partial(greet_many, greet, times))
        import greet_rows

        return Work(partial(greet_rows.native, times))

    return Row("002-greet", name, "greetings", 100_000, 10_000, make, needs)


def task(name, call):
    def make(seconds):
        import long_running_task

        return Work(lambda: call(long_running_task, seconds))

    return Row("002-long-running-task", name, "seconds", 1, 1, make, GREETINGS)


def array(name, call, *needs):
    def make(length):
        import array_py
        from checksum import checksum

        return Work(call(array_py.doubles(length)), checksum)

    return Row("002-array", name, "elements", 1_000_000, 100_000, make, needs)


def python_array(elements):
    from array_py import process_array

    return partial(process_array, elements)


def native_array(elements):
    from array_rows import native

    return partial(native, elements)


def native_numpy_array(elements):
    import numpy
    from arrays import process_numpy_array

    return partial(process_numpy_array, numpy.frombuffer(elements))


def numpy_array(elements):
    import numpy

    values = numpy.frombuffer(elements)
    return lambda: values * 2


def image(name, call, *needs):
    def make(edge):
        import image_py
        from checksum import checksum

        return Work(call(image_py.pixels(edge), edge), checksum)

    return Row("002-image", name, "pixels on each edge", 512, 64, make, needs)


def python_image(pixels, _):
    from image_py import process_image

    return partial(process_image, pixels)


def native_image(pixels, _):
    from image_rows import native

    return partial(native, pixels)


def native_numpy_image(pixels, edge):
    from image_numpy_py import as_image
    from images import process_numpy_image

    return partial(process_numpy_image, as_image(pixels, edge))


def image_by_numpy(function):
    def make(pixels, edge):
        import image_numpy_py

        image = image_numpy_py.as_image(pixels, edge)
        return partial(getattr(image_numpy_py, function), image)

    return make


def all_errors(times):
    import error_rows

    def run():
        for _ in range(times):
            caught = error_rows.catch_all()
        return caught

    return Work(run)


def one_error(name):
    def make(times):
        import error_rows

        return Work(partial(error_rows.catch_many, name, times))

    return Row("002-errors", name, "errors", 10_000, 1_000, make, ("errors",))


ROWS = (
    threads("threaded"),
    threads("sequential"),
    greet("python"),
    greet("native", GREETINGS),
    task("one", lambda program, seconds: program.sequential(seconds, 1)),
    task("two_in_sequence", lambda program, seconds: program.sequential(seconds, TASKS)),
    task("two_threads", lambda program, seconds: program.threaded(seconds, TASKS)),
    task(
        "python_meanwhile",
        lambda program, seconds: program.python_meanwhile(seconds, MEANWHILE_TERMS),
    ),
    total("002-parallel-sum", "native", SUM_TERMS, 1_000_000),
    total("002-parallel-sum", "native_released", SUM_TERMS, 1_000_000),
    total("002-parallel-sum", "native_parallel", SUM_TERMS, 1_000_000),
    total("002-parallel-sum", "native_released_parallel", SUM_TERMS, 1_000_000),
    Row(
        "002-parallel-sum",
        "calculate_sum_folded",
        "terms",
        SUM_TERMS,
        1_000_000,
        folded("calculate_sum_folded"),
        SUM,
    ),
    Row(
        "002-parallel-sum",
        "parallel_calculate_sum_folded",
        "terms",
        SUM_TERMS,
        1_000_000,
        folded("parallel_calculate_sum_folded"),
        SUM,
    ),
    array("python", python_array),
    array("native", native_array, "arrays"),
    array("native_numpy", native_numpy_array, "numpy", "arrays"),
    array("numpy", numpy_array, "numpy"),
    image("python", python_image),
    image("python_numpy_loops", image_by_numpy("process_image_loops"), "numpy"),
    image("native", native_image, "images"),
    image("native_numpy", native_numpy_image, "numpy", "images"),
    image("numpy", image_by_numpy("process_image_numpy"), "numpy"),
    Row("002-errors", "all", "errors of each type", 1_000, 100, all_errors, ("errors",)),
    *map(one_error, ERRORS),
    Row("002-table", "python", "terms", 10_000_000, 100_000, python_total),
    total("002-table", "native", 10_000_000, 100_000),
    total("002-table", "native_released", 10_000_000, 100_000),
    total("002-table", "native_released_parallel", 10_000_000, 100_000),
    Row(
        "002-table",
        "calculate_sum_folded",
        "terms",
        10_000_000,
        100_000,
        folded("calculate_sum_folded"),
        SUM,
    ),
    Row("002-table", "numpy", "terms", 10_000_000, 100_000, numpy_total, ("numpy",)),
)
