//! What the real Terraform 1.11 answers, against what we answer: `fixtures/conformance` through `sekisho console`.
//!
//! Every case that comes out differently stands in `fixtures/conformance/exceptions.jsonl` with its reason; one that no
//! longer does must leave it. `SEKISHO_CONFORMANCE=list` prints the differences in that file's form.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // A test says what it expects by failing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sekisho::lang::parse_file_whole;
use sekisho::terraform::Module;
use sekisho::text::Source;
use sekisho::value::{Value, to_json};
use serde_json::{Value as Json, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/conformance")
}

fn lines(file: &str) -> Vec<Json> {
    let text = std::fs::read_to_string(folder().join(file)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The reasons of this set's exceptions, by expression.
fn exceptions(set: &str) -> BTreeMap<String, String> {
    let text = |json: &Json| json.as_str().unwrap().to_owned();
    let of_set = lines("exceptions.jsonl").into_iter().filter(|line| line["set"] == set);
    of_set.map(|line| (text(&line["expr"]), text(&line["reason"]))).collect()
}

/// All differences are excepted, and all that is excepted differs.
fn judge(set: &str, cases: usize, differing: &[(String, String, String)]) {
    let excepted = exceptions(set);
    let mut wrong = String::new();
    for (expr, ours, theirs) in differing {
        if std::env::var_os("SEKISHO_CONFORMANCE").is_some() {
            println!("{}", json!({"set": set, "expr": expr, "ours": ours, "theirs": theirs, "reason": ""}));
        }
        if !excepted.contains_key(expr) {
            let _ = writeln!(wrong, "{expr}\n    ours:   {ours}\n    theirs: {theirs}");
        }
    }
    for expr in excepted.keys().filter(|expr| !differing.iter().any(|d| d.0 == **expr)) {
        let _ = writeln!(wrong, "{expr}\n    is excepted, but comes out as it should");
    }
    println!(
        "{set}: {} of {cases} as Terraform has it, {} exceptions",
        cases - differing.len(),
        excepted.len()
    );
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn console() {
    console_cases("console", "console_cases.jsonl");
}

/// Cases of our own, each with what the real Terraform answered: differences that a search had found.
#[test]
fn more() {
    console_cases("more", "more_cases.jsonl");
}

fn console_cases(set: &str, file: &str) {
    let cases = lines(file);
    let answers = ask(&cases);
    assert_eq!(answers.len(), cases.len(), "each line is answered");
    let root = folder().join("console_config");
    let home = std::env::var("HOME").unwrap_or_default();
    let mut differing = Vec::new();
    for (case, answer) in cases.iter().zip(&answers) {
        assert_eq!(case["expr"], answer["expr"]);
        let theirs = match case["output"].as_str() {
            Some(text) => text.replace("$CWD", &root.to_string_lossy()).replace("$HOME", &home),
            None => "error".to_owned(),
        };
        let ours = answer["output"].as_str().unwrap_or("error").to_owned();
        if ours != theirs {
            let why = answer["error"].as_str().map_or(ours, |why| format!("error: {why}"));
            differing.push((case["expr"].as_str().unwrap().to_owned(), why, theirs));
        }
    }
    judge(set, cases.len(), &differing);
}

/// Sends all expressions to one `sekisho console --jsonl`.
fn ask(cases: &[Json]) -> Vec<Json> {
    ask_in("console_config", cases)
}

fn ask_in(root: &str, cases: &[Json]) -> Vec<Json> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sekisho"))
        .args(["console", "--jsonl", "--root"])
        .arg(folder().join(root))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let questions: String = cases.iter().map(|case| format!("{}\n", json!({"expr": case["expr"]}))).collect();
    let mut stdin = child.stdin.take().unwrap();
    let asking = std::thread::spawn(move || stdin.write_all(questions.as_bytes()));
    let output = child.wait_with_output().unwrap();
    asking.join().unwrap().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Texts of every form, each with whether `terraform fmt` takes it for HCL.
#[test]
fn syntax() {
    // What is wrong with names is no matter of syntax.
    let is_name = |message: &str| {
        let starts = ["there is no function", "this key could be"].iter().any(|m| message.starts_with(m));
        starts || message.ends_with("is not supported")
    };
    let cases = lines("syntax_cases.jsonl");
    let mut wrong = String::new();
    for case in &cases {
        let text = case["text"].as_str().unwrap();
        let (_, problems) = parse_file_whole(&Source::new("x.tf", text.to_owned()));
        let problems: Vec<_> = problems.iter().filter(|problem| !is_name(&problem.message)).collect();
        if problems.is_empty() != case["ok"].as_bool().unwrap() {
            let _ = writeln!(wrong, "{text:?}: {problems:?}");
        }
    }
    assert!(cases.len() > 800 && wrong.is_empty(), "{wrong}");
}

/// Values of templates, heredocs and operators, as the real Terraform has them.
#[test]
fn values() {
    let text = std::fs::read_to_string(folder().join("hcl_values/values.json")).unwrap();
    let theirs: BTreeMap<String, Json> = serde_json::from_str(&text).unwrap();
    let questions = theirs.keys().map(|name| json!({"expr": format!("jsonencode(local.{name})")}));
    let answers = ask_in("hcl_values", &questions.collect::<Vec<_>>());
    for ((name, theirs), answer) in theirs.iter().zip(&answers) {
        let ours: String = serde_json::from_str(answer["output"].as_str().unwrap_or_default()).unwrap();
        assert_eq!(serde_json::from_str::<Json>(&ours).unwrap(), *theirs, "{name}");
    }
    assert!(answers.len() > 100);
}

#[test]
fn plan() {
    plan_cases("plan", "plan_cases.jsonl");
}

/// Every function that Terraform says it has is in the table that `sekisho functions` prints.
#[test]
fn functions() {
    let text = std::fs::read_to_string(folder().join("terraform-1.11-functions.json")).unwrap();
    let told: Json = serde_json::from_str(&text).unwrap();
    let listed = Command::new(env!("CARGO_BIN_EXE_sekisho")).arg("functions").output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let names = told["function_signatures"].as_object().unwrap().keys().filter(|name| !name.contains("::"));
    let missing: Vec<&String> = names.filter(|name| !listed.contains(&format!("core::{name}("))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Cases of our own with typed unknowns, each with what one real `terraform plan` made of it.
#[test]
fn more_plan() {
    plan_cases("more plan", "more_plan_cases.jsonl");
}

fn plan_cases(set: &str, file: &str) {
    let name = format!("sekisho-conformance-{}-{}", set.replace(' ', "-"), std::process::id());
    let root = std::env::temp_dir().join(name);
    copy(&folder().join("console_config"), &root);
    std::fs::rename(root.join("plan_extra.tf.txt"), root.join("plan_extra.tf")).unwrap();
    let module = Module::load(&root).unwrap();
    let cases = lines(file);
    let mut differing = Vec::new();
    for case in &cases {
        let expr = case["expr"].as_str().unwrap();
        let theirs = match case["error"].as_bool() {
            Some(true) => Err("error".to_owned()),
            _ => Ok((case["after"].clone(), plain(&case["after_unknown"]))),
        };
        let ours = match module.evaluate(&Source::new("case", expr.to_owned())) {
            Ok(value) => Ok(as_in_plan(&value)).map(|(after, unknown)| (after, plain(&unknown))),
            Err(problems) => Err(format!("error: {}", problems[0].message)),
        };
        let same = match (&ours, &theirs) {
            (Ok(a), Ok(b)) => a.1 == b.1 && (a.1 == json!(true) || same_json(&a.0, &b.0)),
            (Err(_), Err(_)) => true,
            _ => false,
        };
        if !same {
            let shown = |side: Result<(Json, Json), String>| match side {
                Ok((after, unknown)) => format!("{after} unknown {unknown}"),
                Err(why) => why,
            };
            differing.push((expr.to_owned(), shown(ours), shown(theirs)));
        }
    }
    std::fs::remove_dir_all(&root).unwrap();
    judge(set, cases.len(), &differing);
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// `after` and `after_unknown` of an output, as plan JSON has them.
fn as_in_plan(value: &Value) -> (Json, Json) {
    let uncertain = value.has_possible() || value.as_fields().is_some_and(|f| !f.symbolic.is_empty());
    if value.is_unknown() || uncertain {
        return (Json::Null, json!(true));
    }
    if let Some(items) = value.as_elements() {
        let (after, unknown): (Vec<Json>, Vec<Json>) = items.iter().map(as_in_plan).unzip();
        return (after.into(), unknown.into());
    }
    let Some(fields) = value.as_fields() else {
        return (serde_json::from_str(&to_json(value).unwrap()).unwrap(), json!(false));
    };
    let entries = fields.entries().iter().map(|(name, v)| (name.to_string(), as_in_plan(v)));
    let (mut after, mut unknown) = (serde_json::Map::new(), serde_json::Map::new());
    for (name, (a, u)) in entries {
        if u != json!(true) {
            after.insert(name.clone(), a);
        }
        unknown.insert(name, u);
    }
    (after.into(), unknown.into())
}

/// Without the shells around what is known.
fn plain(unknown: &Json) -> Json {
    let known = json!(false);
    match unknown {
        Json::Array(items) if items.iter().all(|item| plain(item) == known) => known,
        Json::Array(items) => items.iter().map(plain).collect(),
        Json::Object(entries) => {
            let entries =
                entries.iter().map(|(name, u)| (name.clone(), plain(u))).filter(|(_, u)| *u != known);
            let entries: serde_json::Map<_, _> = entries.collect();
            if entries.is_empty() { known } else { entries.into() }
        }
        other if other.is_null() => known,
        other => other.clone(),
    }
}

/// Numbers by value: plan JSON writes them in fewer digits.
fn same_json(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_json(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same_json(a, b)))
        }
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}
