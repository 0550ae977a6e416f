"""Document 001's last advice: profile, find the hot spot, rewrite that as a native function.

The program prints how many words of a text occur how often. Runs wherever a module `word_count` can
be imported: in Polygil it is a Java kernel, under CPython the PyO3 one.
"""

import cProfile
import pstats

from word_count_py import search_py
from zen_text import contents

CONTENTS = contents()
NEEDLES = ("is", "better", "than", "never", "the")


def report(search):
    """The program: the needles and how often each of them occurs."""
    return [f"{needle}: {search(CONTENTS, needle)}" for needle in NEEDLES]


def hottest():
    """The function that the program spends the most time in, as cProfile finds it."""
    profile = cProfile.Profile()
    profile.runcall(report, search_py)
    (_, _, name), _ = max(pstats.Stats(profile).stats.items(), key=lambda entry: entry[1][2])
    # GraalPy has file and line in the name, as pstats prints them: file:line(name).
    return name.rpartition("(")[2].rstrip(")")


def before():
    return report(search_py)


def after():
    from word_count import search_sequential

    return report(search_sequential)


if __name__ == "__main__":
    print("hot spot:", hottest())
    print(before() == after(), *before())
