"""Compares an extension's functions with Python's definitions of them. Part of check.py.

The edges are those that Polygil's kernels of the same names keep to.
"""

import os
import random
import sys
import unittest
from array import array
from time import perf_counter_ns

from subject import KERNELS

ONLY_PYO3 = unittest.skipUnless(KERNELS == "pyo3", "a module of the PyO3 extension")
WITH_FIBONACCI = unittest.skipIf(KERNELS == "none", "a module of the extensions")


def fibonacci_number(n):
    """F(n) modulo 2**64 by fast doubling."""
    a, b = 0, 1
    for bit in bin(n)[2:]:
        a, b = a * (2 * b - a), a * a + b * b
        if bit == "1":
            a, b = b, a + b
        a, b = a % 2**64, b % 2**64
    return a


def words(contents, needle):
    return sum(word == needle for line in contents.splitlines() for word in line.split(" "))


@WITH_FIBONACCI
class FibonacciTest(unittest.TestCase):
    def setUp(self):
        import fibonacci

        self.module = fibonacci
        self.functions = (fibonacci.fibonacci_gil, fibonacci.fibonacci_nogil)

    def test_answers_modulo_two_to_the_64(self):
        for function in self.functions:
            for n in [*range(200), 10_000, 123_457, True]:
                self.assertEqual(function(n), fibonacci_number(n), n)
            self.assertEqual(function(Index(90)), fibonacci_number(90))

    def test_refuses_what_is_no_unsigned_number(self):
        for function in self.functions:
            for n, error in (
                (-1, ValueError),
                (-(2**80), ValueError),
                (2**64, OverflowError),
                (1.0, TypeError),
                ("1", TypeError),
                (None, TypeError),
            ):
                with self.assertRaises(error, msg=repr(n)):
                    function(n)

    def test_tells_how_many_calls_are_inside(self):
        before = self.module.entered()
        for function in self.functions:
            function(3)
        self.assertEqual(self.module.entered(), before + 2)

    def test_adds_step_by_step(self):
        # A loop takes a tenth of a nanosecond a step at the very least; a formula takes none.
        for function in self.functions:
            assert_looped(self, function, 100_000_000)


@ONLY_PYO3
class SumTest(unittest.TestCase):
    names = (
        "calculate_sum",
        "calculate_sum_detached",
        "parallel_calculate_sum",
        "parallel_calculate_sum_gil_released",
        "calculate_sum_folded",
        "parallel_calculate_sum_folded",
    )

    def functions(self, names=names):
        import parallel_sum

        return [getattr(parallel_sum, name) for name in names]

    def test_sums_as_python_does(self):
        for function in self.functions():
            for n in (-(2**63), -1, 0, 1, 2, 3, 10, 1000, 65_537, 1_000_003):
                self.assertEqual(function(n), sum(range(1, n + 1)), (function, n))

    def test_has_no_more_than_63_bits(self):
        # The largest sum takes seconds to add up, so only formulas are asked for it.
        largest = 2**32 - 1
        self.assertEqual(self.functions()[4](largest), largest * (largest + 1) // 2)
        for function in self.functions():
            for n in (2**32, 2**63 - 1, 2**63, -(2**63) - 1):
                with self.assertRaises(OverflowError, msg=(function, n)):
                    function(n)
            with self.assertRaises(TypeError):
                function(1.0)

    def test_adds_each_term(self):
        for function in self.functions(self.names[:4]):
            assert_looped(self, function, 100_000_000)


def assert_looped(test, function, steps):
    fastest = min(elapsed(function, steps) for _ in range(3))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    per_step = fastest / steps
    print(f"{function.__name__}: {per_step:.3f} ns a step", file=sys.stderr)
    test.assertGreater(per_step, 0.02 / cores, f"{function} looks folded")


def elapsed(function, argument):
    start = perf_counter_ns()
    function(argument)
    return perf_counter_ns() - start


class Index:
    def __init__(self, number):
        self._number = number

    def __index__(self):
        return self._number


@ONLY_PYO3
class WordCountTest(unittest.TestCase):
    def functions(self):
        import word_count

        return (
            word_count.search,
            word_count.search_sequential,
            word_count.search_sequential_detached,
            word_count.search_sequential_allow_threads,
        )

    def test_counts_as_python_does(self):
        chance = random.Random(4)
        pieces = ["is", "i", "s", " ", " ", "\n", "\r\n", "\t", "é", "\0", "𝔘", "isis"]
        needles = ["is", "", "i", "s", " ", "is is", "\n", "é", "\0", "𝔘", "\t"]
        for _ in range(5000):
            text = "".join(chance.choices(pieces, k=chance.randrange(30)))
            for needle in needles:
                for function in self.functions():
                    self.assertEqual(function(text, needle), words(text, needle), (text, needle))

    def test_has_the_documents_answer(self):
        from zen_text import NEEDLE, contents

        for function in self.functions():
            self.assertEqual(function(contents(), NEEDLE), 10_000)

    def test_knows_fewer_line_ends_than_python(self):
        # As the document has it. Should this fail, the extension's text must change with it.
        for end in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
            text = f"is{end}is"
            self.assertEqual(words(text, "is"), 2)
            for function in self.functions():
                self.assertEqual(function(text, "is"), 0)

    def test_refuses_what_is_no_text(self):
        for function in self.functions():
            with self.assertRaises(UnicodeEncodeError):
                function("\ud83d", "is")
            with self.assertRaises(TypeError):
                function(b"is", "is")


@ONLY_PYO3
class ArrayTest(unittest.TestCase):
    def test_doubles_any_buffer_of_doubles(self):
        from arrays import process_array

        ugly = [0.0, -0.0, 1.5, -2.25, 5e-324, 1.7e308, float("inf"), float("-inf"), float("nan")]
        for elements in ([], ugly, [index / 7 for index in range(100_001)]):
            values = array("d", elements)
            wanted = array("d", [element * 2 for element in elements]).tobytes()
            for source in (values, memoryview(values)):
                result = process_array(source)
                self.assertEqual(bytes(result), wanted)
                self.assertEqual((len(result), result.format), (len(values), "d"))
            self.assertEqual(values.tobytes(), array("d", elements).tobytes())

    def test_refuses_other_elements(self):
        from arrays import process_array

        values = array("d", range(10))
        for wrong in (b"12345678", array("f", [1]), array("q", [1]), memoryview(values)[::2]):
            with self.assertRaises(ValueError, msg=repr(wrong)):
                process_array(wrong)
        for wrong in ([1.0], "text", None):
            with self.assertRaises(TypeError, msg=repr(wrong)):
                process_array(wrong)

    def test_doubles_numpy_arrays(self):
        numpy = numpy_or_skip(self)
        from arrays import process_array, process_numpy_array

        values = numpy.arange(100_001) / 7
        self.assertTrue(numpy.array_equal(process_numpy_array(values), values * 2))
        self.assertTrue(numpy.array_equal(process_array(values), values * 2))
        with self.assertRaises(TypeError):
            process_numpy_array([1.0])


@ONLY_PYO3
class ImageTest(unittest.TestCase):
    def test_doubles_any_buffer_of_bytes(self):
        from image_py import process_image as oracle
        from images import process_image

        for pixels in (b"", bytes(range(256)), bytes(range(256)) * 3000):
            for source in (pixels, bytearray(pixels), memoryview(pixels), array("B", pixels)):
                result = process_image(source)
                self.assertEqual(bytes(result), oracle(pixels))
                self.assertEqual((len(result), result.format), (len(pixels), "B"))

    def test_refuses_other_elements(self):
        from images import process_image

        for wrong in (array("h", [1]), array("d", [1]), memoryview(b"1234")[::2]):
            with self.assertRaises(ValueError, msg=repr(wrong)):
                process_image(wrong)
        with self.assertRaises(TypeError):
            process_image([1])

    def test_doubles_numpy_images(self):
        numpy = numpy_or_skip(self)
        from image_numpy_py import as_image, process_image_loops, process_image_numpy
        from image_py import pixels, process_image
        from images import process_numpy_image

        flat = pixels(32)
        image = as_image(flat, 32)
        wanted = process_image(flat)
        for function in (process_image_loops, process_image_numpy, process_numpy_image):
            result = function(image)
            self.assertEqual((result.shape, result.dtype), (image.shape, numpy.uint8))
            self.assertEqual(result.tobytes(), wanted)


def numpy_or_skip(test):
    try:
        import numpy
    except ImportError:
        test.skipTest("no NumPy")
    return numpy


@ONLY_PYO3
class OtherFunctionsTest(unittest.TestCase):
    def test_greets(self):
        import greet_py
        from greetings import greet

        for name in ("World", "", "é𝔘\0"):
            self.assertEqual(greet(name), greet_py.greet(name))
        with self.assertRaises(TypeError):
            greet(1)

    def test_waits(self):
        from greetings import long_running_task

        self.assertIsNone(long_running_task(0))
        self.assertGreaterEqual(elapsed(long_running_task, 1), 1_000_000_000)
        with self.assertRaises(ValueError):
            long_running_task(-1)

    def test_raises_each_exception(self):
        import error_rows

        for name, wanted in error_rows.EXPECTED:
            self.assertIs(type(error_rows.caught(name)), wanted)
            self.assertTrue(str(error_rows.caught(name)))

    def test_loses_nothing_where_it_is_locked(self):
        from counters import Counter
        from shared_data import count

        for method in ("increment_atomic", "increment_locked"):
            self.assertEqual(count(Counter(), method, 100_000, threads=4), 400_000)
        self.assertLessEqual(count(Counter(), "increment", 100_000), 200_000)

    def test_does_nothing(self):
        import boundary_rows

        last = {name: boundary_rows.call_many(name, 3) for name in boundary_rows.CALLS}
        ones = ("python_function", "one_held", "one_released", "callback_held", "caught")
        wanted = dict.fromkeys(ones, 1) | {"none_held": None, "none_released": None, "three_held": 6}
        wanted |= {"short_text_held": 10, "long_text_held": 1_000_000, "bytes_held": 1_000_000}
        self.assertEqual(last, wanted | {"list_held": 1000})
