"""Runs what a visitor wrote."""

import contextlib
import traceback

from polygil import gil

FILE = "<editor>"
_POLICIES = {"declared": contextlib.nullcontext, "held": gil.held, "released": gil.released}


def run(source, policy):
    """Runs it as a program, with globals of its own; gives its traceback, or an empty text."""
    try:
        program = compile(source, FILE, "exec")
        with _POLICIES[policy]():
            exec(program, {"__name__": "__main__", "__builtins__": __builtins__})
    except SystemExit as end:
        return "" if not end.code else f"SystemExit: {end.code}\n"
    except Exception as failure:
        return _text(failure)
    return ""


def _text(failure):
    frames = failure.__traceback__
    # The visitor's own frames; a program that does not compile has none.
    while frames is not None and frames.tb_frame.f_code.co_filename != FILE:
        frames = frames.tb_next
    return "".join(traceback.format_exception(type(failure), failure, frames))
