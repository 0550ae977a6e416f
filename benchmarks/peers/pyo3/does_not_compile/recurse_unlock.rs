//! Document 003's recursion that releases the GIL at each level. It is here because it does not
//! compile: what runs while the GIL is released cannot use the token that stands for the GIL.

use pyo3::prelude::*;

fn recurse_unlock(py: Python<'_>) {
    py.detach(|| recurse_unlock(py))
}

fn main() {
    Python::attach(recurse_unlock);
}
