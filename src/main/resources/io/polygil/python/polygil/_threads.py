"""Tells Java the names of Python's threads."""

import sys


def follow(name_thread):
    """From now on each thread that the threading module starts begins with name_thread(name).

    It waits until the program itself imports threading, which takes seconds in a cold process.
    """
    threading = sys.modules.get("threading")
    if threading is None:
        sys.meta_path.insert(0, _Finder(name_thread))
    else:
        _follow(threading, name_thread)


def _follow(threading, name_thread):
    begin = threading.Thread._bootstrap_inner

    def _bootstrap_inner(self):
        name_thread(self.name)
        begin(self)

    threading.Thread._bootstrap_inner = _bootstrap_inner


class _Finder:
    """Finds threading once, where the other finders do."""

    def __init__(self, name_thread):
        self._name_thread = name_thread

    def find_spec(self, name, path=None, target=None):
        if name != "threading" or self not in sys.meta_path:
            return None
        sys.meta_path.remove(self)
        for finder in sys.meta_path:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                if hasattr(spec.loader, "exec_module"):
                    spec.loader = _Loader(spec.loader, self._name_thread)
                return spec
        return None


class _Loader:
    """Loads as another loader does, and follows the module."""

    def __init__(self, loader, name_thread):
        self._loader = loader
        self._name_thread = name_thread

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        # Nobody sees that another loader was here.
        module.__loader__ = module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        _follow(module, self._name_thread)
