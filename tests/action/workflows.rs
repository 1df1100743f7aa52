//! What is written down: the action, the workflows and the recipes, as far as no run shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::runner::yaml;
use crate::stage::{Stage, git, main_tf, review, tool, write};

const FILES: [&str; 6] = [
    "action.yml",
    ".github/workflows/ci.yml",
    ".github/workflows/release.yml",
    "examples/workflows/gate.yml",
    "examples/workflows/fork-plan.yml",
    "examples/workflows/fork-gate.yml",
];

fn read(file: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The steps of an action or of all jobs of a workflow.
fn steps(document: &Value) -> Vec<&Value> {
    let jobs = document["jobs"].as_object().into_iter().flat_map(|jobs| jobs.values());
    let holders = jobs.chain([&document["runs"]]);
    holders.filter_map(|holder| holder["steps"].as_array()).flatten().collect()
}

#[test]
fn every_file_is_looked_at() {
    let folders = [".github/workflows", "examples/workflows"];
    let found: BTreeSet<String> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap())
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    let known = FILES[1..].iter().map(|file| file.rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(found, known);
}

/// An expression in a script is text that somebody else may have written, and the shell reads it.
#[test]
fn no_expression_stands_in_a_script() {
    for file in FILES {
        let document = yaml(file);
        assert!(!steps(&document).is_empty(), "{file}");
        for step in steps(&document) {
            let script = step["run"].as_str().unwrap_or_default();
            assert!(!script.contains("${{"), "{file}: {script}");
            assert!(file != "action.yml" || step["uses"].is_string() || step["shell"] == "bash", "{step}");
        }
    }
}

#[test]
fn actions_are_pinned_to_commits_and_one_version_of_each_is_used() {
    let mut pins: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in FILES {
        let text = read(file);
        let lines = text.lines().map(|line| line.trim_start().trim_start_matches("- "));
        for line in lines.filter_map(|line| line.strip_prefix("uses: ")) {
            let (used, comment) = line.split_once(" # ").unwrap_or((line, ""));
            let Some((name, commit)) = used.split_once('@') else {
                assert_eq!((file, used), (".github/workflows/ci.yml", "./"));
                continue;
            };
            let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_commit && !comment.is_empty(), "{file}: {line}");
            let name = name.split('/').take(2).collect::<Vec<_>>().join("/");
            pins.entry(name).or_default().insert(line.split_once('@').unwrap().1.to_owned());
        }
    }
    let several: Vec<_> = pins.iter().filter(|(_, commits)| commits.len() > 1).collect();
    assert!(several.is_empty(), "{several:?}");
}

/// Workflows start without rights, and each job takes what it needs.
#[test]
fn rights_are_taken_job_by_job() {
    for file in &FILES[1..] {
        let document = yaml(file);
        assert_eq!(document["permissions"], serde_json::json!({}), "{file}");
        for (name, job) in document["jobs"].as_object().unwrap() {
            assert!(job["permissions"].is_object() && job["timeout-minutes"].is_u64(), "{file}: {name}");
        }
        for step in steps(&document) {
            let checkout = step["uses"].as_str().is_some_and(|uses| uses.starts_with("actions/checkout@"));
            assert!(!checkout || step["with"]["persist-credentials"] == false, "{file}: {step}");
        }
    }
}

/// Every input reaches a step, and every variable that a step is given is read by its script.
#[test]
fn inputs_are_used_and_variables_read() {
    let action = yaml("action.yml");
    let text = read("action.yml");
    for name in action["inputs"].as_object().unwrap().keys() {
        assert!(text.contains(&format!("${{{{ inputs.{name} }}}}")), "{name}");
    }
    for step in steps(&action) {
        let Some(script) = step["run"].as_str() else { continue };
        let file = script.split_once("$GITHUB_ACTION_PATH/").unwrap().1.trim_end_matches('"');
        let script = read(file);
        for variable in step["env"].as_object().unwrap().keys() {
            // These are read by gh and by sekisho itself.
            let others = ["GH_TOKEN", "SEKISHO_TEAM_TOKEN"].contains(&variable.as_str());
            assert!(
                others
                    || script.contains(&format!("${variable}"))
                    || script.contains(&format!("${{{variable}")),
                "{file}: {variable}"
            );
        }
    }
}

/// What recipes and pages give to the action, it has; and what they take from it.
#[test]
fn the_action_is_used_as_it_is() {
    let action = yaml("action.yml");
    let known = |part: &str, name: &str| action[part].as_object().unwrap().contains_key(name);
    let mut uses = 0;
    for file in &FILES[1..] {
        let document = yaml(file);
        for step in steps(&document) {
            if step["uses"].as_str().is_some_and(|name| name == "./" || name.starts_with("OWNER/sekisho@")) {
                uses += 1;
                let given = step["with"].as_object().unwrap().keys();
                given.for_each(|name| assert!(known("inputs", name), "{file}: {name}"));
            }
        }
        for rest in read(file).split("steps.sekisho.outputs.").skip(1) {
            let name = rest.split(|c: char| !c.is_ascii_lowercase() && c != '-').next().unwrap();
            assert!(known("outputs", name), "{file}: {name}");
        }
    }
    assert_eq!(uses, 3);
    let page = read("docs/action.md");
    let table = page.split_once("<!-- action -->").unwrap().1.split_once("<!-- end of action -->").unwrap().0;
    for part in ["inputs", "outputs"] {
        for name in action[part].as_object().unwrap().keys() {
            assert!(
                table.contains(&format!("`{name}`")),
                "docs/action.md does not name {name} of the {part}"
            );
        }
    }
}

/// Whatever `sekisho check` can be told, a workflow can tell it, and the page says how: by an input, by a setting, or as an
/// argument.
#[test]
fn every_flag_has_its_place() {
    let binary = env!("CARGO_BIN_EXE_sekisho");
    let help = std::process::Command::new(binary).args(["check", "--help"]).output().unwrap().stdout;
    let help = String::from_utf8(help).unwrap();
    let flags: BTreeSet<&str> = help
        .lines()
        .filter_map(|line| {
            line.trim().trim_start_matches("-q, ").trim_start_matches("-h, ").strip_prefix("--")
        })
        .map(|rest| rest.split([' ', '=']).next().unwrap())
        .filter(|flag| *flag != "help")
        .collect();
    assert!(flags.len() > 30, "{flags:?}");
    let (script, page, settings) = (read("action/check.sh"), read("docs/action.md"), read("docs/config.md"));
    for flag in flags {
        let by_input =
            [format!("--{flag}"), format!("switch {flag} ")].iter().any(|word| script.contains(word));
        let by_setting = settings.contains(&format!("`--{flag}` | "));
        let as_argument = page.contains(&format!("`--{flag}`"));
        assert!(by_input || by_setting || as_argument, "--{flag}");
    }
}

/// The workflow of the README, run as it stands.
#[test]
fn the_workflow_of_the_readme_does_what_it_says() {
    let readme = read("README.md");
    let section = readme.split_once("<!-- workflow -->\n```yaml\n").unwrap().1;
    let workflow = section.split_once("```\n<!-- end of workflow -->").unwrap().0;
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme-workflow.yml");
    std::fs::write(&file, workflow).unwrap();
    let document = yaml(file.to_str().unwrap());
    let step = steps(&document)
        .into_iter()
        .find(|step| step["uses"].as_str().is_some_and(|name| name.contains("/sekisho@")))
        .unwrap();
    let stage = Stage::new("readme");
    // Its plan is made in the root of the repository.
    let plan = std::fs::read_to_string(stage.workspace.join("infra/plan.json")).unwrap();
    write(&stage.workspace, "plan.json", &plan);
    write(&stage.workspace, "main.tf", &main_tf(12));
    // YAML of old takes `on` for a truth.
    let events = ["on", "true"].iter().find_map(|key| document[*key].as_object());
    let run = |event: &str, reviewer: &str| {
        let hub = stage.hub();
        hub.state().reviews.push(review((reviewer, "APPROVED", &stage.head)));
        let mut job = stage.job(&hub.api, event, &stage.event());
        job.inputs.retain(|name, _| name == "install-from");
        for (name, value) in step["with"].as_object().unwrap() {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let value = if value.contains("secrets.") { String::new() } else { value };
            job.inputs.insert(name.clone(), value);
        }
        let outcome = job.run();
        assert!(!outcome.summary.is_empty() && hub.state().statuses.len() == 1);
        outcome.output("exit-code").to_owned()
    };
    for event in events.unwrap().keys() {
        assert_eq!((run(event, "eve").as_str(), run(event, "bob").as_str()), ("4", "0"), "{event}");
    }
}

/// The recipe for forks takes Terraform's files of the pull request, as text, and nothing else.
#[test]
fn of_a_fork_only_terraforms_files_are_taken() {
    let document = yaml("examples/workflows/fork-gate.yml");
    let lay = steps(&document).into_iter().find_map(|step| {
        let is = step["name"].as_str().is_some_and(|name| name.starts_with("Lay the pull request"));
        is.then(|| step["run"].as_str().unwrap().to_owned())
    });
    let stage = Stage::new("lay");
    git(&stage.workspace, &["checkout", "--quiet", "-b", "fork", &stage.base]);
    write(&stage.workspace, "infra/main.tf", &main_tf(24));
    write(&stage.workspace, "infra/more/new.tf", "locals {}\n");
    write(&stage.workspace, "CODEOWNERS", "* @eve\n");
    write(&stage.workspace, "policies/grows.policy.hcl", "");
    write(&stage.workspace, "infra/run.sh", "touch pwned\n");
    std::os::unix::fs::symlink("/etc/hostname", stage.workspace.join("infra/link.tf")).unwrap();
    git(&stage.workspace, &["add", "."]);
    git(&stage.workspace, &["commit", "--quiet", "-m", "fork"]);
    let head = git(&stage.workspace, &["rev-parse", "HEAD"]);
    let checkout = stage.folder.join("base");
    git(&stage.folder, &["clone", "--quiet", &format!("file://{}", stage.workspace.display()), "base"]);
    git(&checkout, &["checkout", "--quiet", &stage.base]);
    let tools = stage.folder.join("tools");
    tool(&tools, "gh", "[[ $* == 'auth setup-git' ]]");
    let path = format!("{}:{}", tools.display(), std::env::var("PATH").unwrap());
    let mut command = std::process::Command::new("bash");
    command.args(["-e", "-c", &lay.unwrap()]).current_dir(&checkout).env("PATH", path).env("HEAD", head);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let at = |name: &str| std::fs::read_to_string(checkout.join(name)).unwrap_or_default();
    assert_eq!(at("infra/main.tf"), main_tf(24));
    assert_eq!(at("infra/more/new.tf"), "locals {}\n");
    assert_eq!((at("CODEOWNERS").as_str(), at("infra/run.sh").as_str()), ("* @bob\n", ""));
    assert!(!at("policies/grows.policy.hcl").is_empty());
    assert_eq!(at("infra/link.tf"), "/etc/hostname", "a link is a text that names a file");
}

/// What checks here and what checks at GitHub are of the same versions.
#[test]
fn versions_are_those_of_the_manifest_and_of_each_other() {
    let (ci, release, lint) = (read(FILES[1]), read(FILES[2]), read(".ci/workflows"));
    let manifest = read("Cargo.toml");
    let rust = manifest.split_once("rust-version = \"").unwrap().1.split('"').next().unwrap();
    for workflow in [&ci, &release] {
        assert!(workflow.contains(&format!("RUSTUP_TOOLCHAIN: \"{rust}.")), "{rust}");
    }
    let zizmor = ci.split_once("zizmor==").unwrap().1.split_whitespace().next().unwrap();
    assert!(lint.contains(&format!("zizmor=={zizmor} ")), "{zizmor}");
    assert!(read(".ci/run").contains("step .ci/workflows\n") && ci.contains("run: .ci/run\n"));
}
