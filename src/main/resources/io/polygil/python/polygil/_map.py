"""What `polygil map` runs in each of its contexts."""

import importlib
import sys
import traceback
from operator import attrgetter


def _found(function):
    module, _, name = function.partition(":")
    return attrgetter(name)(importlib.import_module(module))


def _text(error):
    """The traceback from the first frame on that is not of Polygil or of the import system."""
    shown = error.__traceback__
    while shown is not None and _is_own(shown.tb_frame.f_code.co_filename):
        shown = shown.tb_next
    return "".join(traceback.format_exception(type(error), error, shown))


def _is_own(file):
    return file.startswith(("<polygil>", "<frozen importlib")) or file == importlib.__file__


def prepare(function):
    """Imports a function before there is work for it. What is wrong with it, check() tells."""
    try:
        _found(function)
    except BaseException:
        pass


def check(function):
    """Imports a function. Returns what is wrong with it, or None."""
    try:
        found = _found(function)
    except (Exception, SystemExit) as error:
        module, _, name = function.partition(":")
        loaded = sys.modules.get(module)
        if isinstance(error, AttributeError) and loaded is not None:
            return f"module {module} has no function {name}"
        if isinstance(error, ModuleNotFoundError) and error.name == module.partition(".")[0]:
            return f"there is no module {module}: it is looked for in this folder and in --path"
        return _text(error)
    if not callable(found):
        return f"{function} is no function, but of type {type(found).__name__}"
    return None


def apply(function, form, names, values):
    """Calls a function for each value. Returns a pair for each: "" and the line that stands for its
    result, None for no line; or the error's type and, as text or JSON, what is to be told of it."""
    call = _found(function)
    return [_outcome(call, form, name, value) for name, value in zip(names, values)]


def _outcome(call, form, name, value):
    try:
        result = call(value)
        if form != "JSON":
            return "", _text_line(result)
    except (Exception, SystemExit) as error:
        text = _text(error)
        if form == "JSON":
            text = _json_error(name, error, str(error), traceback=text)
        return type(error).__name__, text
    try:
        return "", _json({"item": name, "result": result})
    except (TypeError, ValueError, RecursionError) as error:
        # Not the function's error: its result is one that JSON has no form for.
        message = f"the result cannot be written as JSON: {error}"
        return type(error).__name__, _json_error(name, error, message)


def _text_line(result):
    return None if result is None else str(result)


def _json_error(name, error, message, **more):
    told = {"type": type(error).__name__, "message": message, **more}
    return _json({"item": name, "error": told})


def _json(value):
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
