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

/// What is checked is a plan or a folder; who names something else is told what is done with that.
#[test]
fn a_file_that_is_no_plan_is_told_what_it_is() {
    let files = [("infra/main.tf", BUCKET), ("infra/prod.tfvars", "a = 1\n"), ("a.policy.hcl", "")];
    let folder = repository("no-plan", &files);
    let wrong = |file: &str, what: &str, help: &str| {
        let (code, _, said) = sekisho(&folder, &["check", file]);
        assert_eq!(code, 2, "{said}");
        assert!(said.starts_with(&format!("error: {file} is {what}, not a plan\n  help: {help}")), "{said}");
    };
    wrong("infra/main.tf", "source", "check its folder: `sekisho check infra`");
    wrong("infra/prod.tfvars", "a file of values", "give it with --var-file");
    wrong("a.policy.hcl", "a policy", "give it with `--policies a.policy.hcl`");
    assert_eq!(sekisho(&folder, &["check", "nowhere.tf"]).0, 3);
}

/// Who has planned each root module and checks the repository would think that the plans are checked.
#[test]
fn plans_that_a_search_passes_by_are_named() {
    let plan = std::fs::read_to_string("tests/fixtures/plans/changes/ecs_desired_count/plan.json").unwrap();
    let files =
        [("infra/prod/main.tf", BUCKET), ("infra/prod/plan.json", &plan), ("infra/dev/main.tf", BUCKET)];
    let folder = repository("unread-plans", &files);
    let (_, _, said) = sekisho(&folder, &["check", "."]);
    assert!(said.contains("warning: 1 plan below is not read"), "{said}");
    assert!(said.contains("`sekisho check infra/prod/plan.json`"), "{said}");
    assert_eq!(sekisho(&folder, &["check", "--recursive", "."]).2, "");
    assert_eq!(sekisho(&folder, &["check", "--changed", "infra/prod/main.tf"]).2, "");
}

/// Each at the place in the settings that names it.
#[test]
fn files_that_the_settings_name_and_that_are_not_there() {
    let told = |settings: &str| {
        let folder = repository("settings", &[("main.tf", BUCKET), (".sekisho.hcl", settings)]);
        let (code, _, said) = sekisho(&folder, &["config"]);
        assert_eq!((code, sekisho(&folder, &["check", "."]).2), (2, said.clone()));
        said
    };
    let said = told("rules {\n  policies = [\"own\"]\n}\n");
    assert!(said.starts_with("error: there is no file or folder own\n   ╭▸ .sekisho.hcl:2:15"), "{said}");
    let said = told("gate {\n  codeowners = \"OWNERS\"\n}\n");
    assert!(said.contains("cannot be read from OWNERS") && said.contains(".sekisho.hcl:2:16"), "{said}");
    let said = told("verdict {\n  baseline = \"known.json\"\n}\n");
    assert!(said.contains("there is no baseline known.json") && said.contains(".sekisho.hcl:2:14"), "{said}");
    let folder =
        repository("roots", &[("infra/prod/main.tf", BUCKET), (".sekisho.hcl", "root \"infra/prd\" {\n}\n")]);
    let (_, _, said) = sekisho(&folder, &["config"]);
    assert!(said.ends_with("help: did you mean infra/prod?\n"), "{said}");
}

/// A comment that suppresses nothing says how the rule is called that was meant.
#[test]
fn comments_that_name_no_rule() {
    let source = "# sekisho:ignore s3_bucket_public_acces_blocked reason=\"x\"\n# sekisho:ignore CKV_AWS_96 reason=\"x\"\n\
                  # sekisho:ignore public-network/s3_bucket_public_access_blocked reason=\"x\"\n\
                  # sekisho:ignore s3_* reason=\"x\"\n# sekisho: ignore iam_no_users reason=\"x\"\n";
    let folder = repository("comments", &[("main.tf", &format!("{source}{BUCKET}"))]);
    let (_, said, _) = sekisho(&folder, &["check", "."]);
    assert_eq!(said.matches("Did you mean `s3_bucket_public_access_blocked`?").count(), 2, "{said}");
    assert!(said.contains("There is no rule `CKV_AWS_96`, so the comment suppresses nothing. Did you mean `rds_cluster_encrypted`?"), "{said}");
    assert!(
        said.contains(
            "There is no rule `s3_*`, so the comment suppresses nothing. It names each rule by its id."
        ),
        "{said}"
    );
    assert!(said.contains("it is written as `sekisho:ignore RULE reason=\"…\"`"), "{said}");
}

/// The project's own policies are known wherever rules are spoken of.
#[test]
fn rules_are_found_by_what_people_call_them() {
    let policy = "# Names are long.\nresource_policy \"aws_s3_bucket\" \"long_names\" {\n  enforce {\n    condition = core::length(attrs.bucket) > 3\n  }\n}\n";
    let settings = "rules {\n  policies = [\"own\"]\n}\n";
    let folder = repository("own-rules", &[("own/a.policy.hcl", policy), (".sekisho.hcl", settings)]);
    let (_, list, _) = sekisho(&folder, &["rules"]);
    assert!(list.contains("\nown\nmedium    blocks    long_names "), "{list}");
    assert!(list.contains("approval  capacity_ecs_change "), "{list}");
    for name in ["long_names", "own/long_names", "encryption-at-rest/rds_cluster_encrypted"] {
        assert_eq!(sekisho(&folder, &["explain", name]).0, 0, "{name}");
    }
    for family in ["capacity", "capacity/*", "encryption_at_rest"] {
        let (code, _, said) = sekisho(&folder, &["explain", family]);
        assert!(code == 2 && said.contains("it is a family: `sekisho rules --rule '"), "{said}");
    }
}

/// A gatekeeper that is nobody would keep nothing, and nothing would be wrong.
#[test]
fn a_gatekeeper_is_an_owner() {
    let folder = repository("gatekeeper", &[("main.tf", BUCKET), ("CODEOWNERS", "* @acme/platform\n")]);
    let (code, _, said) = sekisho(&folder, &["owners", "--lint", "--gatekeeper", "acme/platform"]);
    assert!(code == 2 && said.contains("--gatekeeper acme/platform: `acme/platform` is no owner"), "{said}");
}

/// So small a step needs nobody: no format says whom to ask, and each says why not.
#[test]
fn a_small_step_asks_nobody() {
    let example = Path::new("examples/ecs-service");
    let walk = walkdir::WalkDir::new(example).into_iter().map(Result::unwrap);
    let files: Vec<(String, String)> = walk
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let below = entry.path().strip_prefix(example).unwrap().display().to_string();
            (below, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = repository("small-step", &files);
    let said = |format: &str| sekisho(&folder, &["check", "infra", "--format", format]).1.to_lowercase();
    for (format, fix) in [("human", "fix:"), ("github", "fix:"), ("markdown", "**fix:**")] {
        assert!(said(format).contains(fix), "{format}");
    }
    let settings = std::fs::read_to_string(folder.join(".sekisho.hcl")).unwrap();
    let settings = settings + "capacity {\n  ignore_below = \"150%\"\n}\n";
    std::fs::write(folder.join(".sekisho.hcl"), settings).unwrap();
    for format in ["human", "github", "markdown"] {
        let said = said(format);
        assert!(!said.contains("fix:") && !said.contains("ask an owner"), "{said}");
        assert!(said.replace('\\', "").contains("no approval is needed: less than 150"), "{said}");
    }
}

/// Two root modules may have the same addresses, and both are shown.
#[test]
fn several_root_modules_are_shown_apart() {
    let folder = repository("show", &[("infra/prod/main.tf", BUCKET), ("infra/dev/main.tf", BUCKET)]);
    let (_, json, _) = sekisho(&folder, &["show", "--format", "json", "."]);
    let shown: serde_json::Value = serde_json::from_str(&json).unwrap();
    for root in ["infra/dev", "infra/prod"] {
        assert_eq!(shown[root]["aws_s3_bucket.assets"]["bucket"], "assets", "{json}");
        let (_, one, _) = sekisho(&folder, &["show", "--format", "json", root]);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&one).unwrap(), shown[root]);
    }
    let (_, text, _) = sekisho(&folder, &["show", "."]);
    assert!(text.starts_with("# infra/dev\n\naws_s3_bucket.assets {\n"), "{text}");
}

/// Who asks for an address at the top of a repository is told where to ask; a file that is not there is told as such.
#[test]
fn owners_say_what_they_were_asked_about() {
    let files =
        [("infra/prod/main.tf", BUCKET), ("infra/dev/main.tf", BUCKET), ("CODEOWNERS", "* @acme/platform\n")];
    let folder = repository("owners", &files);
    let (code, _, said) = sekisho(&folder, &["owners", "aws_s3_bucket.assets"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("which root module is meant: --root infra/dev, --root infra/prod"), "{said}");
    let (code, told, said) = sekisho(&folder, &["owners", "infra/nowhere.tf"]);
    assert!(code == 0 && told.contains("@acme/platform"), "{told}");
    assert!(said.contains("note: there is no infra/nowhere.tf"), "{said}");
}

/// A test tells of a mistyped attribute what was meant, as a check does.
#[test]
fn a_test_says_which_attribute_was_meant() {
    let policy = "# Kept.\nresource_policy \"aws_s3_bucket\" \"kept\" {\n  enforce {\n    condition = attrs.force_destory == false\n  }\n}\n";
    let test = "resource \"aws_s3_bucket\" \"a\" {\n  attrs = { force_destroy = false }\n}\n";
    let folder = repository("test-typo", &[("a.policy.hcl", policy), ("a.policytest.hcl", test)]);
    let (code, told, _) = sekisho(&folder, &["test"]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("`force_destory` (did you mean `force_destroy`?)"), "{told}");
}

/// What the check says of itself can be asked about as any rule, though no policy has it.
#[test]
fn what_the_check_says_of_itself_is_explained() {
    let source = format!("# sekisho:ignore s3_nothing reason=\"x\"\n{BUCKET}");
    let folder = repository("own", &[("main.tf", &source)]);
    let (_, report, _) = sekisho(&folder, &["check", "."]);
    assert!(report.contains("fix:  Name the rule as the report does"), "{report}");
    for rule in sekisho::check::OWN_RULES {
        let (code, said, _) = sekisho(&folder, &["explain", rule.id]);
        assert!(code == 0 && said.starts_with(rule.title), "{said}");
        let (code, _, said) = sekisho(&folder, &["check", "--skip", rule.id]);
        assert!(code == 2 && said.contains("neither be skipped nor set otherwise"), "{said}");
    }
}

/// A rule that is off by default and gets a level is used, and the explanation of the settings says nothing else.
#[test]
fn settings_are_explained_as_they_hold() {
    let settings = "rule \"capacity_jump_bounded\" {\n  level = \"advisory\"\n}\nrule \"capacity_stateful_created\" {\n  \
                    owners = [\"@acme/dba\"]\n}\ngate {\n  gatekeepers = [\"@acme/platform\"]\n}\n";
    let folder = repository("explained", &[("main.tf", BUCKET), (".sekisho.hcl", settings)]);
    let (code, told, said) = sekisho(&folder, &["config", "--explain"]);
    assert_eq!(code, 0, "{said}");
    let rows: Vec<Vec<&str>> = told.lines().map(|line| line.split_whitespace().collect()).collect();
    let is = |row: &[&str]| rows.iter().any(|other| other.starts_with(row));
    assert!(is(&["capacity_jump_bounded", "level", "advisory", ".sekisho.hcl:2"]), "{told}");
    assert!(!is(&["capacity_jump_bounded", "not", "used"]), "{told}");
    assert!(is(&["capacity_stateful_created", "not", "used"]), "{told}");
    assert!(is(&["gatekeepers", "[\"@acme/platform\"]", ".sekisho.hcl:8"]), "{told}");
}

/// A step may run in the folder of a root module; GitHub wants paths from the top of the repository all the same.
#[test]
fn github_is_told_paths_from_the_top_of_the_repository() {
    let call = "module \"m\" {\n  source = \"../../modules/m\"\n}\n";
    let folder = repository("paths", &[("infra/prod/main.tf", call), ("modules/m/main.tf", BUCKET)]);
    let inside = folder.join("infra/prod");
    let (_, log, _) = sekisho(&inside, &["check", ".", "--format", "github", "--output", "sarif=out.sarif"]);
    assert!(log.contains("::error file=modules/m/main.tf,line=1,"), "{log}");
    assert!(!log.contains("file=main.tf") && !log.contains("file=.."), "{log}");
    let sarif = std::fs::read_to_string(inside.join("out.sarif")).unwrap();
    assert!(
        sarif.contains("\"uri\": \"modules/m/main.tf\"") && !sarif.contains("\"uri\": \"main.tf"),
        "{sarif}"
    );
    let (_, human, _) = sekisho(&inside, &["check", "."]);
    assert!(human.contains("at ../../modules/m/main.tf:1:1"), "{human}");
}

/// What is wrong with a source is said once, with what was meant.
#[test]
fn a_mistyped_name_in_source_is_told_once() {
    let source = "variable \"name\" {\n  default = \"a\"\n}\n\nresource \"aws_s3_bucket\" \"b\" {\n  bucket = var.nmae\n}\n\n\
                  module \"m\" {\n  source = \"./modules/nowhere\"\n}\n";
    let folder = repository("names", &[("main.tf", source)]);
    let (code, said, _) = sekisho(&folder, &["check", "."]);
    assert_eq!(code, 3, "{said}");
    assert_eq!(said.matches("main.tf:6:12: ").count(), 1, "{said}");
    assert!(said.contains("there is no variable `var.nmae` (did you mean `var.name`?)"), "{said}");
    assert!(said.contains("nothing in it is checked: there is no folder modules/nowhere\n"), "{said}");
}
