//! Memory that goes between Rust and Python by the buffer protocol, without a copy.

use std::ffi::{CStr, c_int, c_void};
use std::ptr;

use pyo3::buffer::{Element, PyUntypedBuffer};
use pyo3::exceptions::{PyBufferError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyMemoryView;

/// The memory of any contiguous buffer of this type; a ValueError for one of another type, and
/// Python's TypeError for what is no buffer.
pub fn elements<T: Element>(object: &Bound<'_, PyAny>) -> PyResult<PyUntypedBuffer> {
    let buffer = PyUntypedBuffer::get(object)?;
    // Memory of no elements may lie anywhere, which as_typed refuses.
    let empty = buffer.item_count() == 0
        && buffer.item_size() == size_of::<T>()
        && T::is_compatible_format(buffer.format());
    if !empty && let Err(error) = buffer.as_typed::<T>() {
        return Err(PyValueError::new_err(error.value(object.py()).to_string()));
    }
    if !buffer.is_c_contiguous() {
        return Err(PyValueError::new_err("the elements must lie side by side"));
    }
    Ok(buffer)
}

/// The elements of a buffer, to be read while the GIL is released.
///
/// # Safety
/// The buffer comes from [`elements`] of the same type, and, as for the documents'
/// `as_slice().unwrap()`, nobody writes to it meanwhile.
pub unsafe fn slice<T: Element>(buffer: &PyUntypedBuffer) -> &[T] {
    if buffer.item_count() == 0 {
        return &[];
    }
    // SAFETY: contiguous, aligned and of this type; the buffer keeps it alive.
    unsafe { std::slice::from_raw_parts(buffer.buf_ptr().cast(), buffer.item_count()) }
}

/// An array that Rust has made and Python reads and writes through a memoryview.
pub fn memoryview<'py>(py: Python<'py>, array: Array) -> PyResult<Bound<'py, PyMemoryView>> {
    PyMemoryView::from(Bound::new(py, OwnedArray { array })?.as_any())
}

pub enum Array {
    Float64(Vec<f64>),
    Uint8(Vec<u8>),
}

#[pyclass(frozen)]
struct OwnedArray {
    array: Array,
}

impl OwnedArray {
    fn parts(&self) -> (*mut c_void, usize, usize, &'static CStr) {
        match &self.array {
            Array::Float64(elements) => (elements.as_ptr() as *mut _, elements.len(), 8, c"d"),
            Array::Uint8(elements) => (elements.as_ptr() as *mut _, elements.len(), 1, c"B"),
        }
    }
}

#[pymethods]
impl OwnedArray {
    unsafe fn __getbuffer__(
        owner: Bound<'_, Self>,
        view: *mut ffi::Py_buffer,
        flags: c_int,
    ) -> PyResult<()> {
        if view.is_null() {
            return Err(PyBufferError::new_err("there is no view to fill"));
        }
        let (memory, length, size, format) = owner.get().parts();
        // Freed in __releasebuffer__.
        let shape = Box::into_raw(Box::new(length as ffi::Py_ssize_t));
        let asked = |flag: c_int| flags & flag == flag;
        // SAFETY: Python hands over a view to fill; the owner, whose memory never moves, lives as
        // long as the view does.
        unsafe {
            (*view).buf = memory;
            (*view).len = (length * size) as ffi::Py_ssize_t;
            (*view).readonly = 1;
            (*view).itemsize = size as ffi::Py_ssize_t;
            (*view).format = if asked(ffi::PyBUF_FORMAT) {
                format.as_ptr() as *mut _
            } else {
                ptr::null_mut()
            };
            (*view).ndim = 1;
            (*view).shape = if asked(ffi::PyBUF_ND) {
                shape
            } else {
                ptr::null_mut()
            };
            (*view).strides = if asked(ffi::PyBUF_STRIDES) {
                &raw mut (*view).itemsize
            } else {
                ptr::null_mut()
            };
            (*view).suboffsets = ptr::null_mut();
            (*view).internal = shape.cast();
            (*view).obj = owner.into_any().into_ptr();
        }
        Ok(())
    }

    unsafe fn __releasebuffer__(&self, view: *mut ffi::Py_buffer) {
        // SAFETY: made by Box::into_raw in __getbuffer__ for this view alone.
        drop(unsafe { Box::from_raw((*view).internal.cast::<ffi::Py_ssize_t>()) });
    }
}
