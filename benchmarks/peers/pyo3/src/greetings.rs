//! Document 002's first functions.

use pyo3::prelude::*;

/// A greeting, and a task that waits.
#[pymodule]
pub mod greetings {
    use std::thread;
    use std::time::Duration;

    use pyo3::exceptions::PyValueError;
    use pyo3::prelude::*;

    /// Greets somebody by name.
    #[pyfunction]
    fn greet(name: &str) -> String {
        format!("Hello, {name}!")
    }

    /// Waits so many seconds while other Python threads run.
    #[pyfunction]
    fn long_running_task(py: Python<'_>, duration_secs: i64) -> PyResult<()> {
        let seconds = u64::try_from(duration_secs)
            .map_err(|_| PyValueError::new_err("duration_secs must not be negative"))?;
        py.detach(|| thread::sleep(Duration::from_secs(seconds)));
        Ok(())
    }
}
