"""What the workers of executor_checks.py run, and how its calls meet."""

import collections
import enum
import os
import pickle
import sys
import time

PATIENCE = 60
state = []


def add(one, two=0):
    return one + two


def same(one, two):
    return one is two


def kinds(values):
    return [type(value).__name__ for value in values], values


class Colour(enum.IntEnum):
    RED = 1


class Name(str):
    pass


Place = collections.namedtuple("Place", "x y")


def named(*args, **kwargs):
    return args, kwargs


def divide(one, two):
    return one / two


def remember(value):
    state.append(value)
    return list(state)


def initialize(value):
    state.append(value)


def fail_to_initialize():
    raise ValueError("no start")


def arrive(folder, name):
    open(os.path.join(folder, name), "w").close()


def await_file(folder, name, value=None):
    """Waits until somebody has made the file."""
    end = time.monotonic() + PATIENCE
    while not os.path.exists(os.path.join(folder, name)):
        if time.monotonic() > end:
            raise RuntimeError(f"{name} never came")
        time.sleep(0.002)
    return value


def meet(folder, mine, other):
    arrive(folder, mine)
    return await_file(folder, other, mine)


def arrive_and_await(folder, mine, other):
    return meet(folder, mine, other)


def raise_error(error):
    raise error


def raise_chain():
    try:
        raise KeyError("inner")
    except KeyError as error:
        raise ValueError("outer") from error


def leave(code):
    sys.exit(code)


def die(*_):
    os._exit(3)


def recurse(n):
    return recurse(n + 1) + 1


def nested_list(depth):
    made = []
    for _ in range(depth):
        made = [made]
    return made


def give_unpicklable():
    return lambda: None


def raise_unpicklable():
    raise Unpicklable("no way")


class Unpicklable(Exception):
    def __reduce__(self):
        raise pickle.PicklingError("not me")


class TwoArguments(Exception):
    def __init__(self, one, two):
        super().__init__(one)


def raise_two_arguments():
    raise TwoArguments(1, 2)


class FailsAtPickling:
    def __reduce__(self):
        raise pickle.PicklingError("error at pickling")


class FailsAtUnpickling:
    def __reduce__(self):
        return raise_error, (ValueError("error at unpickling"),)


class ExitsAtPickling:
    def __reduce__(self):
        sys.exit(1)


class ExitsAtUnpickling:
    def __reduce__(self):
        return leave, (1,)


class DiesAtUnpickling:
    def __reduce__(self):
        return die, ()


class DiesAtPickling:
    def __reduce__(self):
        die()


def make(kind):
    return kind()


def upper(data):
    return type(data), data.upper()


def twice_each(values):
    return [each * 2 for each in values]
