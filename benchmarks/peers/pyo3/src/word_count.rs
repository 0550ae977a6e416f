//! Document 000's word count.

use pyo3::prelude::*;

/// Counts the words of a text that equal a needle.
///
/// Lines are Rust's, as in the document: they end with "\n" or "\r\n". Python's splitlines has more
/// line ends ("\r" alone, "\v", "\f", "\x1c" to "\x1e", "\x85", "\u2028", "\u2029"); for texts
/// without those the answers are the same.
#[pymodule]
pub mod word_count {
    use pyo3::prelude::*;
    use rayon::prelude::*;

    fn in_line(line: &str, needle: &str) -> usize {
        line.split(' ').filter(|word| *word == needle).count()
    }

    fn in_lines(contents: &str, needle: &str) -> usize {
        contents.lines().map(|line| in_line(line, needle)).sum()
    }

    /// Counts the words equal to needle, on all cores, while the GIL is held.
    #[pyfunction]
    fn search(contents: &str, needle: &str) -> usize {
        contents.par_lines().map(|line| in_line(line, needle)).sum()
    }

    /// Counts the words equal to needle, on one core, while the GIL is held.
    #[pyfunction]
    fn search_sequential(contents: &str, needle: &str) -> usize {
        in_lines(contents, needle)
    }

    /// Counts the words equal to needle, on one core, while other Python threads run.
    #[pyfunction]
    fn search_sequential_detached(py: Python<'_>, contents: &str, needle: &str) -> usize {
        py.detach(|| in_lines(contents, needle))
    }

    /// The name that PyO3's guide had for search_sequential_detached.
    #[pyfunction]
    fn search_sequential_allow_threads(py: Python<'_>, contents: &str, needle: &str) -> usize {
        py.detach(|| in_lines(contents, needle))
    }
}
