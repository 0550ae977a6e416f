//! Polygil's kernels as the documents have them: functions in Rust that Python imports, by PyO3.
//!
//! Module and function names are those of Polygil's kernels, so that the programs in `python/` run
//! unmodified on both. As in the documents, a function holds the GIL unless it detaches. The one
//! library holds all modules: Python finds each under a file name of its own.
//!
//! Compilers fold a sum into a formula. Here each term goes through [`kept`], at no cost of its own.

use std::arch::asm;

mod arrays;
mod boundary;
mod errors;
mod fibonacci;
mod greetings;
mod images;
mod memory;
mod parallel_sum;
mod counters;
mod word_count;

/// The number itself, but nothing that the compiler knows about it.
///
/// `std::hint::black_box` sends a number through memory, four cycles or so of waiting at each step
/// of a loop. This keeps it in its register.
#[inline(always)]
fn kept(mut number: u64) -> u64 {
    // SAFETY: no instruction at all.
    unsafe { asm!("/* {0} */", inout(reg) number, options(pure, nomem, nostack, preserves_flags)) };
    number
}
