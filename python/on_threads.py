"""Runs functions one after the other, or each on a thread of its own."""

from threading import Thread


def in_sequence(functions):
    """Calls each function; gives their results."""
    return [function() for function in functions]


def on_threads(functions):
    """Calls each function on a thread of its own, all at once; gives their results in order.

    Waits for all of them, then raises what the first of them has raised, if one has.
    """
    functions = list(functions)
    results = [None] * len(functions)
    failures = [None] * len(functions)

    def run(index, function):
        try:
            results[index] = function()
        except BaseException as failure:
            failures[index] = failure

    threads = [Thread(target=run, args=task) for task in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failures:
        if failure is not None:
            raise failure
    return results
