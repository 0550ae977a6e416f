//! What a call costs: functions that do nothing.

use pyo3::prelude::*;

/// Functions that do nothing, one for each cost of a call; the names are those of Polygil's
/// BoundaryBenchmark.
#[pymodule]
pub mod boundary {
    use pyo3::exceptions::PyValueError;
    use pyo3::prelude::*;

    #[pyfunction]
    fn none_held() {}

    #[pyfunction]
    fn none_released(py: Python<'_>) {
        py.detach(|| {});
    }

    #[pyfunction]
    fn one_held(a: i64) -> i64 {
        a
    }

    #[pyfunction]
    fn one_released(py: Python<'_>, a: i64) -> i64 {
        py.detach(|| a)
    }

    #[pyfunction]
    fn three_held(a: i64, b: i64, c: i64) -> i64 {
        a.wrapping_add(b).wrapping_add(c)
    }

    #[pyfunction]
    fn text_held(text: &str) -> usize {
        text.len()
    }

    #[pyfunction]
    fn bytes_held(bytes: &[u8]) -> usize {
        bytes.len()
    }

    #[pyfunction]
    fn list_held(numbers: Vec<i64>) -> usize {
        numbers.len()
    }

    #[pyfunction]
    fn callback_held(function: Bound<'_, PyAny>) -> PyResult<i64> {
        function.call1((1,))?.extract()
    }

    #[pyfunction]
    fn failure_held() -> PyResult<()> {
        Err(PyValueError::new_err("no"))
    }
}
