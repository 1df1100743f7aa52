//! What is read of the base, and what is said of edits to it.

use std::path::Path;
use std::process::Command;

use super::{BASE, HEAD, IGNORE, POLICY, check, commit, created, git, head_of, repository, volume, write};

#[test]
fn settings_are_those_of_the_base() {
    let folder = repository("settings", &volume("data"));
    let failed = (Some(1), "failed encrypted of @bob".to_owned());
    let first = |arguments: &[&str]| {
        let (code, found) = check(&folder, &[], arguments);
        (code, found.into_iter().find(|said| said.contains(" encrypted ")).unwrap_or_default())
    };
    write(&folder, ".sekisho.hcl", "rule \"encrypted\" {\n  level = \"advisory\"\n}\n");
    assert_eq!(first(&BASE), failed, "a pull request cannot soften a rule");
    assert_eq!(first(&[]).0, Some(0), "where there is no base, the file at hand holds");
    commit(&folder);
    std::fs::remove_file(folder.join(".sekisho.hcl")).unwrap();
    assert_eq!(first(&BASE).0, Some(0), "nor can it take the settings away");
}

#[test]
fn settings_of_the_base_may_speak_of_what_is_gone() {
    let folder = repository("gone", &volume("data"));
    std::fs::create_dir(folder.join("old")).unwrap();
    write(&folder, "old/main.tf", &volume("old"));
    write(&folder, ".sekisho.hcl", "root \"old\" {\n}\nverdict {\n  fail_on = \"critical\"\n}\n");
    commit(&folder);
    std::fs::remove_dir_all(folder.join("old")).unwrap();
    write(&folder, ".sekisho.hcl", "");
    let config = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let output = command.arg("config").args(arguments).current_dir(&folder).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, said, warned) = config(&["--explain", "--base", "HEAD"]);
    assert_eq!(code, Some(0), "{warned}");
    assert!(said.contains("critical") && said.contains("HEAD:.sekisho.hcl:4"), "{said}");
    assert!(warned.starts_with("warning: there is no Terraform source in old"), "{warned}");
    assert!(!config(&["--explain"]).1.contains("critical"));
}

#[test]
fn code_owners_are_those_of_the_base() {
    let folder = repository("owners", &volume("data"));
    write(&folder, "CODEOWNERS", "* @eve\n");
    write(&folder, "main.tf", &format!("{IGNORE}{}", volume("data")));
    let (code, found) = check(&folder, &["eve"], &BASE);
    assert_eq!(code, Some(1));
    assert!(found.contains(&"failed encrypted of @bob".to_owned()), "{found:?}");
    assert!(found.contains(&"failed guarded_file_edited of @bob".to_owned()), "{found:?}");
    std::fs::create_dir_all(folder.join(".github")).unwrap();
    write(&folder, ".github/CODEOWNERS", "* @eve\n");
    assert_eq!(check(&folder, &["eve"], &BASE).0, Some(1));
}

#[test]
fn policies_are_those_of_the_base() {
    let folder = repository("policy", &volume("data"));
    let edited = (
        Some(1),
        vec!["failed encrypted of @bob".to_owned(), "failed guarded_file_edited of @bob".to_owned()],
    );
    write(&folder, "own.policy.hcl", &POLICY.replace("== true", "!= null"));
    assert_eq!(check(&folder, &["bob"], &BASE), edited, "softened");
    write(&folder, "own.policy.hcl", "nothing that could be read {");
    assert_eq!(check(&folder, &[], &BASE), edited, "broken");
    std::fs::remove_file(folder.join("own.policy.hcl")).unwrap();
    assert_eq!(check(&folder, &[], &BASE), edited, "removed");
    write(&folder, "own.policy.hcl", &POLICY.replace('\n', "\r\n"));
    assert_eq!(check(&folder, &[], &BASE).1.len(), 1, "line ends are git's business");
}

#[test]
fn a_folder_of_policies_is_that_of_the_base() {
    let folder = repository("folder", &volume("data"));
    std::fs::create_dir(folder.join("policies")).unwrap();
    let named = |name: &str, least: &str| {
        let text = POLICY.replace("\"encrypted\"", &format!("\"{name}\""));
        text.replace("encrypted, false) == true", &format!("size, 0) > {least}"))
    };
    write(&folder, "policies/one.policy.hcl", &named("one", "9"));
    write(&folder, "policies/two.policy.hcl", &named("two", "1"));
    commit(&folder);
    let base = head_of(&folder);
    std::fs::remove_file(folder.join("policies/one.policy.hcl")).unwrap();
    write(&folder, "policies/three.policy.hcl", &named("three", "9"));
    commit(&folder);
    write(&folder, "policies/fetched.policy.hcl", &named("fetched", "9"));
    let more = ["--base", base.as_str(), "--policies", "policies", "--skip", "encrypted"];
    let (code, found) = check(&folder, &[], &more);
    let expected = ["one", "guarded_file_edited", "guarded_file_edited"];
    assert_eq!(code, Some(1), "{found:?}");
    for rule in expected.iter().chain(&["fetched"]) {
        assert!(found.contains(&format!("failed {rule} of @bob")), "{found:?}");
    }
    assert_eq!(found.len(), 4, "what is added counts once it is merged: {found:?}");
}

/// Nobody has agreed to them yet, so there is nothing to check by.
#[test]
fn policies_that_are_all_new_are_told() {
    let folder = repository("new", &volume("data"));
    let base = head_of(&folder);
    std::fs::create_dir(folder.join("policies")).unwrap();
    write(&folder, "policies/new.policy.hcl", &POLICY.replace("\"encrypted\"", "\"new\""));
    commit(&folder);
    let more = ["--base", base.as_str(), "--policies", "policies", "--skip", "encrypted"];
    assert_eq!(check(&folder, &[], &more), (Some(0), vec!["failed guarded_file_edited of @bob".to_owned()]));
    let outside = folder.with_file_name("outside");
    std::fs::create_dir_all(&outside).unwrap();
    write(&outside, "far.policy.hcl", &POLICY.replace("\"encrypted\"", "\"far\""));
    let more = ["--base", "HEAD", "--policies", "../outside", "--skip", "encrypted"];
    assert_eq!(check(&folder, &[], &more), (Some(1), vec!["failed far of @bob".to_owned()]));
}

#[test]
fn inputs_and_teams_are_those_of_the_base() {
    let folder = repository("inputs", &volume("data"));
    write(&folder, "sizes.hcl", "least = 9\n");
    write(&folder, "teams.json", r#"{"@org/a": ["bob"]}"#);
    write(&folder, "CODEOWNERS", "* @org/a\n");
    let policy = "input \"least\" {\n  type = number\n}\nresource_policy \"aws_ebs_volume\" \"sized\" {\n  enforcement_level = \"mandatory_overridable\"\n  enforce {\n    condition     = attrs.size >= input.least\n    error_message = \"Small.\"\n  }\n}\n";
    write(&folder, "sized.policy.hcl", policy);
    commit(&folder);
    write(&folder, "sizes.hcl", "least = 1\n");
    write(&folder, "teams.json", r#"{"@org/a": ["bob", "eve"]}"#);
    let more = [
        ["--base", "HEAD", "--policies", "sized.policy.hcl", "--input-file", "sizes.hcl"],
        ["--teams", "teams.json", "--skip", "encrypted", "--fail-on", "low"],
    ]
    .concat();
    let found = |status: &str| {
        let edited = "failed guarded_file_edited of @org/a".to_owned();
        let mut found = vec![edited.clone(), edited, format!("{status} sized of @org/a")];
        found.sort();
        found
    };
    assert_eq!(check(&folder, &["eve"], &more), (Some(4), found("failed")));
    assert_eq!(check(&folder, &["bob"], &more), (Some(0), found("approved")));
}

/// The nearest file of settings counts, and a nearer one that the pull request adds does not.
#[test]
fn settings_are_looked_for_on_the_base() {
    let folder = repository("nearer", &volume("data"));
    std::fs::create_dir(folder.join("deep")).unwrap();
    write(&folder, "deep/main.tf", &volume("deep"));
    write(&folder, ".sekisho.hcl", "rules {\n  builtin = false\n  policies = [\"own.policy.hcl\"]\n}\n");
    commit(&folder);
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(["check", ".", "--base", "HEAD"]).current_dir(folder.join("deep"));
        command.output().unwrap().status.code()
    };
    assert_eq!(run(), Some(1));
    write(&folder, "deep/.sekisho.hcl", "rules {\n  skip = [\"*\"]\n}\n");
    assert_eq!(run(), Some(1), "a nearer one");
    std::fs::remove_file(folder.join("deep/.sekisho.hcl")).unwrap();
    std::fs::remove_file(folder.join(".sekisho.hcl")).unwrap();
    assert_eq!(run(), Some(1), "none any more");
}

/// A plan that lies elsewhere is of the repository that its source is in, or else of the one that one stands in.
#[test]
fn a_plan_may_lie_outside_of_the_repository() {
    let folder = repository("outside-plan", "");
    std::fs::create_dir(folder.join("deep")).unwrap();
    write(&folder, "deep/main.tf", &volume("data"));
    write(&folder, ".sekisho.hcl", "rules {\n  builtin = false\n  policies = [\"own.policy.hcl\"]\n}\n");
    commit(&folder);
    let other = repository("outside-other", "");
    let created = created("aws_ebs_volume.data");
    for (place, plan) in [("beside", folder.with_extension("plan.json")), ("other", other.join("plan.json"))]
    {
        std::fs::write(&plan, &created).unwrap();
        for (within, source) in [("deep", "."), (".", "deep")] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
            command.arg("check").arg(&plan).args(["--base", "HEAD", "--source", source]);
            let output = command.current_dir(folder.join(within)).output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            assert_eq!(output.status.code(), Some(1), "{place} {within}: {said}");
            assert!(said.contains("Not encrypted."), "{place} {within}: {said}");
        }
    }
}

/// What others say of a pull request is not read from a file that it can bring.
#[test]
fn evidence_is_not_the_pull_requests_own() {
    let folder = repository("evidence", &volume("data"));
    let base = head_of(&folder);
    write(&folder, "reviews.json", "[]");
    write(&folder, "report.json", r#"{"version": 1, "gate": null}"#);
    commit(&folder);
    let run = |file: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command
            .args(["check", ".", "--no-builtin", "--policies", "own.policy.hcl", "--base", &base])
            .args(file);
        let output = command.current_dir(&folder).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for file in [
        &["--approvals", "reviews.json", "--head", HEAD, "--author", "ann"][..],
        &["--previous", "report.json"],
    ] {
        let (code, said) = run(file);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("the pull request may have written it"), "{said}");
    }
}

/// What has happened on the branch since is not the pull request's doing.
#[test]
fn edits_are_the_pull_requests_own() {
    let folder = repository("since", &volume("data"));
    let left = head_of(&folder);
    write(&folder, "CODEOWNERS", "* @cat\n");
    write(&folder, "docs.md", "new\n");
    write(&folder, ".sekisho.hcl", "");
    std::fs::remove_file(folder.join("own.policy.hcl")).unwrap();
    write(&folder, "other.policy.hcl", POLICY);
    commit(&folder);
    let base = head_of(&folder);
    git(&folder, &["checkout", "--quiet", "-b", "work", &left]);
    write(&folder, "main.tf", &volume("more"));
    commit(&folder);
    let more = ["--base", base.as_str(), "--policies", "."];
    let told = |folder: &Path| -> Vec<String> {
        let (_, found) = check(folder, &[], &more);
        found.into_iter().filter(|said| said.contains("guarded_file_edited")).collect()
    };
    let edited = |count: usize| vec!["failed guarded_file_edited of @cat".to_owned(); count];
    assert_eq!(told(&folder), edited(0));
    assert_eq!(check(&folder, &[], &more).1[0], "failed encrypted of @cat", "what counts is the base's");
    write(&folder, "CODEOWNERS", "* @eve\n");
    commit(&folder);
    assert_eq!(told(&folder), edited(1));
    let shallow = folder.with_file_name("since-shallow");
    let _ = std::fs::remove_dir_all(&shallow);
    let origin = format!("file://{}", folder.display());
    git(&folder, &["checkout", "--quiet", "HEAD~1"]);
    let clone = ["clone", "--quiet", "--depth=1", &origin, shallow.to_str().unwrap()];
    git(&folder, &clone);
    git(&shallow, &["fetch", "--quiet", "--depth=1", "origin", &base]);
    assert_eq!(told(&shallow), edited(4), "without the history nobody can tell");
    git(&shallow, &["fetch", "--quiet", "--unshallow", "origin", &base]);
    assert_eq!(told(&shallow), edited(0));
}

/// Of two commits that both were left, none alone says what was there.
#[test]
fn a_history_that_crosses_tells_nothing() {
    let folder = repository("crossed", &volume("data"));
    let merge = |other: &str| {
        let who = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        git(&folder, &[&who[..], &["merge", "--quiet", "--no-edit", other]].concat());
        head_of(&folder)
    };
    git(&folder, &["checkout", "--quiet", "-b", "one"]);
    write(&folder, "one", "");
    commit(&folder);
    let one = head_of(&folder);
    git(&folder, &["checkout", "--quiet", "-b", "two", "HEAD~1"]);
    write(&folder, "two", "");
    commit(&folder);
    let work = merge(&one);
    git(&folder, &["checkout", "--quiet", "one"]);
    merge(&format!("{work}^1"));
    write(&folder, "CODEOWNERS", "* @cat\n");
    commit(&folder);
    let base = head_of(&folder);
    git(&folder, &["checkout", "--quiet", &work]);
    let told = check(&folder, &[], &["--base", &base]).1;
    assert!(told.contains(&"failed guarded_file_edited of @cat".to_owned()), "{told:?}");
}

#[test]
fn a_base_that_is_nowhere_is_told() {
    let folder = repository("nowhere", &volume("data"));
    for name in ["0000000000000000000000000000000000000000", "--upload-pack=x", "HEAD:main.tf"] {
        let flag = format!("--base={name}");
        let args = ["check", ".", "--no-builtin", "--policies", "own.policy.hcl", &flag];
        let output =
            Command::new(env!("CARGO_BIN_EXE_sekisho")).args(args).current_dir(&folder).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains(&format!("--base: there is no commit `{name}`")), "{said}");
    }
}
