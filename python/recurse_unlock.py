"""Document 003's recursion that releases the GIL at each level: pybind11 aborts the process."""

from fibonacci import recurse_unlock

if __name__ == "__main__":
    try:
        recurse_unlock()
    except RecursionError as failure:
        print("RecursionError:", failure)
