//! Document 002's process_numpy_array.

use pyo3::prelude::*;

/// Arithmetic on arrays of 64-bit floats.
#[pymodule]
pub mod arrays {
    use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1};
    use pyo3::prelude::*;
    use pyo3::types::PyMemoryView;
    use rayon::prelude::*;

    use crate::memory::{self, Array};

    fn doubled(elements: &[f64]) -> Vec<f64> {
        elements.par_iter().map(|element| element * 2.0).collect()
    }

    /// A new buffer of format "d" with each element times 2, on all cores, while other Python
    /// threads run. The argument may be any contiguous buffer of doubles.
    #[pyfunction]
    fn process_array<'py>(array: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyMemoryView>> {
        let py = array.py();
        let buffer = memory::elements::<f64>(&array)?;
        // SAFETY: the callers write to no array that they have handed over.
        let elements = unsafe { memory::slice(&buffer) };
        let result = py.detach(|| doubled(elements));
        memory::memoryview(py, Array::Float64(result))
    }

    /// The same from NumPy array to NumPy array.
    #[pyfunction]
    fn process_numpy_array<'py>(
        py: Python<'py>,
        array: PyReadonlyArray1<'py, f64>,
    ) -> PyResult<Bound<'py, PyArray1<f64>>> {
        let elements = array.as_slice()?;
        Ok(py.detach(|| doubled(elements)).into_pyarray(py))
    }
}
