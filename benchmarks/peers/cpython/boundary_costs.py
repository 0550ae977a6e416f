"""Rows of what a call of a native function costs, one for each cost."""

from functools import partial

from measuring import Row, Work

CALLS = (
    "python_function",
    "none_held",
    "none_released",
    "one_held",
    "one_released",
    "three_held",
    "short_text_held",
    "long_text_held",
    "bytes_held",
    "list_held",
    "callback_held",
    "caught",
)
CONVOYS = ("none_held", "none_released")


def boundary(name, program, call):
    def make(times):
        import boundary_rows

        return Work(partial(getattr(boundary_rows, program), call, times))

    return Row("boundary", name, "calls", 100_000, 10_000, make, ("boundary",))


ROWS = (
    *(boundary(call, "call_many", call) for call in CALLS),
    *(boundary(f"convoy_{call}", "convoy", call) for call in CONVOYS),
)
