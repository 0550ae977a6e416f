//! Document 002's sums.

use pyo3::prelude::*;

/// The sum 1 + 2 + ... + n, by adding each term.
#[pymodule]
pub mod parallel_sum {
    use pyo3::exceptions::PyOverflowError;
    use pyo3::prelude::*;
    use rayon::prelude::*;

    use crate::kept;

    // The largest n whose sum is a signed 64-bit number.
    const LARGEST: i64 = 4_294_967_295;

    // 0 for n below 1, as an empty range of Python has it.
    fn terms(n: i64) -> PyResult<u64> {
        if n > LARGEST {
            return Err(PyOverflowError::new_err(format!(
                "the sum of 1 to {n} is beyond 2**63 - 1: n may be {LARGEST} at most"
            )));
        }
        Ok(n.max(0) as u64)
    }

    fn sequential(n: u64) -> u64 {
        (1..=n).map(kept).sum()
    }

    fn parallel(n: u64) -> u64 {
        (1..=n).into_par_iter().map(kept).sum()
    }

    /// 1 + 2 + ... + n on one core while the GIL is held; 0 for n below 1.
    #[pyfunction]
    fn calculate_sum(n: i64) -> PyResult<u64> {
        terms(n).map(sequential)
    }

    /// 1 + 2 + ... + n on one core while other Python threads run; 0 for n below 1.
    #[pyfunction]
    fn calculate_sum_detached(py: Python<'_>, n: i64) -> PyResult<u64> {
        let n = terms(n)?;
        Ok(py.detach(|| sequential(n)))
    }

    /// 1 + 2 + ... + n on all cores while the GIL is held; 0 for n below 1.
    #[pyfunction]
    fn parallel_calculate_sum(n: i64) -> PyResult<u64> {
        terms(n).map(parallel)
    }

    /// 1 + 2 + ... + n on all cores while other Python threads run; 0 for n below 1.
    #[pyfunction]
    fn parallel_calculate_sum_gil_released(py: Python<'_>, n: i64) -> PyResult<u64> {
        let n = terms(n)?;
        Ok(py.detach(|| parallel(n)))
    }

    /// 1 + 2 + ... + n as the compiler likes it, which is by a formula; 0 for n below 1.
    #[pyfunction]
    fn calculate_sum_folded(n: i64) -> PyResult<u64> {
        terms(n).map(|n| (1..=n).sum())
    }

    /// The document's own parallel sum, each part of which the compiler is free to fold.
    #[pyfunction]
    fn parallel_calculate_sum_folded(n: i64) -> PyResult<u64> {
        terms(n).map(|n| (1..=n).into_par_iter().sum())
    }
}
