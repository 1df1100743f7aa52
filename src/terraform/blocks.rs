//! Module calls and provider blocks of a plan's configuration, as entries of the graph.
//!
//! A plan records what is written for them, not what it came to: literals are known, everything else is unknown with the
//! resources that it refers to.

use crate::value::{Address, Kind, Mode, ModuleStep, Name, PathStep, Reason, Unknown, Value};

use super::configuration::{Configuration, WrittenCall, is_expression};
use super::graph::{About, Action, Resource, Role};
use super::identify;
use super::plan::Plan;

/// All of them, module calls first.
pub(super) fn of(configuration: &Configuration<'_>, plan: &Plan) -> Vec<(Resource, About)> {
    let mut blocks: Vec<_> = configuration.calls().iter().map(|call| module(configuration, call)).collect();
    let providers = configuration.providers();
    let providers = providers.as_fields().map(crate::value::Fields::entries).unwrap_or_default();
    let own = providers.iter().map(|(_, written)| written).filter(|written| !is_inherited(written));
    blocks.extend(own.map(|written| provider(configuration, written, plan)));
    blocks
}

/// A child module that only names a provider, or declares it empty, uses that of its parent.
fn is_inherited(provider: &Value) -> bool {
    let has = |name: &str| provider.as_fields().is_some_and(|f| f.get_str(name).is_some());
    has("module_address") && !has("expressions") && !has("alias")
}

fn module(configuration: &Configuration<'_>, call: &WrittenCall<'_>) -> (Resource, About) {
    let (own, parents) =
        call.path.split_last().map_or((None, &[][..]), |(own, parents)| (Some(own), parents));
    let written = Written { configuration, module: parents };
    let name = own.map_or_else(|| Name::new(""), |step| step.name);
    let id = path_text(&call.path);
    let meta = module_meta(call.source, call.version, &id);
    let entry = Entry { module: parents, kind: Name::new(call.source), name, id: &id, provider: "" };
    let about = About { role: Role::Module, meta: with_module_path(meta, parents) };
    (entry.resource(written.block(&call.arguments, &mut Vec::new())), about)
}

/// What `meta` tells of a module call.
#[must_use]
pub fn module_meta(source: &str, version: Option<&str>, address: &str) -> Vec<(Name, Value)> {
    let version = version.map_or_else(Value::null, Value::string);
    let (source, address) = (Value::string(source), Value::string(address));
    vec![("source".into(), source), ("version".into(), version), ("address".into(), address)]
}

fn provider(configuration: &Configuration<'_>, written: &Value, plan: &Plan) -> (Resource, About) {
    let text = |name: &str| written.as_fields().and_then(|f| f.get_str(name)).and_then(Value::as_str);
    let name = text("name").unwrap_or_default();
    let source = text("full_name").unwrap_or(name);
    let module = module_path(text("module_address").unwrap_or_default());
    let version = plan.providers.of(source).or_else(|| text("version_constraint").and_then(one_version));
    let version = version.map_or_else(not_recorded, Value::string);
    let id = provider_address(&module, source, text("alias"));
    let mut meta = provider_meta(name, text("alias"), source, version);
    meta.push(("address".into(), Value::string(&id)));
    let expressions =
        written.as_fields().and_then(|f| f.get_str("expressions")).cloned().unwrap_or_else(Value::null);
    let arguments = Written { configuration, module: &module }.block(&expressions, &mut Vec::new());
    let kind = source.rsplit('/').next().unwrap_or(source);
    let entry =
        Entry { module: &module, kind: Name::new(kind), name: Name::new(name), id: &id, provider: source };
    (entry.resource(arguments), About { role: Role::Provider, meta: with_module_path(meta, &module) })
}

/// What `meta` tells of a provider block.
#[must_use]
pub fn provider_meta(name: &str, alias: Option<&str>, source: &str, version: Value) -> Vec<(Name, Value)> {
    let mut parts = source.rsplit('/');
    let kind = parts.next().unwrap_or_default();
    let namespace = parts.next().unwrap_or_default();
    vec![
        ("name".into(), Value::string(name)),
        ("alias".into(), alias.map_or_else(Value::null, Value::string)),
        ("namespace".into(), Value::string(namespace)),
        ("source".into(), Value::string(source)),
        ("type".into(), Value::string(kind)),
        ("version".into(), version),
    ]
}

/// `module.a.provider["registry.terraform.io/hashicorp/aws"].alias`, as Terraform writes it.
pub(super) fn provider_address(module: &[ModuleStep], source: &str, alias: Option<&str>) -> String {
    let module = if module.is_empty() { String::new() } else { path_text(module) + "." };
    let alias = alias.map(|alias| format!(".{alias}")).unwrap_or_default();
    format!("{module}provider[\"{source}\"]{alias}")
}

/// The version that a constraint leaves no choice about.
pub(super) fn one_version(constraint: &str) -> Option<&str> {
    let version = constraint.trim_start_matches('=').trim();
    let exact = version.starts_with(|c: char| c.is_ascii_digit()) && !version.contains([',', ' ']);
    (exact && version.matches('.').count() >= 2).then_some(version)
}

pub(super) fn with_module_path(mut meta: Vec<(Name, Value)>, module: &[ModuleStep]) -> Vec<(Name, Value)> {
    let path = if module.is_empty() { ".".to_owned() } else { path_text(module) };
    meta.push(("module_path".into(), Value::string(&path)));
    meta
}

pub(super) fn path_text(path: &[ModuleStep]) -> String {
    path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// `module.a.module.b` in its steps.
fn module_path(text: &str) -> Vec<ModuleStep> {
    let names = text.split('.').filter(|part| *part != "module" && !part.is_empty());
    names.map(|name| ModuleStep { name: Name::new(name), key: None }).collect()
}

/// The parts of an entry that is no resource.
struct Entry<'e> {
    module: &'e [ModuleStep],
    kind: Name,
    name: Name,
    id: &'e str,
    provider: &'e str,
}

impl Entry<'_> {
    /// Nothing is planned for it: it is there.
    fn resource(self, after: Value) -> Resource {
        let address = Address {
            module: self.module.to_vec(),
            mode: Mode::Managed,
            kind: self.kind,
            name: self.name,
            key: None,
        };
        let (id, provider) = (Name::new(self.id), Name::new(self.provider));
        Resource { after, ..Resource::bare(address, id, provider, Action::NoOp) }
    }
}

/// Expressions of one module.
struct Written<'w, 't> {
    configuration: &'w Configuration<'t>,
    module: &'w [ModuleStep],
}

impl Written<'_, '_> {
    /// A block's arguments; what nobody wrote reads as null.
    fn block(&self, expressions: &Value, path: &mut Vec<PathStep>) -> Value {
        let entries = expressions.as_fields().map(crate::value::Fields::entries).unwrap_or_default();
        let argument = |(name, expression): &(Name, Value)| {
            path.push(PathStep::Name(*name));
            let value = self.value(expression, path);
            path.pop();
            (*name, value)
        };
        Value::block(entries.iter().map(argument).collect())
    }

    fn value(&self, expression: &Value, path: &mut Vec<PathStep>) -> Value {
        if is_expression(expression) {
            return self.expression(expression, path);
        }
        match &expression.kind {
            Kind::Object(_) | Kind::Map(_) => self.block(expression, path),
            _ => {
                let blocks = expression.as_elements().unwrap_or_default();
                Value::list(blocks.iter().map(|block| self.block(block, path)).collect())
            }
        }
    }

    fn expression(&self, expression: &Value, path: &[PathStep]) -> Value {
        match expression.as_fields().and_then(|f| f.get_str("constant_value")) {
            Some(constant) if constant.is_null() => Value::unset(),
            Some(constant) => constant.clone(),
            None => {
                let sources = self.configuration.sources_in(self.module, expression);
                if sources.is_static() {
                    not_recorded()
                } else {
                    identify::from_sources(sources, path).into()
                }
            }
        }
    }
}

/// It has a value, but the plan does not tell which.
pub(super) fn not_recorded() -> Value {
    Unknown { reason: Reason::NotRecorded, ..Unknown::anything() }.into()
}

#[cfg(test)]
mod tests {
    use super::{module_path, one_version, provider_address};

    #[test]
    fn addresses_are_terraforms() {
        let aws = "registry.terraform.io/hashicorp/aws";
        assert_eq!(provider_address(&[], aws, Some("west")), format!("provider[\"{aws}\"].west"));
        let inside = module_path("module.a.module.b");
        assert_eq!(provider_address(&inside, aws, None), format!("module.a.module.b.provider[\"{aws}\"]"));
    }

    #[test]
    fn only_an_exact_constraint_is_a_version() {
        assert_eq!(one_version("5.100.0"), Some("5.100.0"));
        assert_eq!(one_version("= 5.100.0"), Some("5.100.0"));
        assert_eq!(
            (one_version("~> 5.0"), one_version("5.0"), one_version("5.0.1, < 6")),
            (None, None, None)
        );
    }
}
