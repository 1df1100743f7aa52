//! Repositories of several root modules: which these are, what a change touches, and that each is checked once.

#![allow(clippy::unwrap_used)] // A test says what it expects by failing.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sekisho::terraform::{Library, Repository};

/// A new repository of these files.
fn repository(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("roots").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn below(folder: &Path, roots: &[PathBuf]) -> Vec<String> {
    roots.iter().map(|root| root.strip_prefix(folder).unwrap().display().to_string()).collect()
}

fn roots(name: &str, files: &[(&str, &str)]) -> Vec<String> {
    let folder = repository(name, files);
    below(&folder, &Repository::search(&folder, &Library::default()).roots())
}

fn touched(folder: &Path, files: &[&str]) -> Vec<String> {
    let files: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
    below(folder, &Repository::search(folder, &Library::default()).touched(&files, &|_| false))
}

fn sekisho(folder: &Path, args: &[&str], threads: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(args).current_dir(folder).env("RAYON_NUM_THREADS", threads).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const CALLS_LIB: &str = "module \"m\" {\n  source = \"../lib\"\n}\n";
const VOLUME: &str = "resource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"eu-west-1a\"\n  encrypted = false\n  size = 1\n}\n";

#[test]
fn libraries_are_no_root_modules() {
    let files = [("prod/main.tf", CALLS_LIB), ("dev/main.tf", CALLS_LIB), ("lib/main.tf", VOLUME)];
    assert_eq!(roots("libraries", &files), ["dev", "prod"]);
}

#[test]
fn what_keeps_state_or_has_providers_selected_is_a_root_module_though_it_is_called() {
    let files = [
        (
            "a/main.tf",
            "module \"b\" {\n  source = \"../b\"\n}\nmodule \"c\" {\n  source = \"../c\"\n}\nmodule \"d\" {\n  source = \"../d\"\n}\n",
        ),
        ("b/main.tf", "terraform {\n  backend \"s3\" {}\n}\n"),
        ("c/main.tf.json", "{\"terraform\": {\"backend\": {\"s3\": {}}, \"required_version\": \"1\"}}"),
        ("d/main.tf", ""),
        ("e/main.tf.json", "{\"terraform\": {\"cloud\": {}}}"),
        ("d/.terraform.lock.hcl", ""),
    ];
    assert_eq!(roots("state", &files), ["a", "b", "c", "d", "e"]);
}

#[test]
fn examples_of_a_module_are_root_modules_and_it_is_not() {
    let files = [
        ("main.tf", VOLUME),
        ("examples/all/main.tf", "module \"m\" {\n  source = \"../../\"\n}\n"),
        ("modules/x/main.tf", VOLUME),
    ];
    assert_eq!(roots("examples", &files), ["examples/all", "modules/x"]);
}

/// Nothing is left out because of who calls it: somebody must be the first.
#[test]
fn modules_that_call_each_other_in_a_circle_are_not_lost() {
    let call = |to: &str| format!("module \"m\" {{\n  source = \"../{to}\"\n}}\n");
    let (own, b, a) = (call("own"), call("b"), call("a"));
    let files = [("own/main.tf", own.as_str()), ("a/main.tf", &b), ("b/main.tf", &a)];
    assert_eq!(roots("circle", &files), ["a", "own"]);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("roots/circle");
    let said = text(&sekisho(&folder, &["check"], "2").stdout);
    assert!(said.contains("module `m` calls itself, directly or through others"), "{said}");
}

#[test]
fn a_change_touches_all_that_reads_it() {
    let template = "output \"x\" {\n  value = templatefile(\"${path.module}/../shared/${var.x}.tftpl\", {})\n}\nvariable \"x\" {}\n";
    let folder = repository(
        "touched",
        &[
            ("prod/main.tf", CALLS_LIB),
            ("prod/size.auto.tfvars", ""),
            (
                "dev/main.tf",
                "locals {\n  x = fileset(path.root, \"../queries/*.sql\")\n  y = file(\"../motd\")\n}\n",
            ),
            ("lib/main.tf", template),
            ("lib/templates/a.json", ""),
            ("shared/a.tftpl", ""),
            ("motd", ""),
        ],
    );
    assert_eq!(touched(&folder, &["prod/main.tf"]), ["prod"]);
    assert_eq!(touched(&folder, &["prod/size.auto.tfvars"]), ["prod"]);
    assert_eq!(touched(&folder, &["lib/main.tf"]), ["prod"]);
    assert_eq!(touched(&folder, &["lib/was_deleted.tf"]), ["prod"]);
    assert_eq!(touched(&folder, &["lib/templates/a.json"]), ["prod"]);
    assert_eq!(touched(&folder, &["shared/a.tftpl"]), ["prod"]);
    assert_eq!(touched(&folder, &["motd"]), ["dev"]);
    assert_eq!(touched(&folder, &["motd", "prod/main.tf"]), ["dev", "prod"]);
    assert_eq!(touched(&folder, &["shared2/a.tftpl", "README.md", "../elsewhere"]), [""; 0]);
}

#[test]
fn each_root_module_is_checked_once_and_alike_on_any_number_of_threads() {
    let folder = repository(
        "checked",
        &[
            ("envs/a/main.tf", "module \"m\" {\n  source = \"../../lib\"\n}\n"),
            ("envs/b/main.tf", "module \"m\" {\n  source = \"../../lib\"\n  wrong = 1\n}\n"),
            ("lib/main.tf", &format!("{VOLUME}locals {{\n  x = 1 +\n}}\n")),
        ],
    );
    let args = ["check", ".", "envs/a", "./envs/../envs/a", "--format", "json"];
    let (one, four) = (sekisho(&folder, &args, "1"), sekisho(&folder, &args, "4"));
    // A file of the library cannot be read; what can be is checked.
    assert_eq!(one.status.code(), Some(3), "{}", text(&one.stderr));
    assert_eq!(text(&one.stderr), text(&four.stderr));
    let report = |output: &Output| {
        let mut report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        report["summary"]["duration_ms"] = 0.into();
        report
    };
    assert_eq!(report(&one), report(&four));
    let problems = report(&one)["problems"].as_array().unwrap().clone();
    let of_library = problems.iter().filter(|problem| problem["location"]["file"] == "lib/main.tf");
    assert_eq!(of_library.count(), 1, "{problems:?}");
    let paths: Vec<String> =
        report(&one)["inputs"].as_array().unwrap().iter().map(|input| input["path"].to_string()).collect();
    assert_eq!(paths, ["\"envs/a\"", "\"envs/b\""]);
}

#[test]
fn changed_files_lead_to_their_root_modules_from_wherever_one_stands() {
    let folder = repository(
        "changed",
        &[
            ("prod/main.tf", CALLS_LIB),
            ("dev/main.tf", VOLUME),
            ("lib/main.tf", VOLUME),
            ("prod.tfvars", "x = 1\n"),
        ],
    );
    let paths = |at: &str, args: &[&str]| {
        let args = [&["check", "--format", "json", "--changed"], args].concat();
        let output = sekisho(&folder.join(at), &args, "2");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let inputs = report["inputs"].as_array().unwrap().iter();
        (inputs.map(|input| input["path"].to_string()).collect::<Vec<_>>().join(" "), output.status.code())
    };
    assert_eq!(paths(".", &["lib/main.tf"]), ("\"prod\"".to_owned(), Some(1)));
    assert_eq!(paths("dev", &["main.tf"]), ("\"../dev\"".to_owned(), Some(1)));
    assert_eq!(paths(".", &["prod.tfvars"]), (String::new(), Some(0)));
    let given = paths(".", &["prod.tfvars", "--var-file", "prod.tfvars"]);
    assert_eq!(given, ("\"dev\" \"prod\"".to_owned(), Some(1)));
    assert_eq!(paths(".", &[]), (String::new(), Some(0)));
    let said = text(&sekisho(&folder, &["check", "--changed", "README.md"], "2").stderr);
    assert_eq!(said, "note: nothing to check: no root module is touched by these files\n");
}

#[test]
fn a_folder_with_source_of_its_own_is_searched_when_asked() {
    let folder = repository("recursive", &[("main.tf", VOLUME), ("other/main.tf", VOLUME)]);
    let inputs = |args: &[&str]| {
        let output = sekisho(&folder, &[&["check", "--format", "json"], args].concat(), "2");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        report["inputs"].as_array().unwrap().len()
    };
    assert_eq!((inputs(&[]), inputs(&["--recursive"])), (1, 2));
}

#[test]
fn what_git_ignores_is_named() {
    let folder =
        repository("ignored", &[(".gitignore", "gen\n"), ("a/main.tf", ""), ("gen/main.tf", VOLUME)]);
    let output = sekisho(&folder, &["check"], "2");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        text(&output.stderr).starts_with(
            "warning: not searched, since .gitignore names them, though there is Terraform source: gen\n"
        ),
        "{}",
        text(&output.stderr)
    );
}

fn hooks() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).unwrap()
}

/// The pattern of a key that both hooks share.
fn pattern(key: &str) -> regex::Regex {
    let hooks = hooks();
    let line = hooks.lines().find_map(|line| line.trim().strip_prefix(&format!("{key}: &{key} "))).unwrap();
    assert!(hooks.contains(&format!("{key}: *{key}")));
    regex::Regex::new(line).unwrap()
}

#[test]
fn hooks_run_for_files_of_terraform() {
    let (files, exclude) = (pattern("files"), pattern("exclude"));
    let runs = |path: &str| files.is_match(path) && !exclude.is_match(path);
    for path in [
        "main.tf",
        "a/b.tf.json",
        "a/b.tofu",
        "prod.tfvars",
        "a/x.auto.tfvars.json",
        "a/user_data.sh.tftpl",
        "a/.terraform.lock.hcl",
    ] {
        assert!(runs(path), "{path}");
    }
    for path in [
        "README.md",
        "main.tf.md",
        "package.json",
        "a/.terraform/modules/m/main.tf",
        ".terraform/modules/m/main.tf",
        "x.policy.hcl",
    ] {
        assert!(!runs(path), "{path}");
    }
}

#[test]
fn hooks_start_what_there_is() {
    let folder = repository("hooks", &[("main.tf", VOLUME), ("other/main.tf", "")]);
    let hooks = hooks();
    let entries: Vec<&str> =
        hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: sekisho ")).collect();
    assert_eq!(entries, ["check --changed", "check --recursive"]);
    let code = |entry: &str, files: &[&str]| {
        let args: Vec<&str> = entry.split(' ').chain(files.iter().copied()).collect();
        sekisho(&folder, &args, "2").status.code()
    };
    assert_eq!(code(entries[0], &["main.tf"]), Some(1));
    assert_eq!(code(entries[0], &["other/main.tf"]), Some(0));
    assert_eq!(code(entries[1], &[]), Some(1));
}

const ASKS: &str = "variable \"encrypted\" {\n  type = bool\n}\nresource \"aws_ebs_volume\" \"v\" {\n  availability_zone = \"eu-west-1a\"\n  encrypted         = var.encrypted\n  tags              = { Stage = terraform.workspace }\n}\n";

const DECLARED: &str = "roots {\n  skip = [\"examples/**\"]\n}\nroot \"infra/prod\" {\n  var_files = [\"prod.tfvars\", \"../all.tfvars\"]\n  workspace = \"live\"\n}\n\
     root \"infra/dev\" {\n  variables = {\n    encrypted = false\n  }\n}\n";

/// A repository whose settings declare root modules, some of which have values of their own.
fn declared(name: &str, settings: &str) -> PathBuf {
    let files =
        ["infra/prod", "infra/dev", "infra/test", "examples/x"].map(|root| (format!("{root}/main.tf"), ASKS));
    let mut files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    files.extend([
        (".sekisho.hcl", settings),
        ("infra/prod/prod.tfvars", "encrypted = true\n"),
        ("infra/all.tfvars", "encrypted = false\n"),
    ]);
    repository(name, &files)
}

/// Root modules, each with the places of its findings.
fn places(folder: &Path, args: &[&str]) -> Vec<(String, Vec<String>)> {
    let args = [&["check", "--rule", "ebs_volume_encrypted", "--format", "json"], args].concat();
    let output = sekisho(folder, &args, "2");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let inputs = report["inputs"].as_array().unwrap();
    let of = |input: &serde_json::Value| {
        let is_here = |finding: &&serde_json::Value| finding["input"] == input["path"];
        let place = |finding: &serde_json::Value| {
            let location = &finding["location"];
            format!("{}:{}", location["file"].as_str().unwrap(), location["line"])
        };
        let found = report["findings"].as_array().unwrap().iter().filter(is_here).map(place).collect();
        (input["path"].as_str().unwrap().to_owned(), found)
    };
    inputs.iter().map(of).collect()
}

fn root(folder: &str, places: &[&str]) -> (String, Vec<String>) {
    (folder.to_owned(), places.iter().map(|place| (*place).to_owned()).collect())
}

#[test]
fn each_declared_root_module_is_checked_with_its_own_values() {
    let folder = declared("declared", DECLARED);
    let dev = root("infra/dev", &[".sekisho.hcl:10"]);
    let prod = root("infra/prod", &["infra/all.tfvars:1"]);
    let test = root("infra/test", &[]);
    assert_eq!(places(&folder, &[]), [dev.clone(), prod.clone(), test]);
    assert_eq!(places(&folder, &["--changed", "infra/all.tfvars"]), std::slice::from_ref(&prod));
    assert_eq!(places(&folder, &["--changed", ".sekisho.hcl"]).len(), 3);
    assert_eq!(places(&folder, &["infra/dev"]), [dev]);
    assert_eq!(places(&folder, &["examples/x"]), [root("examples/x", &[])]);
    assert_eq!(places(&folder, &["--var", "encrypted=true", "infra/prod"]), [root("infra/prod", &[])]);
    let inside = folder.join("infra/prod");
    assert_eq!(places(&inside, &[]), [root(".", &["../all.tfvars:1"])]);
    assert!(text(&sekisho(&inside, &["show"], "2").stdout).contains("\"live\""));
}

#[test]
fn root_modules_are_not_searched_for_where_the_settings_say_so() {
    let folder = declared("unsearched", &DECLARED.replace("skip = [\"examples/**\"]", "search = false"));
    let names = |args: &[&str]| places(&folder, args).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(&[]), ["infra/dev", "infra/prod"]);
    assert_eq!(names(&["--recursive"]), ["infra/dev", "infra/prod"]);
    assert!(
        text(&sekisho(&folder, &["check", "--changed", "infra/test/main.tf"], "2").stderr)
            .contains("nothing to check")
    );
    let output = sekisho(&folder, &["check", "examples"], "2");
    assert!(text(&output.stderr).contains("the settings leave none of the 1 root module in examples"));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_is_declared_and_is_not_there_is_an_error_at_its_place() {
    let wrong = DECLARED
        .replace("prod.tfvars", "prdo.tfvars")
        .replace("infra/dev", "infra/devv")
        .replace("examples", "exampels");
    let folder = declared("absent", &wrong);
    let said = |args: &[&str]| {
        let output = sekisho(&folder, args, "2");
        (output.status.code(), text(&output.stderr))
    };
    let (code, errors) = said(&["config"]);
    assert_eq!((code, said(&["check"])), (Some(2), (Some(2), errors.clone())));
    assert!(
        errors.contains("did you mean prod.tfvars?") && errors.contains("no Terraform source in infra/devv"),
        "{errors}"
    );
    std::fs::write(folder.join(".sekisho.hcl"), DECLARED.replace("examples", "exampels")).unwrap();
    for args in [&["config"][..], &["check", "--recursive"]] {
        assert!(said(args).1.contains("warning: no root module matches `exampels/**`"), "{args:?}");
    }
}
