"""What a closed door says to Python.

Java keeps the doors closed whatever happens here. Signals are the exception: GraalPy raises them in
the whole process and asks nobody, so their functions are taken away, for good.
"""

import sys

CLOSED = "{} closed in this sandbox: PythonPool.builder().{}() opens {}"
NETWORK = CLOSED.format("network is", "allowNetwork", "it")
PROCESSES = CLOSED.format("processes are", "allowProcesses", "them")
SIGNALS = CLOSED.format("signals are", "allowProcesses", "them")


def refusing(sentence, error=PermissionError):
    def refuse(*arguments, **named):
        raise error(sentence)

    return refuse


def replace(module, names, function):
    for name in names:
        if hasattr(module, name):
            setattr(module, name, function)


def close_sockets(module):
    class socket(module.socket):
        __slots__ = ()
        __init__ = refusing(NETWORK)

    module.socket = module.SocketType = socket
    names = ("getaddrinfo", "getnameinfo", "gethostbyaddr", "gethostbyname", "gethostbyname_ex")
    replace(module, names, refusing(NETWORK))


def close_select(module):
    replace(module, ("select",), refusing(NETWORK))


def without_sockets(module):
    """Gives asyncio a loop that waits without a socket; timers, tasks and threads need none."""
    import selectors
    import threading

    class NoSelector(selectors._BaseSelectorImpl):
        def __init__(self):
            super().__init__()
            self.woken = threading.Event()

        register = refusing(NETWORK)

        def select(self, timeout=None):
            self.woken.wait(timeout)
            self.woken.clear()
            return []

    class SandboxEventLoop(module.SelectorEventLoop):
        def __init__(self, selector=None):
            super().__init__(NoSelector())

        def _make_self_pipe(self):
            pass

        def _close_self_pipe(self):
            pass

        def _write_to_self(self):
            self._selector.woken.set()

    module.SelectorEventLoop = SandboxEventLoop
    module.DefaultEventLoopPolicy._loop_factory = SandboxEventLoop


def close_subprocess(module):
    replace(module, ("fork_exec",), refusing(PROCESSES))


def close_multiprocessing(module):
    replace(module, ("_spawn_context",), refusing(PROCESSES))


def close_signals(module):
    replace(module, ("raise_signal", "alarm", "setitimer"), refusing(SIGNALS))
    # CPython's error where signals belong to others: libraries are prepared for it.
    replace(module, ("signal",), refusing(SIGNALS, ValueError))


def native_code_closed(name):
    sentence = CLOSED.format("native code (" + name + ") is", "allowNativeExtensions", "it")
    return ModuleNotFoundError(sentence, name=name)


class Doorkeeper:
    """Changes modules when they are first imported, so that start-up pays for none of them."""

    def __init__(self, doors):
        self._changes = {}
        self._native = frozenset()
        if "NETWORK" in doors:
            self._changes["_socket"] = close_sockets
            self._changes["select"] = close_select
            self._changes["asyncio.unix_events"] = without_sockets
        if "PROCESSES" in doors:
            self._changes["_posixsubprocess"] = close_subprocess
            self._changes["_multiprocessing_graalpy"] = close_multiprocessing
        if "NATIVE_EXTENSIONS" in doors:
            self._native = frozenset(("_bz2", "_ctypes"))

    def find_spec(self, name, path=None, target=None):
        if name in self._native:
            raise native_code_closed(name)
        change = self._changes.get(name)
        if change is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = ChangingLoader(spec.loader, change)
                return spec
        return None


class ChangingLoader:
    """Loads a module as its own loader does and then changes it."""

    def __init__(self, loader, change):
        self._loader = loader
        self._change = change

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        self._change(module)

    def __getattr__(self, name):
        return getattr(self._loader, name)


def explain_refusal(error):
    """Names the way out in the error of a file that the sandbox refused."""
    refused = "Operation not permitted"
    if isinstance(error, PermissionError) and str(error.strerror).endswith(refused):
        error.strerror = CLOSED.format("file is", "allowFileSystem", "folders")


def close_doors(doors):
    """Closes the doors of these names and returns what explains errors."""
    doors = frozenset(str(door) for door in doors)
    if "PROCESSES" in doors:
        import _signal
        import posix

        close_signals(_signal)
        replace(posix, ("system", "execv", "execve"), refusing(PROCESSES))
    if "NATIVE_EXTENSIONS" in doors:
        from _frozen_importlib_external import ExtensionFileLoader

        # GraalPy's own refusal comes too late: by then, no other context may load the module.
        def create_module(loader, spec):
            raise native_code_closed(spec.name)

        ExtensionFileLoader.create_module = create_module
    sys.meta_path.insert(0, Doorkeeper(doors))
    return explain_refusal


close_doors
