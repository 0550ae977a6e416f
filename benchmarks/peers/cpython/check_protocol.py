"""Runs every row of a peer through its protocol. Part of check.py."""

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

    def test_runs_every_row_and_contenders_agree(self):
        answers = {}
        for row in self.ask(rows=True)["rows"]:
            name = f"{row['experiment']}/{row['row']}"
            with self.subTest(name):
                reply = self.ask(prepare=row["experiment"], row=row["row"], quick=True)
                if not row["available"]:
                    self.assertIn(row["why"], reply["error"])
                    continue
                self.assertEqual(reply.get("ready"), name, reply)
                self.assertEqual(len(reply["first"]["nanos"]), 1)
                again = self.ask(run=2, iterations=2)
                self.assertEqual(len(again["nanos"]), 2, again)
                self.assertTrue(all(nanos > 0 for nanos in again["nanos"]))
                if not reply["detail"].get("varies"):
                    self.assertEqual(again["hash"], reply["hash"])
                    answers.setdefault(row["experiment"], {})[row["row"]] = reply["answer"]
                self.assertEqual(self.ask(close=name), {"closed": name})
        # Experiments in which all rows do the same.
        for experiment in ("002-array", "002-image", "002-table", "002-greet", "002-parallel-sum"):
            of_rows = answers.get(experiment, {})
            self.assertLessEqual(len({json.dumps(a) for a in of_rows.values()}), 1, of_rows)
        if KERNELS != "none":
            ended = answers["003-recurse-unlock"]["recurse_unlock"]
            print("recurse_unlock:", ended, file=sys.stderr)
            self.assertIn(ended[0], ("killed", "does not compile"))

    def test_goes_on_after_a_wrong_request(self):
        for request in (
            {},
            {"prepare": "002-array", "row": "none"},
            {"prepare": "999", "row": "none"},
            {"run": 1},
            {"run": 0},
            {"close": "002-array/python"},
            {"prepare": "002-array", "row": "python", "n": -1},
            {"prepare": "002-array", "row": "python", "n": True},
        ):
            self.assertEqual(self.ask(**request)["type"], "RequestError", request)
        self.peer.stdin.write("no JSON\n[1]\n")
        self.peer.stdin.flush()
        types = [json.loads(self.peer.stdout.readline())["type"] for _ in range(2)]
        self.assertEqual(types, ["JSONDecodeError", "RequestError"])
        self.assertGreater(self.ask(memory=True)["peakRss"], 1_000_000)
        self.assertEqual(self.ask(quit=True), {"quit": True})
        self.assertEqual(self.peer.wait(LIMIT_SECONDS), 0)

    def test_prepares_without_a_run(self):
        reply = self.ask(prepare="002-table", row="python", n=10, run=False)
        self.assertNotIn("answer", reply)
        self.assertEqual(self.ask(run=1)["answer"], 55)
