//! Document 001's shared data: two threads that have released the GIL add to one number.

use pyo3::prelude::*;

/// A number that several threads change at once while the GIL is released.
#[pymodule]
pub mod counters {
    use std::sync::atomic::{AtomicI64, Ordering};
    use std::sync::{Mutex, PoisonError};

    use pyo3::prelude::*;

    /// Counts from 0.
    #[pyclass(frozen)]
    #[derive(Default)]
    struct Counter {
        number: AtomicI64,
        locked: Mutex<i64>,
    }

    #[pymethods]
    impl Counter {
        #[new]
        fn new() -> Self {
            Self::default()
        }

        /// Adds 1 as many times, reading and writing apart: what others add in between is lost.
        /// Rust allows this race of reads and writes, but no data race: without atomics it does
        /// not compile.
        fn increment(&self, py: Python<'_>, times: u64) {
            py.detach(|| {
                for _ in 0..times {
                    let read = self.number.load(Ordering::Relaxed);
                    self.number.store(read + 1, Ordering::Relaxed);
                }
            });
        }

        /// Adds 1 as many times, atomically.
        fn increment_atomic(&self, py: Python<'_>, times: u64) {
            py.detach(|| {
                for _ in 0..times {
                    self.number.fetch_add(1, Ordering::Relaxed);
                }
            });
        }

        /// Adds 1 as many times, under a lock.
        fn increment_locked(&self, py: Python<'_>, times: u64) {
            py.detach(|| {
                for _ in 0..times {
                    *self.locked.lock().unwrap_or_else(PoisonError::into_inner) += 1;
                }
            });
        }

        /// What has been counted.
        #[getter]
        fn value(&self, py: Python<'_>) -> i64 {
            let locked = py.detach(|| *self.locked.lock().unwrap_or_else(PoisonError::into_inner));
            self.number.load(Ordering::Relaxed) + locked
        }
    }
}
