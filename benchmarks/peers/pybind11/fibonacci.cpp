// Document 003's Fibonacci numbers as a pybind11 extension.
//
// The names are those of Polygil's kernels. As in the document, a function holds the GIL unless it
// says that it does not.

#include <atomic>
#include <cstdint>

#include <pybind11/pybind11.h>

namespace py = pybind11;

namespace {

std::atomic<std::uint64_t> entered_calls{0};

// The number itself, but nothing that the compiler knows about it; no instruction of its own.
inline std::uint64_t kept(std::uint64_t number) {
  asm volatile("" : "+r"(number));
  return number;
}

// Each step is an addition that needs the one before: one cycle a step, and no formula that a
// compiler knows, so there is no folded form to show beside it. Only how many steps there are, and
// that the result is needed, is hidden from it.
std::uint64_t number(std::uint64_t n) {
  entered_calls.fetch_add(1, std::memory_order_release);
  n = kept(n);
  if (n <= 1) {
    return n;
  }
  std::uint64_t before = 0;
  std::uint64_t last = 1;
  for (std::uint64_t step = 1; step < n; step++) {
    const std::uint64_t next = before + last;
    before = last;
    last = next;
  }
  return kept(last);
}

// An int of 0 to 2**64 - 1: a negative one is a ValueError, a larger one an OverflowError, and what
// is no int a TypeError. pybind11's own conversion has a TypeError for all of them.
std::uint64_t unsigned_number(const py::handle &argument) {
  const auto index = py::reinterpret_steal<py::object>(PyNumber_Index(argument.ptr()));
  if (!index) {
    throw py::error_already_set();
  }
  if (index < py::int_(0)) {
    throw py::value_error("n must not be negative");
  }
  const auto result = PyLong_AsUnsignedLongLong(index.ptr());
  if (PyErr_Occurred() != nullptr) {
    throw py::error_already_set();
  }
  return result;
}

std::uint64_t fibonacci_gil(const py::object &n) { return number(unsigned_number(n)); }

std::uint64_t fibonacci_nogil(const py::object &n) {
  const std::uint64_t steps = unsigned_number(n);
  py::gil_scoped_release released;
  return number(steps);
}

// Compiles, and ends the process when it is called: the second release has no GIL to release.
void recurse_unlock() {
  py::gil_scoped_release released;
  recurse_unlock();
}

} // namespace

// Nothing here needs the GIL, so that a build of Python without one goes on without it.
PYBIND11_MODULE(fibonacci, module, py::mod_gil_not_used()) {
  module.doc() = "Fibonacci numbers modulo 2**64, added up step by step.";
  module.def("fibonacci_gil", &fibonacci_gil, py::arg("n"),
             "F(n) modulo 2**64 while the GIL is held.");
  module.def("fibonacci_nogil", &fibonacci_nogil, py::arg("n"),
             "F(n) modulo 2**64 while other Python threads run.");
  module.def("recurse_unlock", &recurse_unlock,
             "Releases the GIL, then calls itself: ends the process.");
  module.def("entered", [] { return entered_calls.load(std::memory_order_acquire); },
             "How many calls have begun their work, which tells when a thread is inside.");
}
