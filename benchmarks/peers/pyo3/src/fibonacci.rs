//! Document 003's Fibonacci numbers.

use pyo3::prelude::*;

/// Fibonacci numbers modulo 2**64, added up step by step.
#[pymodule]
pub mod fibonacci {
    use std::hint::black_box;
    use std::sync::atomic::{AtomicU64, Ordering};

    use pyo3::exceptions::PyValueError;
    use pyo3::prelude::*;

    static ENTERED: AtomicU64 = AtomicU64::new(0);

    /// An int of 0 to 2**64 - 1: a negative one is a ValueError, a larger one an OverflowError.
    struct Unsigned(u64);

    impl<'py> FromPyObject<'_, 'py> for Unsigned {
        type Error = PyErr;

        fn extract(number: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
            number
                .extract()
                .map(Unsigned)
                .map_err(|error: PyErr| match number.lt(0) {
                    Ok(true) => PyValueError::new_err("n must not be negative"),
                    _ => error,
                })
        }
    }

    // Each step is an addition that needs the one before: one cycle a step, and no formula that a
    // compiler knows. black_box only hides how many steps there are. An inclusive range would take
    // twice the time.
    fn number(n: u64) -> u64 {
        ENTERED.fetch_add(1, Ordering::Release);
        let n = black_box(n);
        if n <= 1 {
            return n;
        }
        let mut before = 0u64;
        let mut last = 1u64;
        for _ in 1..n {
            let next = before.wrapping_add(last);
            before = last;
            last = next;
        }
        black_box(last)
    }

    /// F(n) modulo 2**64 while the GIL is held.
    #[pyfunction]
    fn fibonacci_gil(n: Unsigned) -> u64 {
        number(n.0)
    }

    /// F(n) modulo 2**64 while other Python threads run.
    #[pyfunction]
    fn fibonacci_nogil(py: Python<'_>, n: Unsigned) -> u64 {
        py.detach(|| number(n.0))
    }

    /// How many calls have begun their work, which tells when a thread is inside.
    #[pyfunction]
    fn entered() -> u64 {
        ENTERED.load(Ordering::Acquire)
    }
}
