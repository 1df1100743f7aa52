//! What is computed once and kept, reachable from any thread, and a stack that is deep enough to compute it on.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Values that refer to values that refer to values take a step of recursion each; memory is used only as far as they
/// do.
const STACK: usize = 512 << 20;

/// Something that is read and written by one thread at a time.
#[derive(Debug, Default)]
pub(super) struct Shared<T>(Mutex<T>);

impl<T> Shared<T> {
    /// Access to it. Hold it no longer than for one look: whatever is computed meanwhile may want it too.
    pub fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs something on a deep stack, wherever the caller stands; where there is no thread to be had, the stack at hand must
/// do.
pub(super) fn on_deep_stack<T: Send>(work: impl Fn() -> T + Sync) -> T {
    let deep = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &work).ok()?;
        match thread.join() {
            Ok(result) => Some(result),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    deep.unwrap_or_else(work)
}
