//! What somebody who is new here does wrong, and what is said of it: which place, and the way out.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

const BUCKET: &str = "resource \"aws_s3_bucket\" \"assets\" {\n  bucket = \"assets\"\n}\n";

/// A repository of its own with these files.
fn repository(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-week").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    for (file, text) in files {
        let file = folder.join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    folder
}

/// The exit code, and what is said on stdout and on stderr.
fn sekisho(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    let output = command.args(args).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A rule that reads what no bucket has finds something in every bucket; one about a type that nobody has finds nothing.
#[test]
fn a_check_says_what_its_policies_cannot_mean() {
    let policies = "# Nothing is destroyed.\nresource_policy \"aws_s3_bucket\" \"kept\" {\n  enforce {\n    \
                    condition = attrs.force_destory == false\n  }\n}\n\n# Logs expire.\n\
                    resource_policy \"aws_cloudwatch_log_grp\" \"expires\" {\n  enforce {\n    \
                    condition = attrs.retention_in_days > 0\n  }\n}\n";
    let files =
        [("main.tf", &*BUCKET.repeat(2).replacen("assets", "other", 2)), ("own/a.policy.hcl", policies)];
    let folder = repository("missteps", &files);
    let check = ["check", "--no-builtin", "--policies", "own"];
    let (code, _, said) = sekisho(&folder, &check);
    assert_eq!(code, 1, "{said}");
    assert_eq!(said.matches("force_destory`\n   ╭▸ own/a.policy.hcl:4:23").count(), 1, "{said}");
    assert!(said.contains("help: did you mean `force_destroy`?"), "{said}");
    assert!(said.contains("help: did you mean `aws_cloudwatch_log_group`?"), "{said}");
    let (code, _, said) = sekisho(&folder, &[&check[..], &["--rule", "expires"]].concat());
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("no resource type `aws_cloudwatch_log_grp`") && !said.contains("destory"),
        "{said}"
    );
    let (_, _, said) = sekisho(&folder, &[&check[..], &["--quiet"]].concat());
    assert_eq!(said, "");
}
