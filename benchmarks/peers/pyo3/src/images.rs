//! Document 002's process_image.

use pyo3::prelude::*;

/// Arithmetic on images of unsigned bytes.
#[pymodule]
pub mod images {
    use numpy::{IntoPyArray, PyArray3, PyArrayMethods, PyReadonlyArray3, PyUntypedArrayMethods};
    use pyo3::prelude::*;
    use pyo3::types::PyMemoryView;
    use rayon::prelude::*;

    use crate::memory::{self, Array};

    fn doubled(pixels: &[u8]) -> Vec<u8> {
        pixels
            .par_iter()
            .map(|pixel| pixel.wrapping_mul(2))
            .collect()
    }

    /// A new flat buffer with each byte times 2 modulo 256, on all cores, while other Python threads
    /// run. The argument may be any contiguous buffer of unsigned bytes.
    #[pyfunction]
    fn process_image<'py>(image: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyMemoryView>> {
        let py = image.py();
        let buffer = memory::elements::<u8>(&image)?;
        // SAFETY: the callers write to no image that they have handed over.
        let pixels = unsafe { memory::slice(&buffer) };
        let result = py.detach(|| doubled(pixels));
        memory::memoryview(py, Array::Uint8(result))
    }

    /// The same from NumPy array to NumPy array of rows, columns and channels.
    #[pyfunction]
    fn process_numpy_image<'py>(
        py: Python<'py>,
        image: PyReadonlyArray3<'py, u8>,
    ) -> PyResult<Bound<'py, PyArray3<u8>>> {
        let shape = image.shape();
        let pixels = image.as_slice()?;
        let result = py.detach(|| doubled(pixels)).into_pyarray(py);
        result.reshape([shape[0], shape[1], shape[2]])
    }
}
