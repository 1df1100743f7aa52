//! The container definitions of an ECS task: read by the provider into what the service knows, and written anew.

use crate::value::{Kind, Name, Value, to_json};

/// What a definition may say. Other names the provider drops, or takes for one of these in other letters.
const KNOWN: &[&str] = &[
    "command",
    "cpu",
    "credentialSpecs",
    "dependsOn",
    "disableNetworking",
    "dnsSearchDomains",
    "dnsServers",
    "dockerLabels",
    "dockerSecurityOptions",
    "entryPoint",
    "environment",
    "environmentFiles",
    "essential",
    "extraHosts",
    "firelensConfiguration",
    "healthCheck",
    "hostname",
    "image",
    "interactive",
    "links",
    "linuxParameters",
    "logConfiguration",
    "memory",
    "memoryReservation",
    "mountPoints",
    "name",
    "portMappings",
    "privileged",
    "pseudoTerminal",
    "readonlyRootFilesystem",
    "repositoryCredentials",
    "resourceRequirements",
    "restartPolicy",
    "secrets",
    "startTimeout",
    "stopTimeout",
    "systemControls",
    "ulimits",
    "user",
    "versionConsistency",
    "volumesFrom",
    "workingDirectory",
];

/// The definitions as a plan shows them; none where that is not sure.
pub(super) fn planned(definitions: &Value) -> Option<String> {
    let containers: Option<Vec<Value>> = definitions.as_elements()?.iter().map(container).collect();
    to_json(&Value::tuple(by_name(containers?)))
}

fn container(definition: &Value) -> Option<Value> {
    let Kind::Object(fields) = &definition.kind else { return None };
    let known = |name: Name| KNOWN.contains(&name.as_str());
    if !fields.entries().iter().all(|(name, value)| known(*name) && is_kept(*name, value)) {
        return None;
    }
    let says_nothing =
        |name: Name, value: &Value| name.as_str() == "cpu" && to_json(value).as_deref() == Some("0");
    let kept =
        fields.entries().iter().filter(|(name, value)| !value.is_null() && !says_nothing(*name, value));
    let written = kept.map(|(name, value)| (*name, member(*name, &without_nulls(value))));
    Some(Value::object(written.collect()))
}

/// Whether everything in a member is written again: of some numbers the provider takes zero for none.
fn is_kept(name: Name, value: &Value) -> bool {
    let zero = |v: &Value| v.as_number().is_some_and(|n| n.to_string() == "0");
    !matches!(name.as_str(), "ulimits" | "linuxParameters") || !value.any(&zero)
}

fn member(name: Name, value: &Value) -> Value {
    match (name.as_str(), value.as_elements()) {
        ("environment" | "secrets", Some(items)) => Value::tuple(by_name(items.to_vec())),
        _ => value.clone(),
    }
}

fn by_name(mut items: Vec<Value>) -> Vec<Value> {
    let name = |v: &Value| v.as_fields().and_then(|f| f.get_str("name")?.as_str().map(str::to_owned));
    items.sort_by_key(name);
    items
}

fn without_nulls(value: &Value) -> Value {
    match &value.kind {
        Kind::Object(fields) => {
            let kept = fields.entries().iter().filter(|(_, v)| !v.is_null());
            Value::object(kept.map(|(name, v)| (*name, without_nulls(v))).collect())
        }
        _ => value.map_children(|_, child| without_nulls(child)),
    }
}
