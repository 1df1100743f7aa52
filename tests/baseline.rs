//! Known findings: a file that only shrinks.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

const POLICY: &str = r#"
# Volumes are encrypted.
resource_policy "aws_ebs_volume" "encrypted" {
  enforce {
    condition     = core::try(attrs.encrypted, false) == true
    error_message = "Not encrypted."
  }
}

# Volumes are small.
resource_policy "aws_ebs_volume" "small" {
  enforcement_level = "mandatory_overridable"
  enforce {
    condition     = attrs.size < 100
    error_message = "Too large."
  }
}
"#;

struct Project(PathBuf);

impl Project {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("baseline").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("infra")).unwrap();
        let project = Self(folder);
        project.write("own.policy.hcl", POLICY);
        let status = Command::new("git").arg("-C").arg(&project.0).args(["init", "--quiet"]).status();
        assert!(status.unwrap().success());
        project
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn commit(&self) {
        for arguments in [
            &["add", "--all"][..],
            &["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x"],
        ] {
            assert!(Command::new("git").arg("-C").arg(&self.0).args(arguments).status().unwrap().success());
        }
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(["check", "--no-builtin", "--policies", "own.policy.hcl"]).args(arguments);
        let output = command.current_dir(&self.0).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    /// Code, and findings as `status rule address`.
    fn check(&self, arguments: &[&str]) -> (Option<i32>, Vec<String>) {
        let (code, out, error) = self.run(&[&["--format", "json"], arguments].concat());
        let report: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{error}"));
        let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let said = |f: &Value| format!("{} {} {}", word(f, "status"), word(f, "rule"), word(f, "address"));
        let mut found: Vec<String> = report["findings"].as_array().unwrap().iter().map(said).collect();
        found.sort();
        (code, found)
    }
}

fn volume(name: &str, rest: &str) -> String {
    format!("resource \"aws_ebs_volume\" \"{name}\" {{\n  availability_zone = \"a\"\n  size = 5\n{rest}}}\n")
}

const BASELINE: [&str; 3] = ["infra", "--baseline", "known.json"];

#[test]
fn what_is_known_does_not_block_and_what_is_mended_is_told() {
    let project = Project::new("life");
    project.write("infra/main.tf", &[volume("a", ""), volume("b", "")].concat());
    let (code, out, said) = project.run(&["infra", "--write-baseline", "known.json"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("known.json: lists 2 findings as known from now on"), "{said}");
    assert!(out.contains("no findings · 2 in the baseline") && out.contains("Nothing blocks."), "{out}");
    let text = project.read("known.json");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines[0], lines[2], lines[5]), (7, "{", "  \"findings\": [", "  ]"));
    let entry: Value = serde_json::from_str(lines[3].trim_end_matches(',')).unwrap();
    assert_eq!(entry["rule"], "encrypted");
    assert_eq!(entry["root"], "infra");
    assert_eq!(entry["address"], "aws_ebs_volume.a");

    // Lines move, arguments change: it is still the same; what is new is new.
    let more = [volume("c", ""), volume("a", "  tags = { a = 1 }\n"), volume("b", "")].concat();
    project.write("infra/main.tf", &more);
    let all = ["baseline encrypted aws_ebs_volume.a", "baseline encrypted aws_ebs_volume.b"];
    let new = "failed encrypted aws_ebs_volume.c";
    assert_eq!(
        project.check(&BASELINE),
        (Some(1), [&all[..], &[new]].concat().iter().map(ToString::to_string).collect())
    );

    // It does not grow.
    let (code, _, said) = project.run(&["infra", "--write-baseline", "known.json"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("known.json: does not gain 1 new finding, since a baseline only shrinks"),
        "{said}"
    );
    assert_eq!(project.read("known.json"), text);

    // It shrinks.
    project.write("infra/main.tf", &[volume("a", "  encrypted = true\n"), volume("b", "")].concat());
    let unused = "failed baseline_entry_unused aws_ebs_volume.a".to_owned();
    assert_eq!(project.check(&BASELINE), (Some(0), vec![all[1].to_owned(), unused]));
    let (_, _, said) = project.run(&["infra", "--write-baseline", "known.json"]);
    assert!(said.contains("known.json: 1 finding mended and gone, 1 still known"), "{said}");
    assert_eq!(project.read("known.json"), text.replace(&format!("{}\n", lines[3]), ""));
    assert_eq!(project.check(&BASELINE), (Some(0), vec![all[1].to_owned()]));
}

/// A run that has not looked cannot say that something is mended.
#[test]
fn what_was_not_looked_at_stays() {
    let project = Project::new("partial");
    std::fs::create_dir(project.0.join("other")).unwrap();
    project.write("infra/main.tf", &volume("a", ""));
    project.write("other/main.tf", &volume("a", ""));
    assert_eq!(project.run(&["infra", "other", "--write-baseline", "known.json"]).0, Some(0));
    let text = project.read("known.json");
    assert_eq!(text.matches("\"encrypted\"").count(), 2);
    project.write("other/main.tf", &volume("a", "  encrypted = true\n"));
    for arguments in [&["infra"][..], &["infra", "other", "--skip", "encrypted"]] {
        let (_, found) = project.check(&[arguments, &["--baseline", "known.json"]].concat());
        assert!(!found.iter().any(|said| said.contains("unused")), "{found:?}");
        project.run(&[arguments, &["--write-baseline", "known.json"]].concat());
        assert_eq!(project.read("known.json"), text);
    }
    let (_, found) = project.check(&["infra", "other", "--baseline", "known.json"]);
    assert_eq!(
        found,
        ["baseline encrypted aws_ebs_volume.a", "failed baseline_entry_unused aws_ebs_volume.a"]
    );
    std::fs::remove_dir_all(project.0.join("other")).unwrap();
    assert_eq!(project.check(&BASELINE).1.len(), 2, "a root module that is gone");
}

fn plan(actions: &str) -> String {
    let volume = json!({ "availability_zone": "a", "size": 500, "encrypted": true });
    json!({ "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [{
        "address": "aws_ebs_volume.a", "mode": "managed", "type": "aws_ebs_volume", "name": "a",
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": { "actions": [actions], "before": volume, "after": volume, "after_unknown": {} },
    }]})
    .to_string()
}

/// What an owner must let pass is known only while nothing changes; whoever writes it in by hand gains nothing.
#[test]
fn a_change_is_never_known() {
    let project = Project::new("gated");
    project.write("infra/plan.json", &plan("update"));
    let (code, _, said) = project.run(&["infra", "--write-baseline", "known.json"]);
    assert_eq!(code, Some(4), "{said}");
    assert!(said.contains("known.json: does not list 1 finding that an owner must approve"), "{said}");
    assert_eq!(project.read("known.json"), "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
    std::fs::remove_file(project.0.join("known.json")).unwrap();
    project.write("infra/plan.json", &plan("no-op"));
    assert_eq!(project.run(&["infra", "--write-baseline", "known.json"]).0, Some(0));
    assert_eq!(project.check(&BASELINE), (Some(0), vec!["baseline small aws_ebs_volume.a".to_owned()]));
    project.write("infra/plan.json", &plan("update"));
    assert_eq!(project.check(&BASELINE), (Some(4), vec!["failed small aws_ebs_volume.a".to_owned()]));
    assert!(project.run(&BASELINE).1.contains("it is in the baseline, which lets no change pass"));
}

#[test]
fn a_pull_request_does_not_add_to_it() {
    let project = Project::new("base");
    project.write("infra/main.tf", &volume("a", ""));
    project.write(".sekisho.hcl", "verdict {\n  baseline = \"known.json\"\n}\n");
    project.run(&["infra", "--write-baseline", "known.json"]);
    project.commit();
    let text = project.read("known.json");
    project.write("infra/main.tf", &[volume("a", ""), volume("b", "")].concat());
    std::fs::remove_file(project.0.join("known.json")).unwrap();
    project.run(&["infra", "--write-baseline", "known.json"]);
    assert_eq!(project.run(&["infra"]).0, Some(0), "without a base it counts");
    let found = ["baseline encrypted aws_ebs_volume.a", "failed encrypted aws_ebs_volume.b"];
    let edited = "failed guarded_file_edited known.json";
    let expected = [found[0], found[1], edited].map(str::to_owned).to_vec();
    assert_eq!(project.check(&["infra", "--base", "HEAD"]), (Some(1), expected));
    // What it takes out needs no second telling.
    project.write("infra/main.tf", &volume("a", "  encrypted = true\n"));
    project.write("known.json", "{\"version\": 1, \"findings\": []}");
    assert_eq!(project.check(&["infra", "--base", "HEAD"]), (Some(0), vec![edited.to_owned()]));
    project.write("known.json", &text);
    let unused = "failed baseline_entry_unused aws_ebs_volume.a".to_owned();
    assert_eq!(project.check(&["infra", "--base", "HEAD"]), (Some(0), vec![unused]));
}

#[test]
fn a_file_that_is_no_baseline_is_an_error() {
    let project = Project::new("corrupt");
    project.write("infra/main.tf", &volume("a", ""));
    let entry = r#"{"rule": "a", "root": ".", "address": "b", "fingerprint": "c", "reason": "x"}"#;
    for (text, expected) in [
        ("", "known.json: is no baseline: EOF while parsing"),
        ("[]", "known.json: is no baseline"),
        ("{\"version\": 2, \"findings\": []}", "known.json: is a baseline of version 2"),
        ("{\"version\": 1}", "known.json: is no baseline: missing field `findings`"),
        ("<<<<<<< HEAD\n{}", "known.json: is no baseline"),
        (&format!("{{\"version\": 1, \"findings\": [{entry}]}}"), "unknown field `reason`"),
    ] {
        project.write("known.json", text);
        for flag in ["--baseline", "--write-baseline"] {
            let (code, _, said) = project.run(&["infra", flag, "known.json"]);
            assert_eq!(code, Some(2), "{said}");
            assert!(said.contains(expected) && said.contains("--write-baseline FILE"), "{said}");
        }
        assert_eq!(project.read("known.json"), text);
    }
    let (code, _, said) = project.run(&["infra", "--baseline", "nowhere.json"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("there is no baseline nowhere.json"), "{said}");
    assert_eq!(project.run(&["infra", "--write-baseline", "x.json", "--base", "HEAD"]).0, Some(2));
}

/// Every format has it.
#[test]
fn every_format_tells_what_is_known() {
    let project = Project::new("formats");
    project.write("infra/main.tf", &[volume("a", ""), volume("b", "  encrypted = true\n")].concat());
    project.run(&["infra", "--write-baseline", "known.json"]);
    project.write("infra/main.tf", &[volume("a", ""), volume("b", "")].concat());
    let render = |format: &str| project.run(&[&BASELINE[..], &["--format", format]].concat()).1;
    let summary = "1 finding (1 medium) · 1 in the baseline";
    for format in ["human", "markdown", "github"] {
        assert!(render(format).contains(summary), "{}", render(format));
    }
    for format in ["human", "markdown"] {
        assert!(render(format).contains("in the baseline, does not block"), "{}", render(format));
    }
    assert!(!render("github").contains("aws_ebs_volume.a"), "{}", render("github"));
    assert!(render("counts").contains("baseline=1\n"));
    let report: Value = serde_json::from_str(&render("json")).unwrap();
    assert_eq!(report["summary"]["baseline"], 1);
    let sarif: Value = serde_json::from_str(&render("sarif")).unwrap();
    let result = |at: usize| sarif["runs"][0]["results"][at].clone();
    assert_eq!((&result(0)["baselineState"], &result(0)["suppressions"]), (&json!("new"), &Value::Null));
    assert_eq!(result(1)["baselineState"], "unchanged");
    let suppression = json!([{ "kind": "external", "status": "accepted", "justification": "known before: it is in the baseline" }]);
    assert_eq!(result(1)["suppressions"], suppression);
}
