"""What a worker of polygil.futures.ContextPoolExecutor runs, and the pickling of both sides."""

import copyreg
import marshal
import pickle
import sys
import types
from _thread import _local

from polygil import _pool
from polygil.buffer import Buffer

# From this size on bytes go beside the pickle: each copy of theirs counts.
_LARGE = 1 << 16

# The first byte of a pickle, which tells its protocol. No tuple of marshal's begins with it.
_PICKLED = 0x80

_reading = _local()


class _Writing(_local):
    give = None


_writing = _Writing()


class _RemoteTraceback(Exception):
    """The traceback of a task, as text: the cause of the exception that its future raises."""

    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text


class _Raised:
    """Pickles an exception with its traceback's text."""

    def __init__(self, error, text):
        self._error = error
        self._text = text

    def __reduce__(self):
        return _raised, (self._error, self._text)


def _raised(error, text):
    error.__cause__ = _RemoteTraceback(text)
    return error


class _Large:
    """Bytes that go beside the pickle."""

    __slots__ = ("_value",)

    def __init__(self, value):
        self._value = value

    def __reduce__(self):
        restore = _bytes_at if type(self._value) is bytes else _bytearray_at
        return restore, (_writing.give(Buffer(self._value)),)


def _reduce_buffer(buffer):
    give = _writing.give
    return buffer.__reduce__() if give is None else (_buffer_at, (give(buffer),))


copyreg.pickle(Buffer, _reduce_buffer)


def _buffer_at(index):
    return _reading.take(index)


def _bytes_at(index):
    return bytes(_reading.take(index))


def _bytearray_at(index):
    return bytearray(bytes(_reading.take(index)))


def aside(value):
    """The value as it is to be pickled: large bytes marked, also those directly in a list, tuple or
    dict."""
    kind = type(value)
    if kind is bytes or kind is bytearray:
        return _Large(value) if len(value) >= _LARGE else value
    if kind is tuple or kind is list:
        for element in value:
            if type(element) in (bytes, bytearray) and len(element) >= _LARGE:
                return kind([aside(each) if type(each) in (bytes, bytearray) else each
                             for each in value])
    elif kind is dict:
        for element in value.values():
            if type(element) in (bytes, bytearray) and len(element) >= _LARGE:
                return {key: aside(each) if type(each) in (bytes, bytearray) else each
                        for key, each in value.items()}
    return value


class ByCode:
    """Pickles a function that has no name to be found by, a lambda or a local one: its code,
    defaults and closure, and its module's name, whose globals it gets there."""

    __slots__ = ("_function",)

    def __init__(self, function):
        self._function = function

    def __reduce__(self):
        function = self._function
        closure = function.__closure__
        return _from_code, (
            marshal.dumps(function.__code__),
            function.__module__,
            function.__qualname__,
            function.__defaults__,
            function.__kwdefaults__,
            None if closure is None else tuple(_captured(cell, function) for cell in closure),
        )


def has_name(function):
    return "<" not in function.__qualname__


def _captured(cell, function):
    """What a cell holds: one value in a tuple, none in an empty one; None for the function itself."""
    try:
        value = cell.cell_contents
    except ValueError:
        # It refers to a variable that is not set yet.
        return ()
    if value is function:
        return None
    if type(value) is types.FunctionType and not has_name(value):
        value = ByCode(value)
    return (value,)


def _from_code(code, module, name, defaults, named_defaults, closure):
    from importlib import import_module

    found = sys.modules.get(module) or import_module(module)
    cells = None if closure is None else tuple(types.CellType(*(each or ())) for each in closure)
    function = types.FunctionType(marshal.loads(code), vars(found), None, defaults, cells)
    function.__kwdefaults__ = named_defaults
    function.__qualname__ = name
    for cell, each in zip(cells or (), closure or ()):
        if each is None:
            cell.cell_contents = function
    return function


_PLAIN = frozenset((int, float, complex, bool, str, type(None)))


def is_plain(value):
    """Whether marshal keeps a value as pickle does: a number, text, None, small bytes, or a list, tuple
    or dict of numbers, texts and None."""
    kind = type(value)
    if kind in _PLAIN:
        return True
    if kind is bytes:
        return len(value) < _LARGE
    if kind is tuple or kind is list:
        return _PLAIN.issuperset(map(type, value))
    if kind is dict:
        return _PLAIN.issuperset(map(type, value)) and _PLAIN.issuperset(map(type, value.values()))
    return False


def are_plain(values):
    """Whether all are, and none could be the same list or dict as another."""
    containers = 0
    for value in values:
        if type(value) not in _PLAIN:
            if not is_plain(value):
                return False
            containers += type(value) is not bytes
    return containers < 2


def dumps_plain(value):
    """Writes a tuple of what is plain, for loads(). It takes a third of pickle's time, and GraalPy's
    pickle.dumps may keep the compiler busy for minutes, for which all else waits."""
    return marshal.dumps(value)


def dumps(value, give):
    """Pickles a value. give gets each Buffer that goes beside it, and says its index."""
    outer = _writing.give
    _writing.give = give
    try:
        return pickle.dumps(value, 5)
    finally:
        _writing.give = outer


def loads(data, take):
    """Reads what dumps() or dumps_plain() wrote. take gives the Buffer of an index."""
    if data[0] != _PICKLED:
        return marshal.loads(data)
    _reading.take = take
    return pickle.loads(data)


def traceback_text(error):
    """The traceback of an exception without Polygil's own frames at its beginning."""
    from traceback import format_exception

    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename.startswith("<polygil>/"):
        frames = frames.tb_next
    return "".join(format_exception(type(error), error, frames))


class _Preparation:
    """What an executor has done to this context, which it has for itself until leave()."""

    def __init__(self):
        self._main = sys.modules.get("__main__")
        self._path = sys.path[:]
        self._argv = sys.argv[:]
        self._modules = frozenset(sys.modules)
        self._folders = ()
        self._functions = {}
        self.complete = False

    def begin(self):
        parts = loads(_pool.preparation(), _pool.preparation_buffer)
        added = [folder for folder in parts["path"] if folder and folder not in self._path]
        self._folders = tuple(folder.rstrip("/") + "/" for folder in added)
        sys.path[:] = parts["path"]
        sys.argv[:] = parts["argv"]
        if parts["main"] is not None:
            self._run_main(*parts["main"])
        if parts["initializer"] is not None:
            self._initialize(parts["initializer"])
        self.complete = True

    def _run_main(self, file, source):
        main = types.ModuleType("__mp_main__")
        main.__file__ = file
        main.__builtins__ = __builtins__
        main.__loader__ = types.SimpleNamespace(program=source)
        # What the program defines is pickled as of __main__, and its guard must not hold.
        sys.modules["__main__"] = sys.modules["__mp_main__"] = main
        exec(compile(source, file, "exec", dont_inherit=True), main.__dict__)

    def _initialize(self, pickled):
        try:
            initializer, arguments = loads(pickled, _pool.preparation_buffer)
            initializer(*arguments)
        except BaseException:
            from concurrent.futures._base import LOGGER

            LOGGER.critical("Exception in initializer:", exc_info=True)
            raise

    def function(self, pickled):
        """The function of a name: to look one up takes longer than most of a call."""
        function = self._functions.get(pickled)
        if function is None:
            function = self._functions[pickled] = pickle.loads(pickled)
        return function

    def undo(self):
        sys.modules.pop("__mp_main__", None)
        if self._main is not None:
            sys.modules["__main__"] = self._main
        # The program's own modules: the next executor's workers begin without what these hold.
        for name in sys.modules.keys() - self._modules:
            file = getattr(sys.modules[name], "__file__", None)
            if isinstance(file, str) and file.startswith(self._folders):
                del sys.modules[name]
        sys.path[:] = self._path
        sys.argv[:] = self._argv


_preparation = None


def is_preparing():
    """Whether this context imports a program's main module for an executor."""
    return _preparation is not None and not _preparation.complete


def run(call):
    """Makes a pickled call, or those of a chunk; the pickled result says whether it returned, and
    what."""
    global _preparation
    if _preparation is None:
        _preparation = _Preparation()
        _preparation.begin()
    function, arguments, named = loads(call, _pool.call_buffer)
    if type(function) is bytes:
        function = _preparation.function(function)
    try:
        if named is None:
            result = [function(*each) for each in arguments]
        else:
            result = function(*arguments, **named)
        if is_plain(result):
            return dumps_plain((True, result))
        return dumps((True, aside(result)), _pool.give_buffer)
    except BaseException as error:
        return _failed(error)


def _failed(error):
    try:
        return dumps((False, _with_traceback(error)), _pool.give_buffer)
    except BaseException as unpicklable:
        return dumps((False, _with_traceback(unpicklable)), _pool.give_buffer)


def _with_traceback(error):
    text = f'\n"""\n{traceback_text(error)}"""'
    # They are in the text, and may be unpicklable or large.
    error.__cause__ = None
    error.__context__ = None
    error.__traceback__ = None
    return _Raised(error, text)


def leave():
    """Puts back what the executor has changed."""
    global _preparation
    if _preparation is not None:
        _preparation.undo()
        _preparation = None
