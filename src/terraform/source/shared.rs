//! What is computed once and kept, reachable from any thread, and a stack that is deep enough to compute it on.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
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

thread_local! {
    /// Whether this thread has a deep stack already.
    static IS_DEEP: Cell<bool> = const { Cell::new(false) };
}

/// Runs something on a deep stack, wherever the caller stands; where there is no thread to be had, the stack at hand must
/// do.
pub(super) fn on_deep_stack<T: Send>(work: impl Fn() -> T + Sync) -> T {
    if IS_DEEP.get() {
        return work();
    }
    let deep = std::thread::scope(|scope| {
        let marked = || {
            IS_DEEP.set(true);
            work()
        };
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, marked).ok()?;
        match thread.join() {
            Ok(result) => Some(result),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    deep.unwrap_or_else(work)
}

/// Does something to each item, on several deep stacks at a time; results are in the order of the items.
///
/// These are threads of their own: those of the pool may be needed by each of them.
pub(super) fn each_on_deep_stack<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    if items.is_empty() {
        return Vec::new();
    }
    let (next, done) = (AtomicUsize::new(0), Shared::<Vec<(usize, T)>>::default());
    let all = || {
        let number = || next.fetch_add(1, Ordering::Relaxed);
        while let Some((at, item)) = Some(number()).and_then(|at| Some((at, items.get(at)?))) {
            let result = work(item);
            done.lock().push((at, result));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..items.len().min(rayon::current_num_threads()) {
            // Where there is no thread to be had, the others do its share.
            let _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
                IS_DEEP.set(true);
                all();
            });
        }
        on_deep_stack(all);
    });
    let mut done = std::mem::take(&mut *done.lock());
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
