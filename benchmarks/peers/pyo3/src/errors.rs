//! Document 002's error handling.

use pyo3::prelude::*;

/// Functions that fail, each with an exception of another type.
#[pymodule]
pub mod errors {
    use pyo3::create_exception;
    use pyo3::exceptions::{
        PyException, PyIndexError, PyKeyError, PyMemoryError, PyNotImplementedError, PyOSError,
        PyOverflowError, PyRuntimeError, PyTimeoutError, PyValueError, PyZeroDivisionError,
    };
    use pyo3::prelude::*;

    create_exception!(
        errors,
        DomainError,
        PyException,
        "An exception of the extension's own."
    );

    #[pymodule_init]
    fn initialise(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("DomainError", module.py().get_type::<DomainError>())
    }

    #[pyfunction]
    fn value_error() -> PyResult<()> {
        Err(PyValueError::new_err("a value out of its range"))
    }

    #[pyfunction]
    fn index_error() -> PyResult<()> {
        Err(PyIndexError::new_err("an index out of its range"))
    }

    #[pyfunction]
    fn key_error() -> PyResult<()> {
        Err(PyKeyError::new_err("a key that is not there"))
    }

    #[pyfunction]
    fn zero_division_error() -> PyResult<()> {
        Err(PyZeroDivisionError::new_err("a division by zero"))
    }

    #[pyfunction]
    fn overflow_error() -> PyResult<()> {
        Err(PyOverflowError::new_err("a number beyond 64 bits"))
    }

    #[pyfunction]
    fn not_implemented_error() -> PyResult<()> {
        Err(PyNotImplementedError::new_err(
            "an operation that is not there",
        ))
    }

    #[pyfunction]
    fn os_error() -> PyResult<()> {
        Err(PyOSError::new_err("a file that cannot be read"))
    }

    #[pyfunction]
    fn timeout_error() -> PyResult<()> {
        Err(PyTimeoutError::new_err("a wait that took too long"))
    }

    #[pyfunction]
    fn memory_error() -> PyResult<()> {
        Err(PyMemoryError::new_err("no memory left"))
    }

    #[pyfunction]
    fn runtime_error() -> PyResult<()> {
        Err(PyRuntimeError::new_err("a state that allows no such call"))
    }

    #[pyfunction]
    fn domain_error() -> PyResult<()> {
        Err(DomainError::new_err("a rule of the domain broken"))
    }
}
