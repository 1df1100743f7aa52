//! Local values: lazy, in any order, without cycles.

use crate::lang::Expr;
use crate::text::Span;
use crate::value::Name;

/// Each may read the one before, so more of them would be a deeper recursion than a thread's stack holds.
const MOST: usize = 500;

/// The local values of a file or a policy.
#[derive(Clone, Debug, Default)]
pub struct Locals {
    entries: Vec<Local>,
}

/// One local value.
#[derive(Clone, Debug)]
pub struct Local {
    /// Its name.
    pub name: Name,
    /// Where its name stands.
    pub span: Span,
    /// What it is.
    pub expr: Expr,
}

impl Locals {
    /// Local values, and what is wrong with them.
    #[must_use]
    pub fn new(written: Vec<(Name, Span, Expr)>) -> (Self, Vec<(String, Span)>) {
        let mut problems = Vec::new();
        let mut entries: Vec<Local> = Vec::new();
        if let Some((_, span, _)) = written.get(MOST) {
            problems.push((format!("more than {MOST} local values"), *span));
        }
        for (name, span, expr) in written.into_iter().take(MOST) {
            if entries.iter().any(|e| e.name == name) {
                problems.push((format!("the local value `{name}` is already defined"), span));
                continue;
            }
            entries.push(Local { name, span, expr });
        }
        let locals = Self { entries };
        if let Some((at, path)) = locals.cycle() {
            problems.push((
                format!("local values refer to each other in a circle: {path}"),
                locals.entries[at].span,
            ));
        }
        (locals, problems)
    }

    /// Number and definition of the local value of this name.
    #[must_use]
    pub fn find(&self, name: Name) -> Option<(usize, &Expr)> {
        let at = self.entries.iter().position(|e| e.name == name)?;
        Some((at, &self.entries[at].expr))
    }

    /// Whether there is one of this name.
    #[must_use]
    pub fn has(&self, name: Name) -> bool {
        self.find(name).is_some()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = Name> {
        self.entries.iter().map(|e| e.name)
    }

    /// Their names and where those stand.
    pub fn spans(&self) -> impl Iterator<Item = (Name, Span)> {
        self.entries.iter().map(|e| (e.name, e.span))
    }

    /// Their definitions.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        self.entries.iter().map(|e| &e.expr)
    }

    /// The numbers of the local values that this one reads.
    fn reads(&self, at: usize) -> Vec<usize> {
        let roots = self.entries[at].expr.roots();
        let locals =
            roots.iter().filter(|(root, ..)| root.as_str() == "local").filter_map(|(_, member, _)| *member);
        locals.filter_map(|name| self.find(name).map(|(at, _)| at)).collect()
    }

    fn cycle(&self) -> Option<(usize, String)> {
        let reads: Vec<Vec<usize>> = (0..self.entries.len()).map(|at| self.reads(at)).collect();
        (0..self.entries.len()).find_map(|start| {
            let mut path = vec![start];
            path_back(&reads, start, &mut path, &mut vec![false; self.entries.len()]).then(|| {
                path.push(start);
                let names: Vec<&str> = path.iter().map(|at| self.entries[*at].name.as_str()).collect();
                (start, names.join(" → "))
            })
        })
    }
}

/// Whether a way leads from the end of the path back to the start; then the path is that way.
fn path_back(reads: &[Vec<usize>], start: usize, path: &mut Vec<usize>, seen: &mut [bool]) -> bool {
    let Some(last) = path.last().copied() else { return false };
    for next in &reads[last] {
        if *next == start {
            return true;
        }
        if !std::mem::replace(&mut seen[*next], true) {
            path.push(*next);
            if path_back(reads, start, path, seen) {
                return true;
            }
            path.pop();
        }
    }
    false
}
