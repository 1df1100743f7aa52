//! Pull requests whose author means harm, on small repositories of git.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![cfg(unix)]

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use pulldown_cmark::{Event, Tag};
use serde_json::Value;

const POLICY: &str = "# Volumes are encrypted.\nresource_policy \"aws_ebs_volume\" \"encrypted\" {\n  enforce {\n    condition     = core::try(attrs.encrypted, false) == true\n    error_message = \"Not encrypted.\"\n  }\n}\n";

const SETTINGS: &str = "rules {\n  builtin  = false\n  policies = [\"own.policy.hcl\"]\n}\n";

const VOLUME: &str =
    "resource \"aws_ebs_volume\" \"data\" {\n  availability_zone = \"a\"\n  size              = 5\n}\n";

/// A repository whose one commit is the base.
struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let repository = Self(folder);
        repository.write("CODEOWNERS", "* @bob\n");
        repository.write(".sekisho.hcl", SETTINGS);
        repository.write("own.policy.hcl", POLICY);
        repository.write("main.tf", VOLUME);
        repository.git(&["init", "--quiet"]);
        repository.commit();
        repository
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    fn link(&self, name: &str, target: &str) {
        let _ = std::fs::remove_file(self.0.join(name));
        symlink(target, self.0.join(name)).unwrap();
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git").arg("-C").arg(&self.0).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn commit(&self) -> String {
        self.git(&["add", "--all"]);
        let who = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        self.git(&[&who[..], &["commit", "--quiet", "--allow-empty", "-m", "x"]].concat());
        self.git(&["rev-parse", "HEAD"])
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.arg("check").args(arguments).current_dir(&self.0);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Code, and findings as `status rule: message`.
    fn check(&self, arguments: &[&str]) -> (Option<i32>, Vec<String>) {
        let output = self.run(&[&[".", "--format", "json"], arguments].concat());
        let report: Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", both(&output)));
        let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let said = |f: &Value| format!("{} {}: {}", word(f, "status"), word(f, "rule"), word(f, "message"));
        let mut found: Vec<String> = report["findings"].as_array().unwrap().iter().map(said).collect();
        found.sort();
        (output.status.code(), found)
    }
}

fn both(output: &Output) -> String {
    [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy).concat()
}

const FAILED: &str = "failed encrypted: Not encrypted.";

fn edited(name: &str, what: &str) -> String {
    format!("failed guarded_file_edited: {name} is {what} here; the check goes by it as it is on the base.")
}

#[test]
fn files_replaced_by_links_are_not_followed() {
    let repository = Repository::new("links");
    for name in ["CODEOWNERS", ".sekisho.hcl", "own.policy.hcl"] {
        repository.link(name, "/etc/passwd");
    }
    let (code, found) = repository.check(&["--base", "HEAD"]);
    let link = "a link that leads out of the repository";
    let all = [".sekisho.hcl", "CODEOWNERS", "own.policy.hcl"].map(|name| edited(name, link));
    assert_eq!((code, &found[1..]), (Some(1), &all[..]));
    assert_eq!(found[0], FAILED);
}

/// Without a base they are an error, and nothing of what they lead to is printed.
#[test]
fn what_a_link_leads_to_is_printed_nowhere() {
    let secret = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-secret.txt");
    std::fs::write(&secret, "hunter2 { = ]\n").unwrap();
    for (name, code) in [("CODEOWNERS", 2), (".sekisho.hcl", 2)] {
        let repository = Repository::new(&format!("leak{}", name.replace('.', "-")));
        repository.link(name, secret.to_str().unwrap());
        let output = repository.run(&["."]);
        let said = both(&output);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains("is a link that leads out of the repository"), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    let repository = Repository::new("leak-source");
    repository.link("more.tf", secret.to_str().unwrap());
    let output = repository.run(&["."]);
    assert_eq!(output.status.code(), Some(3));
    assert!(both(&output).contains("more.tf:1") && !both(&output).contains("hunter2"), "{}", both(&output));
    let repository = Repository::new("leak-folder");
    std::fs::create_dir(repository.0.join("rules")).unwrap();
    repository.link("rules/a.policy.hcl", secret.to_str().unwrap());
    let said = both(&repository.run(&[".", "--policies", "rules"]));
    assert!(said.contains("a.policy.hcl: it is a link") && !said.contains("hunter2"), "{said}");
}

#[test]
fn a_folder_of_policies_that_becomes_a_link_is_that_of_the_base() {
    let repository = Repository::new("folder");
    std::fs::create_dir(repository.0.join("rules")).unwrap();
    std::fs::rename(repository.0.join("own.policy.hcl"), repository.0.join("rules/own.policy.hcl")).unwrap();
    repository.write(".sekisho.hcl", &SETTINGS.replace("own.policy.hcl", "rules"));
    let base = repository.commit();
    std::fs::remove_dir_all(repository.0.join("rules")).unwrap();
    let empty = repository.0.with_file_name("empty");
    std::fs::create_dir_all(&empty).unwrap();
    repository.link("rules", "../empty");
    repository.commit();
    let (code, found) = repository.check(&["--base", &base]);
    let link = edited("rules/own.policy.hcl", "removed");
    assert_eq!((code, found), (Some(1), vec![FAILED.to_owned(), link]));
}

/// What a link leads to is another file's text, and so are the comments in it.
#[test]
fn a_comment_behind_a_link_is_of_another_file() {
    let repository = Repository::new("comment-link");
    std::fs::create_dir(repository.0.join("dev")).unwrap();
    let ignore = "# sekisho:ignore encrypted reason=\"of dev alone\"\n";
    repository.write("dev/main.tf", &format!("{ignore}{VOLUME}"));
    let base = repository.commit();
    repository.link("main.tf", "dev/main.tf");
    repository.commit();
    assert_eq!(repository.check(&["--base", &base]), (Some(1), vec![FAILED.to_owned()]));
    let merged = vec![FAILED.replace("failed", "suppressed")];
    assert_eq!(repository.check(&["--base", "HEAD"]), (Some(0), merged), "a link of the base");
}

/// Links that the base has itself are its own business, as long as they stay inside.
#[test]
fn links_of_the_base_are_followed_inside_of_it() {
    let repository = Repository::new("inside");
    std::fs::create_dir(repository.0.join("shared")).unwrap();
    std::fs::rename(repository.0.join("own.policy.hcl"), repository.0.join("shared/own.policy.hcl")).unwrap();
    repository.link("own.policy.hcl", "shared/own.policy.hcl");
    repository.commit();
    assert_eq!(repository.check(&["--base", "HEAD"]), (Some(1), vec![FAILED.to_owned()]));
    repository.link("own.policy.hcl", "/etc/passwd");
    repository.commit();
    let output = repository.run(&[".", "--base", "HEAD"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(both(&output).contains("own.policy.hcl is a link that leads out of the repository"));
}

/// Programs that the repository's own settings name, and variables that lead git elsewhere.
#[test]
fn git_runs_nothing_and_is_not_led_astray() {
    let repository = Repository::new("programs");
    let sign = repository.0.with_file_name("was-run");
    let _ = std::fs::remove_file(&sign);
    let program = repository.0.with_file_name("program.sh");
    std::fs::write(&program, format!("#!/bin/sh\ntouch '{}'\nexit 1\n", sign.display())).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let program = program.to_str().unwrap();
    repository.write(".gitattributes", "* diff=evil filter=evil\n");
    repository.write("CODEOWNERS", "* @eve\n");
    let settings = [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.smudge",
        "filter.evil.clean",
        "filter.evil.process",
        "credential.helper",
        "uploadpack.packObjectsHook",
        "gpg.program",
    ];
    settings.iter().for_each(|key| drop(repository.git(&["config", key, program])));
    for hook in ["post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc"] {
        std::fs::copy(program, repository.0.join(".git/hooks").join(hook)).unwrap();
    }
    let other = Repository::new("elsewhere");
    let mut command = repository.command(&[".", "--base", "HEAD", "--format", "json"]);
    for (name, value) in [
        ("GIT_DIR", other.0.join(".git").to_str().unwrap()),
        ("GIT_WORK_TREE", other.0.to_str().unwrap()),
        ("GIT_INDEX_FILE", "/dev/null"),
        ("GIT_OBJECT_DIRECTORY", other.0.join(".git/objects").to_str().unwrap()),
        ("GIT_EXTERNAL_DIFF", program),
        ("GIT_PAGER", program),
        ("GIT_SSH_COMMAND", program),
    ] {
        command.env(name, value);
    }
    let output = command.output().unwrap();
    let said = both(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("CODEOWNERS is edited here") && said.contains("@bob"), "{said}");
    assert!(!sign.exists(), "a program was run");
}

/// What git would show in the place of an object is not what the commit has.
#[test]
fn an_object_that_git_replaces_is_read_as_it_is() {
    let repository = Repository::new("replaced");
    let base = repository.git(&["rev-parse", "HEAD"]);
    repository.write("own.policy.hcl", &POLICY.replace("== true", "!= null"));
    repository.write("CODEOWNERS", "* @eve\n");
    let other = repository.commit();
    repository.git(&["checkout", "--quiet", &base]);
    let told = (Some(1), vec![FAILED.to_owned()]);
    assert_eq!(repository.check(&["--base", &base]), told);
    for name in ["CODEOWNERS", "own.policy.hcl", ""] {
        let object = |commit: &str| {
            let named = if name.is_empty() { commit.to_owned() } else { format!("{commit}:{name}") };
            repository.git(&["--no-replace-objects", "rev-parse", &named])
        };
        repository.git(&["replace", &object(&base), &object(&other)]);
        let shown = repository.git(&["show", &format!("{base}:own.policy.hcl")]);
        assert!(name == "CODEOWNERS" || shown.contains("!= null"), "git itself shows another");
        assert_eq!(repository.check(&["--base", &base]), told, "{name}");
    }
}

/// A file that the clone has left out is not fetched, and is not taken for one that is not there.
#[test]
fn what_has_not_been_fetched_is_not_taken_for_missing() {
    let repository = Repository::new("partial");
    let blob = repository.git(&["rev-parse", "HEAD:own.policy.hcl"]);
    let (folder, file) = blob.split_at(2);
    let object = repository.0.join(".git/objects").join(folder).join(file);
    std::fs::set_permissions(&object, std::fs::Permissions::from_mode(0o644)).unwrap();
    std::fs::remove_file(object).unwrap();
    let sign = repository.0.with_file_name("was-fetched");
    let _ = std::fs::remove_file(&sign);
    let helper = format!("ext::touch {}", sign.display());
    for (key, value) in [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.url", helper.as_str()),
        ("remote.origin.promisor", "true"),
        ("protocol.ext.allow", "always"),
    ] {
        repository.git(&["config", key, value]);
    }
    let output = repository.run(&[".", "--base", "HEAD"]);
    let said = both(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("own.policy.hcl has not been fetched"), "{said}");
    assert!(!sign.exists(), "it was fetched");
}

#[test]
fn submodules_and_folders_that_look_like_repositories_decide_nothing() {
    let repository = Repository::new("nested");
    let inner = repository.0.join("envs");
    std::fs::create_dir(&inner).unwrap();
    // A bare repository in a folder of the pull request, with its own settings.
    for name in ["objects", "refs"] {
        std::fs::create_dir_all(inner.join(name)).unwrap();
        std::fs::write(inner.join(name).join("keep"), "").unwrap();
    }
    repository.write("envs/HEAD", "ref: refs/heads/main\n");
    repository.write("envs/config", "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
    repository.write("envs/main.tf", VOLUME);
    repository.commit();
    let mut command = repository.command(&[".", "--base", "HEAD"]);
    let output = command.current_dir(&inner).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", both(&output));

    let commit = repository.git(&["rev-parse", "HEAD"]);
    repository.git(&["rm", "--quiet", "own.policy.hcl"]);
    repository.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{commit},own.policy.hcl")]);
    repository.git(&["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "--quiet", "-m", "x"]);
    let output = repository.run(&[".", "--base", "HEAD"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(both(&output).contains("own.policy.hcl is a submodule"), "{}", both(&output));
}

/// The base is a commit that is named; whether it is an ancestor makes no difference to what it has.
#[test]
fn any_commit_can_be_the_base() {
    let repository = Repository::new("bases");
    let first = repository.git(&["rev-parse", "HEAD"]);
    repository.git(&["checkout", "--quiet", "--orphan", "other"]);
    repository.write("own.policy.hcl", &POLICY.replace("== true", "!= null"));
    repository.write("CODEOWNERS", "* @eve\n");
    let head = repository.commit();
    let (code, found) = repository.check(&["--base", &first]);
    assert_eq!(code, Some(1));
    assert_eq!(
        found,
        [FAILED.to_owned(), edited("CODEOWNERS", "edited"), edited("own.policy.hcl", "edited")]
    );
    assert_eq!(
        repository.check(&["--base", &head]),
        (Some(0), Vec::new()),
        "the head itself changes nothing"
    );
}

/// A tag is taken for a branch of the same name, and one for the beginning of a SHA, by whoever asks git.
#[test]
fn a_base_whose_name_means_several_things_is_none() {
    let repository = Repository::new("ambiguous");
    let base = repository.git(&["rev-parse", "HEAD"]);
    repository.write("own.policy.hcl", &POLICY.replace("== true", "!= null"));
    let other = repository.commit();
    repository.git(&["update-ref", "refs/remotes/origin/main", &base]);
    let told = |name: &str| {
        let output = repository.run(&[".", &format!("--base={name}")]);
        (output.status.code(), both(&output).contains("means several things"))
    };
    assert_eq!((told("origin/main"), told("^HEAD")), ((Some(1), false), (Some(3), false)));
    for name in ["tags/origin/main", "heads/origin/main", &format!("tags/{}", &base[..8])] {
        let name = format!("refs/{name}");
        repository.git(&["update-ref", &name, &other]);
        let short = if name.contains("origin") { "origin/main" } else { &base[..8] };
        assert_eq!(told(short), (Some(3), true), "{name}");
        assert_eq!(told(&format!("{short}~0")), (Some(3), true), "{name}");
        repository.git(&["update-ref", "-d", &name]);
    }
    for name in ["tags/origin/main", "tags/HEAD", &format!("heads/{base}")] {
        repository.git(&["update-ref", &format!("refs/{name}"), &other]);
    }
    for sure in ["refs/remotes/origin/main", &base, "HEAD~1"] {
        assert_eq!(told(sure), (Some(1), false), "{sure}");
    }
}

const EVIL: &str = "%0A::error::x ::stop-commands::y ##[group]z <img src=x> @octocat [a](https://evil.example) | `b` \\u001b[31m \\u202e \\u200b \\u200d \\u0007";

/// Names of files, keys of resources, tags, messages, reasons: whatever a pull request can word, in every format.
#[test]
fn what_a_pull_request_words_does_nothing() {
    let repository = Repository::new("words");
    let policy = "# Tags are tame.\nresource_policy \"aws_ebs_volume\" \"tame\" {\n  enforcement_level = \"mandatory_overridable\"\n  enforce {\n    condition     = !core::strcontains(core::try(attrs.tags.a, \"\"), \"evil\")\n    error_message = \"Tagged\\n::error::t ${attrs.tags.a}\"\n    }\n}\n";
    repository.write("own.policy.hcl", &format!("{POLICY}\n{policy}"));
    let base = repository.commit();
    let file = "::error file=x::a%0A\u{1b}[31m\u{202e}##[z]@octocat.tf";
    let reason = "\u{1b}[2J\u{202e} ::error::r ##[group] <img src=x> @octocat";
    let text = format!(
        "locals {{\n  evil = \"{EVIL}\"\n}}\n# sekisho:ignore encrypted reason=\"{reason}\"\nresource \"aws_ebs_volume\" \"evil\" {{\n  for_each = toset([local.evil, \"\\n::error::k\"])\n  availability_zone = \"a\"\n  size = 1\n  tags = {{\n    a = \"${{each.key}} {EVIL}\"\n  }}\n}}\nresource \"aws_ebs_volume\" \"broken {{\n"
    );
    repository.write(file, &text);
    repository.write("CODEOWNERS", &format!("* {reason}\n"));
    repository.commit();
    for format in ["human", "json", "sarif", "github", "markdown", "counts"] {
        let output = repository.run(&[".", "--base", &base, "--format", format]);
        let said = both(&output);
        assert!(said.contains("octocat") || format == "counts", "{said}");
        for line in said.lines() {
            let own = format == "github"
                && ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start));
            assert!(own || !line.trim_start().starts_with("::"), "{format}: {line}");
            assert!(own || !line.contains("##["), "{format}: {line}");
            let acts =
                |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
            assert!(!line.chars().any(acts), "{format}: {line:?}");
        }
        if format == "markdown" {
            let events = pulldown_cmark::Parser::new_ext(&said, pulldown_cmark::Options::all());
            let live = events.filter(|event| match event {
                Event::Html(tag) | Event::InlineHtml(tag) => tag.contains("img"),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    dest_url.contains("evil")
                }
                Event::Text(text) => text.contains("@octocat"),
                _ => false,
            });
            assert_eq!(live.count(), 0, "{said}");
        }
    }
}

/// A plan in the folder would be checked in the place of its source, or of what the run has planned.
#[test]
fn a_plan_that_the_pull_request_brings_is_refused() {
    let repository = Repository::new("brought");
    let base = repository.git(&["rev-parse", "HEAD"]);
    let harmless = r#"{"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": []}"#;
    repository.write("plan.json", harmless);
    assert_eq!(repository.check(&["--base", &base]), (Some(0), Vec::new()), "made by the run");
    repository.commit();
    for (plan, code) in [(".", 2), ("plan.json", 0), ("./plan.json", 0)] {
        let output = repository.run(&[plan, "--base", &base]);
        let said = both(&output);
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains("plan.json: it is a file of the repository"), "{said}");
    }
    let annotated = both(&repository.run(&["plan.json", "--base", &base, "--format", "github"]));
    assert!(
        annotated.contains("::warning title=what the check goes by::plan.json: it is a file"),
        "{annotated}"
    );
    repository.git(&["rm", "--quiet", "plan.json"]);
    repository.link("plan.json", "elsewhere.json");
    repository.write("elsewhere.json", harmless);
    repository.commit();
    assert_eq!(repository.run(&[".", "--base", &base]).status.code(), Some(2), "a link to one");
}

/// What is called as a root module is somewhere else than that.
#[test]
fn nothing_is_checked_in_the_place_of_a_root_module_by_its_name() {
    let repository = Repository::new("named");
    std::fs::create_dir(repository.0.join("infra")).unwrap();
    std::fs::rename(repository.0.join("main.tf"), repository.0.join("infra/main.tf")).unwrap();
    repository
        .write(".sekisho.hcl", &format!("{SETTINGS}\nroot \"production\" {{\n  folder = \"infra\"\n}}\n"));
    let base = repository.commit();
    let checked = |path: &str| {
        let output = repository.run(&[path, "--base", &base]);
        (output.status.code(), both(&output).contains("is the name of the root module in infra"))
    };
    assert_eq!(checked("production"), (Some(1), false));
    std::fs::create_dir(repository.0.join("production")).unwrap();
    repository.write("production/main.tf", &VOLUME.replace("size ", "encrypted = true\n  size "));
    assert_eq!(checked("production"), (Some(2), true), "a folder");
    assert_eq!(checked("./production"), (Some(0), false), "which is meant");
    std::fs::remove_dir_all(repository.0.join("production")).unwrap();
    repository.link("production", "infra");
    assert_eq!(checked("production"), (Some(1), false), "a link to it");
    repository.write("production=plan.json", "{}");
    assert_eq!(checked("production=plan.json"), (Some(2), true), "a file");
}

/// Terraform says everything once; of what is there twice, other programs may show the one and take the other.
#[test]
fn a_plan_that_says_something_twice_is_none() {
    let repository = Repository::new("twice");
    let change =
        r#""change": {"actions": ["create"], "before": null, "after": {"size": 5}, "after_unknown": {}}"#;
    let entry = format!(
        r#"{{"address": "aws_ebs_volume.data", "mode": "managed", "type": "aws_ebs_volume", "name": "data", {change}}}"#
    );
    let plan = |entry: &str| {
        format!(
            r#"{{"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [{entry}]}}"#
        )
    };
    let checked = |plan: &str| {
        repository.write("plan.json", plan);
        let output = repository.run(&["plan.json"]);
        (output.status.code(), both(&output).contains(" is there twice at line 1"))
    };
    assert_eq!(checked(&plan(&entry)), (Some(1), false));
    for (once, twice) in [
        ("]}", r#"], "resource_changes": []}"#),
        ("\"mode\": \"managed\"", r#""mode": "managed", "mode": "data""#),
        ("\"type\": \"aws_ebs_volume\"", r#""type": "aws_ebs_volume", "type": "null_resource""#),
        ("\"after\": {\"size\": 5}", r#""after": {"size": 5}, "after": {"encrypted": true}"#),
        ("\"after_unknown\": {}", r#""after_unknown": {}, "after_unknown": {"encrypted": true}"#),
    ] {
        let (start, end) = plan(&entry).rsplit_once(once).map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        assert_eq!(checked(&format!("{start}{twice}{end}")), (Some(3), true), "{twice}");
    }
}

/// A plan that was made of something else is told.
#[test]
fn a_plan_of_another_source_is_told() {
    let repository = Repository::new("other-plan");
    let volume = serde_json::json!({ "availability_zone": "a", "size": 5 });
    let plan = serde_json::json!({ "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [{
        "address": "aws_ebs_volume.other", "mode": "managed", "type": "aws_ebs_volume", "name": "other",
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": { "actions": ["create"], "before": null, "after": volume, "after_unknown": {} },
    }]});
    repository.write("plan.json", &plan.to_string());
    let said = both(&repository.run(&["plan.json", "--base", "HEAD"]));
    assert!(said.contains("does not make all that the plan has: aws_ebs_volume.other"), "{said}");
}
