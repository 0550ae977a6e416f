"""Document 000's word count on texts of many sizes."""

import word_count
import word_count_py
from zen_text import NEEDLE, contents

_FUNCTIONS = {
    "search_py": word_count_py.search_py,
    "search_sequential": word_count.search_sequential,
    "search_sequential_detached": word_count.search_sequential_detached,
    "search": word_count.search,
}
_last = (0, "")


def count(function, copies):
    """Counts with one of the functions. The text stays until another size is asked for."""
    global _last
    if _last[0] != copies:
        # Never two at once: the largest take a gigabyte.
        _last = (0, "")
        _last = (copies, contents(copies))
    return _FUNCTIONS[function](_last[1], NEEDLE)
