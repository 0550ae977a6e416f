"""Tells how functions look from within: run under CPython, and by Polygil, to the same effect."""

import importlib
import inspect


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
    return found


if __name__ == "__main__":
    import sys

    print("\n".join(signatures(sys.argv[1:])))
