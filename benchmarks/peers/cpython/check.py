"""Compares a peer with pure Python, and its protocol with what peer.py says of it.

    python check.py [--kernels none|pyo3|pybind11] [option of unittest ...]

Run by `benchmarks/peers/setup --test` under each Python that it has set up.
"""

import sys
import unittest

# unittest finds the tests in this module.
from check_kernels import *  # noqa: F403
from check_protocol import *  # noqa: F403
from subject import REMAINING

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + REMAINING)
