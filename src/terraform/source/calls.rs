//! Calls of modules, and the instances that they make.

use std::path::Path;
use std::sync::Arc;

use crate::lang::{Block, Failure};
use crate::text::{Diagnostic, Source};
use crate::value::{InstanceKey, ModuleStep, Name, Type, Value, convert};

use super::evaluation::{Called, Instance, Parent};
use super::folder::Declared;
use super::loader::{Found, Missing};
use super::problem::Gap;
use super::repeat::{Instances, One, Repetition};
use super::scope::{Here, missing};

/// Modules do not call each other more deeply.
const DEEPEST: usize = 40;

/// Arguments of a call that are no variables of the module.
pub(super) const META: [&str; 7] =
    ["source", "version", "count", "for_each", "providers", "depends_on", "lifecycle"];

impl Here<'_> {
    /// The instances of a module call; none where its source is not here.
    ///
    /// # Errors
    /// Where there is no such call, or its repetition depends on itself.
    pub(super) fn call_instances(&self, name: Name) -> Result<Called, Failure> {
        let key = (self.module.number, name);
        if let Some(known) = self.evaluation.calls.lock().get(&key) {
            return Ok(known.clone());
        }
        let call = self.module.folder.calls.get(&name).ok_or_else(|| missing("module call", name))?;
        let guard = (self.module.number, Name::new("module"), name);
        let called = self.evaluation.guarded(guard, || self.expand(name, call))?;
        self.evaluation.calls.lock().insert(key, called.clone());
        Ok(called)
    }

    fn expand(&self, name: Name, call: &Declared<Block>) -> Called {
        let found = self.find(name, call)?;
        self.check_arguments(name, call, &found);
        let (repetition, ones) = self.outside().repetition(&call.item.body, &call.source);
        let all = ones.into_iter().map(|one| (one.0, self.instance(name, one, &found, repetition)));
        Some(Arc::new(Instances { repetition, all: all.collect() }))
    }

    fn instance(
        &self,
        call: Name,
        (key, bound): One,
        found: &Found,
        repetition: Repetition,
    ) -> Arc<Instance> {
        let mut path = self.module.path.clone();
        path.push(ModuleStep { name: call, key });
        Arc::new(Instance {
            number: self.evaluation.next_number(),
            folder: found.folder.clone(),
            path,
            key: dotted(&self.module, call),
            shown: found.path.clone(),
            parent: Some(Parent { module: self.module.clone(), call, bound }),
            certain: self.module.certain && repetition != Repetition::Unknown,
        })
    }

    /// The folder that a call leads to; where it leads nowhere, that is noted.
    fn find(&self, name: Name, call: &Declared<Block>) -> Option<Found> {
        let argument = call.item.body.attribute("source");
        let source = argument.and_then(|a| a.expr.as_literal()).and_then(Value::as_str);
        let (Some(argument), Some(source)) = (argument, source) else {
            let message = format!("module `{name}` has no source: nothing of it is checked");
            self.evaluation.add_gap(Gap::Unread, Diagnostic::error(message, &call.source, call.item.header));
            return None;
        };
        if self.module.path.len() >= DEEPEST {
            let message = "modules call each other too deeply: what is further down is not checked";
            self.evaluation.add_gap(Gap::Unread, Diagnostic::error(message, &call.source, call.item.header));
            return None;
        }
        let missing =
            match self.evaluation.loader.child(source, &self.module.shown, &dotted(&self.module, name)) {
                Ok(found) if self.is_inside(&found) => {
                    let message = format!("module `{name}` calls itself, directly or through others");
                    self.evaluation.note(message, &call.source, call.item.header);
                    return None;
                }
                Ok(found) => return Some(found),
                Err(missing) => missing,
            };
        let place = argument.from.as_ref().unwrap_or(&call.source);
        let (gap, note) = not_there(name, source, missing, place, argument.expr.span);
        self.evaluation.add_gap(gap, note);
        None
    }

    /// Whether this place is in an instance of that module.
    fn is_inside(&self, found: &Found) -> bool {
        let mut around = Some(&self.module);
        while let Some(module) = around {
            if Arc::ptr_eq(&module.folder, &found.folder) {
                return true;
            }
            around = module.parent.as_ref().map(|parent| &parent.module);
        }
        false
    }

    /// Arguments that the module does not declare, and variables that it wants and does not get.
    fn check_arguments(&self, name: Name, call: &Declared<Block>, found: &Found) {
        let variables = &found.folder.variables;
        for argument in &call.item.body.attributes {
            let known = META.contains(&argument.name.as_str()) || variables.contains_key(&argument.name);
            if !known {
                let source = argument.from.as_ref().unwrap_or(&call.source);
                let message = format!("module `{name}` has no variable `{}`", argument.name);
                let near = crate::text::nearest(&argument.name, variables.keys().map(|n| n.as_str()));
                let mut note = Diagnostic::error(message, source, argument.name_span).into_warning();
                note.help = near.map(|near| format!("did you mean `{near}`?"));
                self.evaluation.add_note(note);
            }
        }
        let given = |variable: &Name| call.item.body.attribute(variable).is_some();
        for (variable, _) in variables.iter().filter(|(name, v)| v.is_required() && !given(name)) {
            let message = format!("module `{name}` needs a value for `{variable}`");
            self.evaluation.note(message, &call.source, call.item.header);
        }
    }
}

fn not_there(
    name: Name,
    source: &str,
    missing: Missing,
    file: &Source,
    span: crate::text::Span,
) -> (Gap, Diagnostic) {
    match missing {
        Missing::NotInstalled => {
            let message = format!(
                "module `{name}` ({source}) is not installed: nothing in it is checked, and its outputs are unknown"
            );
            let help = "install it with `terraform init -backend=false` (or `terraform get`) in the root module's folder";
            (Gap::NotInstalled, Diagnostic::error(message, file, span).into_warning().with_help(help))
        }
        Missing::Unreadable(problems) => {
            // As it is seen from where the call stands; the file system's own words name a folder of this machine.
            let folder = Path::new(file.name()).with_file_name(source.trim_start_matches("./"));
            let gone = (!folder.exists()).then(|| format!("there is no folder {}", folder.display()));
            let first = gone.or_else(|| Some(problems.first()?.message.clone())).unwrap_or_default();
            let message = format!("module `{name}` cannot be read, so nothing in it is checked: {first}");
            (Gap::Unread, Diagnostic::error(message, file, span))
        }
    }
}

/// The dotted path of calls that leads to a call.
fn dotted(module: &Instance, call: Name) -> String {
    if module.key.is_empty() { call.to_string() } else { format!("{}.{call}", module.key) }
}

impl<T> Instances<T> {
    /// The instance that an index means: a number of `count`, or a text of `for_each`; one may be written as the other.
    pub(super) fn at(&self, index: &Value) -> Option<&T> {
        let key = match self.repetition {
            Repetition::Count => {
                let number = convert(index, &Type::Number).ok()?;
                InstanceKey::Index(number.as_number()?.as_index()? as u64)
            }
            _ => InstanceKey::Key(Name::new(convert(index, &Type::String).ok()?.as_str()?)),
        };
        self.get(Some(key))
    }
}
