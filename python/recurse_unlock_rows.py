"""Document 003's recursion that releases the GIL at each level, and what Python catches of it.

pybind11 aborts the process.
"""

from fibonacci import recurse_unlock


def caught():
    try:
        recurse_unlock()
    except RecursionError as failure:
        return type(failure).__name__
    return None


if __name__ == "__main__":
    print(caught())
