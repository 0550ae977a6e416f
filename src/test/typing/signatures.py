"""Tells how functions look from within: run under CPython, and by Polygil, to the same effect."""

import importlib
import inspect
import typing


def signatures(modules):
    found = []
    for module in modules:
        namespace = vars(importlib.import_module(module))
        for name in sorted(namespace):
            value = namespace[name]
            if inspect.isfunction(value) and not name.startswith("_"):
                found.append(f"{module}.{name}{inspect.signature(value)}")
            elif inspect.isclass(value) and not name.startswith("_"):
                found.append(f"{module}.{name}({value.__base__.__name__})")
                found.extend(members(f"{module}.{name}", value))
    return found


def members(of, kind):
    for name, value in sorted(vars(kind).items()):
        if isinstance(value, property):
            yield f"{of}.{name} {inspect.signature(value.fget)}"
            if value.fset is not None:
                yield f"{of}.{name} = {inspect.signature(value.fset)}"
        elif isinstance(value, (staticmethod, classmethod)):
            yield f"{of}.{name}{inspect.signature(value.__func__)} {type(value).__name__}"
        elif inspect.isfunction(value):
            yield f"{of}.{name}{inspect.signature(value)} {typing.get_type_hints(value)}"


if __name__ == "__main__":
    import sys

    print("\n".join(signatures(sys.argv[1:])))
