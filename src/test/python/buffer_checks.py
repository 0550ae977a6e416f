"""Checks of polygil.Buffer, called by BufferTest. array.array is the oracle."""

import copy
import pickle
import random
from array import array

import buffers
import polygil
from polygil import Buffer

FORMATS = "bBhHiIqQfd"
EDGES = {
    "b": [-128, 127],
    "B": [0, 255],
    "h": [-(2**15), 2**15 - 1],
    "H": [0, 2**16 - 1],
    "i": [-(2**31), 2**31 - 1],
    "I": [0, 2**32 - 1],
    "q": [-(2**63), 2**63 - 1],
    "Q": [0, 2**64 - 1, 2**63],
    "f": [0.5, -0.0, float("inf"), float("-inf")],
    "d": [0.1, -0.0, float("inf"), float("-inf"), 5e-324],
}


def names():
    return [name for name in globals() if name.startswith("check_")]


def raised(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return type(error)
    return None


def message(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return str(error)
    raise AssertionError("nothing was raised")


def reversed_in_place(buffer):
    buffer[:] = buffer[::-1]
    return buffer


def check_arrives_with_type_and_length():
    for format in FORMATS:
        for size in (0, 1, 7, 1000):
            source = array(format, [3] * size)
            expected = f"('{format}')"
            for given in (source, memoryview(source), Buffer(source)):
                found = buffers.describe(given)
                assert found.startswith(f"Buffer of {size} ") and found.endswith(expected), found
                assert buffers.same(given).tolist() == source.tolist()
    for given in (b"abc", bytearray(b"abc"), memoryview(b"abc"), memoryview(b"a-b-c")[::2]):
        assert buffers.describe(given) == "Buffer of 3 uint8 ('B')"
        assert bytes(buffers.same(given)) == b"abc"


def check_only_buffers_share():
    source = bytearray(b"abc")
    buffers.clear(source)
    assert source == b"abc"
    shared = Buffer(source)
    buffers.clear(shared)
    assert shared.tolist() == [0, 0, 0]
    again = buffers.same(shared)
    again[1] = 9
    assert shared[1] == 9 and type(again) is polygil.Buffer


def check_wrong_arguments():
    for wrong in ([1], 1, "abc", object()):
        assert raised(buffers.describe, wrong) is TypeError
    assert "got list" in message(buffers.describe, [1])
    assert "got NoneType" in message(buffers.describe, None)
    assert raised(buffers.describe, array("u", "x")) is ValueError


def check_reads_as_an_array():
    for format, values in EDGES.items():
        oracle = array(format, values * 5)
        buffer = Buffer(values * 5, format)
        assert buffer.tolist() == oracle.tolist() == list(buffer)
        assert [repr(x) for x in buffer] == [repr(x) for x in oracle]
        assert bytes(buffer) == oracle.tobytes() == buffer.tobytes()
        assert (buffer.format, buffer.itemsize) == (format, oracle.itemsize)
        assert (len(buffer), buffer.shape) == (len(oracle), (len(oracle),))
        assert buffer.nbytes == len(oracle) * oracle.itemsize
        assert all(value in buffer for value in values)
        assert 42 not in buffer and "x" not in buffer


def check_indices_and_slices():
    oracle = array("h", range(20))
    buffer = Buffer(oracle)
    for index in range(-20, 20):
        assert buffer[index] == oracle[index]
    assert buffer[True] == 1
    for index in (20, -21, 2**80):
        assert raised(lambda: buffer[index]) is IndexError
    for index in ("0", 1.0, None):
        assert raised(lambda: buffer[index]) is TypeError
        assert raised(buffer.__setitem__, index, 1) is TypeError
    edges = (None, 0, 1, 5, 19, 20, 25, -1, -5, -20, -25, 2**70)
    for start in edges:
        for stop in edges:
            for step in (None, 1, 2, 7, 100, 2**70, -1, -3, -100):
                cut = slice(start, stop, step)
                assert buffer[cut].tolist() == oracle[cut].tolist(), cut
    assert raised(lambda: buffer[::0]) is ValueError
    assert buffer[2:3] is not buffer and type(buffer[2:3]) is Buffer


def check_setting_elements():
    for format, values in EDGES.items():
        oracle = array(format, [0, 0, 0])
        buffer = Buffer(oracle)
        tries = values + [1, True, 2.0, 1e300, "1", None, 2**63, 2**64, -1, -(2**63) - 1, 300, b"a"]
        for value in tries:
            expected = raised(oracle.__setitem__, 1, value)
            assert raised(buffer.__setitem__, 1, value) is expected, (format, value, expected)
            assert bytes(buffer) == oracle.tobytes(), (format, value)
    buffer = Buffer(b"ab")
    assert raised(buffer.__setitem__, 2, 1) is IndexError
    assert message(buffer.__setitem__, 0, 256) == "unsigned byte integer is greater than maximum 255"
    assert message(buffer.__setitem__, 0, -1) == "unsigned byte integer is less than minimum 0"
    assert raised(buffer.__delitem__, 0) is TypeError


def check_setting_slices():
    chance = random.Random(1)
    for _ in range(300):
        oracle = array("i", range(12))
        buffer = Buffer(oracle)
        edge = lambda: chance.choice((None, *range(-14, 15)))
        cut = slice(edge(), edge(), chance.choice((None, 1, 2, 3, -1, -2)))
        values = array("i", [chance.randrange(100) for _ in oracle[cut]])
        buffer[cut] = chance.choice((values, Buffer(values), memoryview(values)))
        # An array grows where the slice's start lies behind its stop; nothing is assigned then.
        if len(values):
            oracle[cut] = values
        assert buffer.tolist() == oracle.tolist(), cut
    buffer = Buffer(range(4), "i")
    assert raised(buffer.__setitem__, slice(0, 2), array("i", [1])) is ValueError
    assert raised(buffer.__setitem__, slice(0, 1), array("h", [1])) is TypeError
    assert raised(buffer.__setitem__, slice(0, 1), [1]) is TypeError
    buffer[::-1] = buffer
    assert buffer.tolist() == [3, 2, 1, 0]


def check_equality():
    assert Buffer([1, 2], "i") == Buffer([1, 2], "q") == Buffer([1.0, 2.0], "d")
    assert Buffer([1, 2], "i") != Buffer([1, 3], "i") and Buffer([1], "i") != Buffer([1, 2], "i")
    assert Buffer([0.0], "d") == Buffer([-0.0], "d")
    nan = Buffer([float("nan")], "d")
    assert nan != nan and Buffer(b"a") != b"a"
    assert raised(hash, nan) is TypeError


def check_making():
    assert Buffer().tolist() == [] and Buffer().format == "B"
    assert Buffer((x * x for x in range(4)), "q").tolist() == [0, 1, 4, 9]
    assert Buffer(array("d", [1, 2]).tobytes(), "d").tolist() == [1.0, 2.0]
    assert Buffer(array("i", [1, 2]), "d").tolist() == [1.0, 2.0]
    assert Buffer(Buffer([1, 2], "i"), "d").tolist() == [1.0, 2.0]
    assert Buffer(array("l", [1])).format in "qi"
    original = Buffer([1, 2], "i")
    copied = Buffer(original)
    copied[0] = 9
    assert original[0] == 1
    for wrong in (([1],), (1,), (5, "i"), ("ab", "b"), ([1], "x"), ([1.5], "i"), (b"abc", "d")):
        assert raised(Buffer, *wrong) in (TypeError, ValueError), wrong
    assert raised(Buffer, [300], "B") is OverflowError


def check_copies_and_text():
    buffer = Buffer([1.5, float("inf")], "d")
    for other in (pickle.loads(pickle.dumps(buffer)), copy.copy(buffer), copy.deepcopy(buffer)):
        assert other == buffer and other.format == "d" and other is not buffer
    assert repr(buffer) == "polygil.Buffer([1.5, inf], format='d')"
    assert repr(Buffer(bytes(101))) == "<polygil.Buffer of 101 elements, format='B'>"
    assert raised(setattr, buffer, "format", "i") is AttributeError
    assert raised(setattr, buffer, "other", 1) is AttributeError
    assert bytes(Buffer(bytes(range(256)))) == bytes(range(256))
