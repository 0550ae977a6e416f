"""The Python half of a context: the last importer, fresh globals, tracebacks, and programs."""

import builtins
import sys
import types

# The import system itself, which is there; importlib around it takes a third of a second to import.
from _frozen_importlib import ModuleSpec, _gcd_import


class JavaFinder:
    """Imports modules that Java knows. It stands last, so a file of the same name wins."""

    def __init__(self, find):
        self._find = find

    def find_spec(self, name, path=None, target=None):
        found = self._find(name)
        if found is None:
            return None
        spec = ModuleSpec(
            name, JavaLoader(found), origin=str(found.origin), is_package=bool(found.package)
        )
        spec.has_location = False
        return spec


class JavaLoader:
    """Runs the text of a module that Java knows, with the Java objects that go with it."""

    def __init__(self, found):
        self._found = found

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        java_globals = self._found.globals
        for name in self._found.names:
            module.__dict__[str(name)] = getattr(java_globals, str(name))
        text = self.get_source(module.__name__)
        file = module.__spec__.origin
        exec(compile(text, file, "exec", dont_inherit=True), module.__dict__)

    def get_source(self, name):
        """Lets tracebacks show the lines of such a module."""
        return str(self._found.text)


def install(find):
    sys.meta_path.append(JavaFinder(find))


def explain(error):
    """Told of each error before it is shown. A sandbox puts its own in this place."""


def explain_errors(function):
    global explain
    explain = function


class JavaNotes(list):
    """The notes of an exception of Java's. The first tells Java's stack: it is asked for when the
    notes are first read, as writing it takes far longer than raising the exception."""

    def __init__(self, first):
        self._first = first

    def _read(self):
        first = self._first
        if first is not None:
            self._first = None
            self.insert(0, first())

    def __iter__(self):
        self._read()
        return super().__iter__()

    def __len__(self):
        self._read()
        return super().__len__()

    def __getitem__(self, index):
        self._read()
        return super().__getitem__(index)

    def __contains__(self, note):
        self._read()
        return super().__contains__(note)

    def __eq__(self, other):
        self._read()
        return super().__eq__(other)

    def __repr__(self):
        self._read()
        return super().__repr__()

    def __reduce__(self):
        return list, (list(iter(self)),)

    __hash__ = None


# What a kernel's Python function gets instead of a result when its Java method has thrown.
FAILED = object()


def make_error(type_name, message, note=None):
    kind = getattr(builtins, type_name, None)
    if kind is None:
        own = getattr(sys.modules.get("polygil"), "_java_errors", {})
        kind = own.get(type_name, RuntimeError)
    error = kind(message)
    if note is not None:
        error.__notes__ = JavaNotes(note)
    return error


def raise_error(type_name, message):
    raise make_error(type_name, message)


def fresh_globals():
    # A module's dict, not a plain one: GraalPy compiles its look-ups far better.
    module = types.ModuleType("__main__")
    module.__builtins__ = builtins
    return module.__dict__


def exec_fresh(code, wanted=None):
    namespace = fresh_globals()
    exec(compile(code, "<exec>", "exec", dont_inherit=True), namespace)
    return namespace[wanted] if wanted is not None else None


def eval_fresh(expression):
    return eval(compile(expression, "<eval>", "eval", dont_inherit=True), fresh_globals())


def resolve(module, function):
    found = _gcd_import(module)
    for name in function.split("."):
        found = getattr(found, name)
    return found


def own_frames_removed(traceback):
    """Leaves out the frames of Polygil's own text, which say nothing to the user."""
    kept = []
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename not in OWN_FILES:
            kept.append(traceback)
        traceback = traceback.tb_next
    for frame, following in zip(kept, kept[1:] + [None]):
        frame.tb_next = following
    return kept[0] if kept else None


def describe(exception):
    """The class's name, str() and traceback of an exception, as three strings."""
    kind = type(exception)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = kind.__module__ + "." + name
    explain(exception)
    try:
        message = str(exception)
    except BaseException:
        message = "<exception str() failed>"
    from traceback import format_exception

    lines = format_exception(kind, exception, own_frames_removed(exception.__traceback__))
    return name, message, "".join(lines)


def exit_code(code):
    """What the python command makes of SystemExit's argument."""
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


class ProgramLoader:
    """Has a program's bytes, for those who may not read its file again."""

    def __init__(self, program):
        self.program = program

    def get_source(self, name):
        from _frozen_importlib_external import decode_source

        return decode_source(self.program)


def run_file(main, file, folder, source):
    main.__file__ = file
    main.__loader__ = ProgramLoader(source)
    sys.path.insert(0, folder)
    exec(compile(source, file, "exec", dont_inherit=True), main.__dict__)


def run_code(main, name, folder, source):
    sys.path.insert(0, "")
    file = "<string>" if name == "-c" else "<stdin>"
    exec(compile(source, file, "exec", dont_inherit=True), main.__dict__)


def run_module(main, name, folder, source):
    import runpy

    sys.path.insert(0, "")
    try:
        # Found before it is run: an ImportError of the module itself is shown with its traceback.
        runpy._get_module_details(name, runpy._Error)
    except runpy._Error as error:
        raise SystemExit(f"polygil run: {error}") from None
    runpy._run_module_as_main(name)


def run_folder(main, path, folder, source):
    import runpy

    sys.path.insert(0, path)
    try:
        runpy._get_main_module_details(runpy._Error)
    except runpy._Error as error:
        raise SystemExit(f"polygil run: {error}") from None
    runpy._run_module_as_main("__main__", False)


RUNNERS = {"FILE": run_file, "CODE": run_code, "MODULE": run_module, "FOLDER": run_folder}


def nothing():
    """Where Python's code runs, its signal handlers do."""


def run_main(kind, name, folder, source, arguments, watch):
    """Runs a program as the python command does and returns its exit code.

    Where Ctrl-C is the program's, watch lets Java take note of it, too."""
    try:
        return run_to_its_end(kind, name, folder, source, arguments, watch)
    except KeyboardInterrupt:
        # One that came while the end of the program was told or waited for.
        print("KeyboardInterrupt", file=sys.stderr)
        return 130


def run_to_its_end(kind, name, folder, source, arguments, watch):
    # This text ran as __main__ itself; the program must not see its names.
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    main.__builtins__ = builtins
    sys.argv[:] = [str(name), *(str(argument) for argument in arguments)]
    if watch is not None:
        import _signal

        _signal.signal(_signal.SIGINT, _signal.default_int_handler)
        watch(nothing)
    try:
        RUNNERS[kind](main, name, str(folder), source.encode("latin-1"))
        result = 0
    except SystemExit as exit:
        result = exit_code(exit.code)
    except BaseException as exception:
        result = failed(exception)
    # As the python command does: threads that are no daemons belong to the program.
    try:
        shut_down()
    except BaseException as exception:
        result = failed(exception)
    return flushed(result)


def failed(exception):
    """Shows an exception that ends a program, and gives the program's exit code."""
    show(exception)
    return 130 if isinstance(exception, KeyboardInterrupt) else 1


def show(exception):
    """Shows an exception that nobody caught, as the python command does."""
    explain(exception)
    traceback = own_frames_removed(exception.__traceback__)
    exception = exception.with_traceback(traceback)
    if sys.excepthook is sys.__excepthook__ and hasattr(exception, "__notes__"):
        # GraalPy's own hook leaves notes out, and with them Java's stack.
        from traceback import print_exception

        print_exception(exception)
    else:
        sys.excepthook(type(exception), exception, traceback)


def flushed(result):
    """Writes out what is left, and gives the exit code: 120 where only that fails."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None or getattr(stream, "closed", False):
            continue  # The program has closed it itself, as json.tool does.
        try:
            stream.flush()
        except (OSError, ValueError) as error:
            if result == 0:
                result = 120
                print(f"{type(error).__name__}: {error}", file=sys.__stderr__)
            # Python's end would try again, and tell of it once more.
            setattr(sys, name, None)
    return result


def remember():
    """Remembers the globals of all modules; what it returns puts them back."""
    import os

    modules = {name: (module, dict(vars(module))) for name, module in sys.modules.items()}
    paths = {name: list(getattr(sys, name)) for name in ("path", "argv", "meta_path", "path_hooks")}
    environment = dict(os.environ)

    def restore():
        threading = sys.modules.get("threading")
        if threading is not None:
            for thread in threading.enumerate():
                if not isinstance(thread, (threading._MainThread, threading._DummyThread)):
                    raise RuntimeError(f"thread {thread.name!r} still runs")
        for name in sys.modules.keys() - modules.keys():
            # Forgotten first where they are attributes of their packages, which are put back below.
            del sys.modules[name]
        for name, (module, names) in modules.items():
            sys.modules[name] = module
            namespace = vars(module)
            for added in namespace.keys() - names.keys():
                del namespace[added]
            namespace.update(names)
        for name, entries in paths.items():
            getattr(sys, name)[:] = entries
        if dict(os.environ) != environment:
            os.environ.clear()
            os.environ.update(environment)

    return restore


def shut_down():
    """Waits for the threads that are no daemons, as the python command does before it ends.

    threading._shutdown waits for its main thread, which is whichever thread imported it first. A
    host thread of that kind never ends, as Python sees it, so it is taken as ended here.
    """
    threading = sys.modules.get("threading")
    if threading is None or threading._main_thread._is_stopped:
        return
    for function in reversed(threading._threading_atexits):
        function()
    main = threading.main_thread()
    for thread in threading.enumerate():
        is_host = thread is main or isinstance(thread, threading._DummyThread)
        if not is_host and not thread.daemon:
            thread.join()
    main._tstate_lock.release()
    main._stop()


__file__ = "<polygil>/bootstrap.py"
OWN_FILES = (__file__, "<polygil>/values.py")

# The value of this text, which Java reads: a mapping would need look-ups by item.
types.SimpleNamespace(
    install=install,
    explain_errors=explain_errors,
    raise_error=raise_error,
    make_error=make_error,
    failed=FAILED,
    not_implemented=NotImplemented,
    exec_fresh=exec_fresh,
    eval_fresh=eval_fresh,
    resolve=resolve,
    run_main=run_main,
    describe=describe,
    shut_down=shut_down,
    remember=remember,
)
