"""Asks a peer what its protocol allows and what not. Part of check.py."""

import json
import subprocess
import sys
import unittest

from subject import HERE, KERNELS

LIMIT_SECONDS = 300


class ProtocolTest(unittest.TestCase):
    def setUp(self):
        self.peer = subprocess.Popen(
            [sys.executable, str(HERE / "peer.py"), "--kernels", KERNELS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.hello = json.loads(self.peer.stdout.readline())

    def tearDown(self):
        self.peer.stdin.close()
        self.peer.wait(LIMIT_SECONDS)
        self.peer.stdout.close()

    def ask(self, **request):
        self.peer.stdin.write(json.dumps(request) + "\n")
        self.peer.stdin.flush()
        return json.loads(self.peer.stdout.readline())

    def test_says_what_it_is(self):
        self.assertEqual(self.hello["peer"], "cpython" if KERNELS == "none" else KERNELS)
        self.assertEqual(self.hello["pid"], self.peer.pid)
        if KERNELS != "none":
            self.assertIn(KERNELS, self.hello["versions"])

    def test_runs_a_function(self):
        prepared = self.ask(do="prepare", function="sum_threads:threaded", arguments=[1000, 4])
        self.assertTrue(prepared["ok"], prepared)
        for iterations in (1, 3):
            run = self.ask(do="run", id=prepared["id"], iterations=iterations)
            self.assertEqual(run["answer"], "[31375, 31375, 31375, 31375]")
            self.assertGreater(run["wall_ns"], 0)
        other = self.ask(do="prepare", function="image_rows:python")["id"]
        self.assertNotEqual(other, prepared["id"])
        self.assertRegex(
            self.ask(do="run", id=other, iterations=1)["answer"], r"B\[786432\] sha256:[0-9a-f]{64}"
        )

    def test_goes_on_after_a_wrong_request(self):
        for request in (
            {},
            {"do": 1},
            {"do": "fly"},
            {"do": "prepare", "function": "sum_py"},
            {"do": "prepare", "function": "sum_py:calculate_sum", "arguments": 1},
            {"do": "run", "id": 1, "iterations": 1},
            {"do": "run", "id": True, "iterations": 1},
            {"do": "run", "id": 1, "iterations": 0},
        ):
            self.assertRegex(self.ask(**request)["error"], "^RequestError: ", request)
        for function, error in (
            ("no_such_module:f", "ModuleNotFoundError"),
            ("sum_py:no_such_function", "AttributeError"),
        ):
            self.assertRegex(self.ask(do="prepare", function=function)["error"], f"^{error}: ")
        self.ask(do="prepare", function="sum_py:calculate_sum", arguments=["text"])
        self.assertRegex(self.ask(do="run", id=1, iterations=1)["error"], "^TypeError: ")
        self.peer.stdin.write("no JSON\n[1]\n")
        self.peer.stdin.flush()
        errors = [json.loads(self.peer.stdout.readline())["error"] for _ in range(2)]
        self.assertRegex(errors[0], "^JSONDecodeError: ")
        self.assertRegex(errors[1], "^RequestError: ")
        self.assertGreater(self.ask(do="memory")["peak_rss"], 1_000_000)
        self.assertEqual(self.ask(do="quit"), {"ok": True})
        self.assertEqual(self.peer.wait(LIMIT_SECONDS), 0)

    @unittest.skipUnless(KERNELS == "pybind11", "what pybind11 does")
    def test_nested_release_takes_the_process_with_it(self):
        prepared = self.ask(do="prepare", function="recurse_unlock_rows:caught")
        self.peer.stdin.write(json.dumps({"do": "run", "id": prepared["id"], "iterations": 1}) + "\n")
        self.peer.stdin.flush()
        self.assertEqual(self.peer.stdout.readline(), "")
        self.assertLess(self.peer.wait(LIMIT_SECONDS), 0)
