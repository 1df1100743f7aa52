//! What the provider makes of arguments, against what real plans show.
//!
//! The cases of `tests/fixtures/shape` are configurations with the plans that Terraform made of them. The plans of public
//! modules in `../shared/plans/real` are used where that folder stands beside the checkout; the figures are printed
//! (`cargo test --test shape -- --nocapture`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // A test says what it expects by failing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sekisho::terraform::ProviderVersions;
use sekisho::terraform::schema::{
    Member, Nesting, Omitted, TypeSchema, may_be_computed, omissions_of, schema_of,
};
use sekisho::terraform::shape::{Context, planned};
use sekisho::value::{Kind, Marks, Mode, Name, Unknown, Value, from_json, to_json};
use serde_json::{Map, Value as Json, json};

/// How a value of ours compares with Terraform's.
#[derive(Default)]
struct Score {
    agree: usize,
    unknown: usize,
    assumed: usize,
    /// What is not as it should be, by type and path.
    causes: BTreeMap<(&'static str, String), (usize, String)>,
}

impl Score {
    fn note(&mut self, class: &'static str, path: &str, detail: String) {
        let place: String = path.chars().filter(|c| !c.is_ascii_digit()).collect();
        let entry = self.causes.entry((class, place)).or_insert((0, detail));
        entry.0 += 1;
    }

    fn count(&self, class: &str) -> usize {
        self.causes.iter().filter(|(k, _)| k.0 == class).map(|(_, v)| v.0).sum()
    }

    fn compare(&mut self, ours: &Value, truth: &Json, unknown: &Json, path: &str) {
        if *unknown == Json::Bool(true) {
            if ours.is_unknown() {
                self.unknown += 1;
            } else if ours.marks.has(Marks::ASSUMED) {
                self.assumed += 1;
            } else {
                self.note("overclaim", path, shown(ours));
            }
            return;
        }
        if ours.is_unknown() {
            self.note("lost", path, truth.to_string());
            return;
        }
        match (ours.as_fields(), ours.as_elements(), truth) {
            (Some(fields), _, Json::Object(members)) => {
                let mut names: Vec<&str> = fields.entries().iter().map(|e| e.0.as_str()).collect();
                let unknown_names = unknown.as_object().into_iter().flat_map(Map::keys);
                names.extend(members.keys().chain(unknown_names).map(String::as_str));
                names.sort_unstable();
                names.dedup();
                for name in names {
                    let child = format!("{path}.{name}");
                    match fields.get_str(name) {
                        Some(value) => {
                            let truth = members.get(name).unwrap_or(&Json::Null);
                            self.compare(value, truth, &unknown[name], &child);
                        }
                        None => self.note("wrong", &child, "missing".to_owned()),
                    }
                }
            }
            (_, Some(items), Json::Array(truths)) if items.len() == truths.len() => {
                for (at, (item, truth)) in items.iter().zip(truths).enumerate() {
                    let unknown = unknown.get(at).unwrap_or(&Json::Null);
                    self.compare(item, truth, unknown, &format!("{path}[{at}]"));
                }
            }
            _ if same(ours, truth) => self.agree += 1,
            _ => self.note("wrong", path, format!("{} instead of {truth}", shown(ours))),
        }
    }

    fn print(&self) {
        for ((class, place), (count, example)) in &self.causes {
            let example: String = example.chars().take(200).collect();
            println!("{class:<10} {count:>4} {place}: {example}");
        }
        let [wrong, overclaim, lost] = ["wrong", "overclaim", "lost"].map(|class| self.count(class));
        let Self { agree, unknown, assumed, .. } = self;
        println!(
            "{agree} agree, {unknown} unknown in both, {assumed} assumed, {wrong} wrong, {overclaim} overclaimed, {lost} lost"
        );
    }
}

fn shown(value: &Value) -> String {
    to_json(value).unwrap_or_else(|| sekisho::value::display(value))
}

fn same(ours: &Value, truth: &Json) -> bool {
    match (&ours.kind, truth) {
        (Kind::Null(_), Json::Null) => true,
        (Kind::Number(n), Json::Number(m)) => n.to_string() == m.to_string(),
        _ => to_json(ours).is_some_and(|text| serde_json::from_str::<Json>(&text).unwrap() == *truth),
    }
}

/// A value of a plan with the unknown parts in their places.
fn merged(value: &Json, unknown: &Json) -> Value {
    match (value, unknown) {
        (_, Json::Bool(true)) => some_reference(),
        (Json::Array(items), _) => {
            let item = |(at, item): (usize, &Json)| merged(item, unknown.get(at).unwrap_or(&Json::Null));
            Value::tuple(items.iter().enumerate().map(item).collect())
        }
        (Json::Object(members), _) => {
            let unknown_names = unknown.as_object().into_iter().flat_map(Map::keys);
            let names = members.keys().chain(unknown_names);
            let entry = |name: &String| {
                (Name::new(name), merged(members.get(name).unwrap_or(&Json::Null), &unknown[name]))
            };
            Value::object(names.map(entry).collect())
        }
        _ => from_json(&value.to_string()).unwrap(),
    }
}

fn some_reference() -> Value {
    Unknown::attribute(Name::new("terraform_data.u"), Name::new("id")).into()
}

/// The arguments of a block that its configuration sets, with the values that the plan shows for them.
fn arguments(place: &[Name], expressions: &Json, schema: &TypeSchema, after: &Json, unknown: &Json) -> Value {
    let mut entries = Vec::new();
    for name in schema.names() {
        let (expression, after, unknown) =
            (&expressions[name.as_str()], &after[name.as_str()], &unknown[name.as_str()]);
        match schema.member(name) {
            // Of a script that is computed the plan shows a hash only.
            Some(Member::Attribute(_))
                if name.as_str() == "user_data" && expression["constant_value"].is_null() =>
            {
                entries.extend((!expression.is_null()).then(|| (name, some_reference())));
            }
            Some(Member::Attribute(_)) if !expression.is_null() => {
                entries.push((name, given(expression, after, unknown)));
            }
            // Blocks of an attribute that `dynamic` makes are not recorded.
            Some(Member::Attribute(attribute)) if attribute.ty.is_sequence() && after.is_array() => {
                entries.push((name, merged(after, unknown)));
            }
            Some(Member::Block(_)) if *unknown == Json::Bool(true) => {
                // Either the provider computes it, or it is a `dynamic` block of unknown length.
                let computed = may_be_computed(place[0], &[&place[1..], &[name]].concat());
                entries.extend((!computed).then(|| (name, some_reference())));
            }
            Some(Member::Block(nested)) => {
                let (nesting, block) = (nested.nesting, nested.block());
                let place = [place, &[name]].concat();
                entries.push((name, blocks(&place, expression, nesting, block, after, unknown)));
            }
            _ => {}
        }
    }
    Value::object(entries)
}

/// What is written for an argument, where the configuration tells it; otherwise what became of it.
fn given(expression: &Json, after: &Json, unknown: &Json) -> Value {
    let constant = &expression["constant_value"];
    // In JSON syntax a template is a constant.
    if constant.is_null() || constant.to_string().contains("${") {
        return merged(after, unknown);
    }
    from_json(&constant.to_string()).unwrap()
}

fn blocks(
    place: &[Name],
    expression: &Json,
    nesting: Nesting,
    block: &TypeSchema,
    after: &Json,
    unknown: &Json,
) -> Value {
    let one = |expression: &Json, after: &Json, unknown: &Json| match expression {
        // A `dynamic` block: which of its arguments are set is not recorded, so those that have values are.
        Json::Null => merged(after, unknown),
        _ => arguments(place, expression, block, after, unknown),
    };
    match (nesting, after) {
        (Nesting::Single, Json::Object(_)) => one(expression, after, unknown),
        (_, Json::Array(items)) => {
            let any = expression.as_array().map(|all| union(all, items.len())).unwrap_or_default();
            let expression = |at: usize| match expression.as_array() {
                Some(all) if all.len() == items.len() && nesting == Nesting::List => all[at].clone(),
                Some(_) => any.clone(),
                None => Json::Null,
            };
            let item = |(at, item): (usize, &Json)| {
                one(&expression(at), item, unknown.get(at).unwrap_or(&Json::Null))
            };
            Value::list(items.iter().enumerate().map(item).collect())
        }
        _ => Value::null(),
    }
}

/// What any of these blocks sets: of a set nobody can tell which block of the plan is which.
fn union(blocks: &[Json], shown: usize) -> Json {
    if let ([only], 1) = (blocks, shown) {
        return only.clone();
    }
    let mut all = Map::new();
    for (name, expression) in blocks.iter().filter_map(Json::as_object).flatten() {
        all.entry(name.clone()).or_insert_with(|| without_values(expression));
    }
    Json::Object(all)
}

/// Which arguments an expression sets, not to what.
fn without_values(expression: &Json) -> Json {
    match expression {
        Json::Array(blocks) => {
            Json::Array(blocks.iter().map(|block| union(&[block.clone(), json!({})], 2)).collect())
        }
        _ => json!({}),
    }
}

/// Resource blocks by address without keys.
fn expressions(module: &Json, prefix: &str, found: &mut BTreeMap<String, Json>) {
    for resource in module["resources"].as_array().into_iter().flatten() {
        let address = format!("{prefix}{}", resource["address"].as_str().unwrap());
        found.insert(address, resource.clone());
    }
    for (name, call) in module["module_calls"].as_object().into_iter().flatten() {
        expressions(&call["module"], &format!("{prefix}module.{name}."), found);
    }
}

fn without_keys(address: &str) -> String {
    let mut kept = String::new();
    let (mut depth, mut quoted) = (0, false);
    for c in address.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth -= 1,
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

fn shape(address: &str, kind: &str, written: &Value, tags: Option<&Value>) -> Value {
    shape_of(Mode::Managed, address, kind, written, tags)
}

fn shape_of(mode: Mode, address: &str, kind: &str, written: &Value, tags: Option<&Value>) -> Value {
    let versions = ProviderVersions::default();
    let provider = Name::new("registry.terraform.io/hashicorp/aws");
    let context = Context { provider, versions: &versions, default_tags: tags };
    planned(Name::new(address), Name::new(kind), mode, written, &context)
}

fn score_plan(plan: &Json, score: &mut Score) {
    let mut blocks = BTreeMap::new();
    expressions(&plan["configuration"]["root_module"], "", &mut blocks);
    for entry in plan["resource_changes"].as_array().unwrap() {
        let (address, kind) = (entry["address"].as_str().unwrap(), entry["type"].as_str().unwrap());
        let Some(schema) = schema_of(Name::new(kind)) else { continue };
        let Some(block) = blocks.get(&without_keys(address)) else { continue };
        let change = &entry["change"];
        if change["actions"] != json!(["create"]) || entry["mode"] != "managed" {
            continue;
        }
        let (after, unknown) = (&change["after"], &change["after_unknown"]);
        let written = arguments(&[Name::new(kind)], &block["expressions"], schema, after, unknown);
        let provider = block["provider_config_key"].as_str().unwrap_or_default();
        let tags = default_tags(&plan["configuration"]["provider_config"][provider]);
        score.compare(&shape(address, kind, &written, tags.as_ref()), after, unknown, kind);
    }
}

/// The default tags of a provider configuration, where they are written down; no literal where they are a template.
fn default_tags(provider: &Json) -> Option<Value> {
    let tags = &provider["expressions"]["default_tags"][0]["tags"];
    match &tags["constant_value"] {
        Json::Null if tags.is_null() => None,
        known if !known.is_null() && !known.to_string().contains("${") => Some(merged(known, &Json::Null)),
        _ => Some(some_reference()),
    }
}

fn plans() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/plans/real");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.to_string_lossy().ends_with(".plan.json.gz"))
        .collect();
    paths.sort();
    paths
}

/// What a measurement says of a path, as the condensed form says it.
fn says(kind: &str, path: &str) -> String {
    let (mut schema, mut known) = (schema_of(Name::new(kind)).unwrap(), omissions_of(Name::new(kind)));
    let names: Vec<Name> = path.split('.').map(Name::new).collect();
    let (last, blocks) = names.split_last().unwrap();
    for name in blocks {
        known = known.inside(*name);
        if let Some(Member::Block(nested)) = schema.member(*name) {
            schema = nested.block();
        }
    }
    let member = schema.member(*last).filter(|_| known.measured(*last).is_none());
    let said = member.map(|member| known.left_out(*last, member));
    match said.or_else(|| known.measured(*last).cloned()) {
        Some(Omitted::Value(value)) => to_json(&value).unwrap(),
        other => format!("{:?}", other.unwrap_or(Omitted::NotSeen)),
    }
}

#[test]
fn the_condensed_defaults_say_what_was_measured() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/provider-defaults-5.100.0.json");
    let Ok(text) = std::fs::read_to_string(&data) else {
        println!("skipped: {} is not there", data.display());
        return;
    };
    let measured: Json = serde_json::from_str(&text).unwrap();
    let mut compared = 0;
    for (kind, found) in measured["types"].as_object().unwrap() {
        let both = ["omitted", "inside_blocks"].map(|part| found[part].as_object().into_iter().flatten());
        for (path, value) in both.into_iter().flatten() {
            let expected = match value {
                _ if !found["varies"][path].is_null() || !found["always_set"][path].is_null() => {
                    "NotSeen".to_owned()
                }
                Json::Null => "Null".to_owned(),
                Json::Object(what) if what.contains_key("block") => "Absent".to_owned(),
                Json::Object(what) if what.contains_key("unknown") => "Unknown".to_owned(),
                value => value.to_string(),
            };
            assert_eq!(says(kind, path), expected, "{kind}.{path}");
            compared += 1;
        }
        for path in found["always_set"].as_object().into_iter().flat_map(Map::keys) {
            assert_eq!(says(kind, path), "NotSeen", "{kind}.{path}");
        }
        for attribute in &schema_of(Name::new(kind)).unwrap().attributes {
            let path = attribute.name.as_str();
            let listed =
                ["omitted", "inside_blocks", "always_set"].iter().any(|part| found[part].get(path).is_some());
            if !listed && attribute.optional && !attribute.computed {
                assert_eq!(says(kind, path), "Null", "{kind}.{path}");
            }
        }
    }
    println!("{compared} measured values");
    assert!(compared > 13_000);
}

#[test]
fn policy_documents_are_written_as_the_provider_writes_them() {
    let cases: Vec<Json> =
        serde_json::from_str(include_str!("fixtures/shape/policy_documents.json")).unwrap();
    assert!(cases.len() > 50);
    let mut score = Score::default();
    for case in &cases {
        let written = from_json(&case["arguments"].to_string()).unwrap();
        let kind = "aws_iam_policy_document";
        let ours = shape_of(Mode::Data, "data.aws_iam_policy_document.d", kind, &written, None);
        let text = |name: &str| ours.as_fields().unwrap().get_str(name).unwrap().as_str().map(str::to_owned);
        for name in ["json", "minified_json", "id"] {
            assert_eq!(text(name).as_deref(), case["values"][name].as_str(), "{} of {}", name, case["name"]);
        }
        score.compare(&ours, &case["values"], &Json::Null, &format!("{} {kind}", case["name"]));
    }
    score.print();
    assert!(score.causes.is_empty());
}

#[test]
fn single_arguments_are_planned_as_the_provider_plans_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shape");
    let mut score = Score::default();
    for entry in std::fs::read_dir(folder).unwrap() {
        if let Ok(text) = std::fs::read_to_string(entry.unwrap().path().join("plan.json")) {
            score_plan(&serde_json::from_str(&text).unwrap(), &mut score);
        }
    }
    score.print();
    assert!(score.agree > 1_000);
    assert_eq!((score.count("wrong"), score.count("overclaim")), (0, 0));
}

#[test]
fn the_plans_of_our_stacks_are_foretold_from_their_arguments() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/stacks");
    let mut score = Score::default();
    for entry in std::fs::read_dir(folder).unwrap() {
        if let Ok(text) = std::fs::read_to_string(entry.unwrap().path().join("plan.json")) {
            score_plan(&serde_json::from_str(&text).unwrap(), &mut score);
        }
    }
    score.print();
    assert!(score.agree > 1_000);
    assert_eq!((score.count("wrong"), score.count("overclaim")), (0, 0));
}

#[test]
fn real_plans_are_foretold_from_their_arguments() {
    let mut score = Score::default();
    for path in plans() {
        let output = std::process::Command::new("gzip").arg("-dc").arg(&path).output().unwrap();
        score_plan(&serde_json::from_slice(&output.stdout).unwrap(), &mut score);
    }
    score.print();
    assert_eq!((score.count("wrong"), score.count("overclaim")), (0, 0));
}
