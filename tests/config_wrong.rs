//! What can be wrong with each setting: told at its place, with what was expected and, where it can be known, what was meant.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Settings, the place of what is wrong with them, what is said of it, and the way out.
type Case = (&'static str, &'static str, &'static str, &'static str);

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("config_wrong").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    std::fs::create_dir_all(folder.join("infra")).unwrap();
    std::fs::write(folder.join("infra/main.tf"), "").unwrap();
    folder
}

fn sekisho(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sekisho")).args(args).current_dir(folder).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// The first error: its place, what is said, and the way out.
fn first(said: &str) -> [String; 3] {
    let after = |mark: &str| {
        let rest = said.lines().find_map(|line| line.trim_start().strip_prefix(mark));
        rest.unwrap_or_default().trim().to_owned()
    };
    let place = after("\u{256d}\u{25b8} .sekisho.hcl:");
    [place, after("error: "), after("help: ")]
}

fn holds(name: &str, cases: &[Case]) {
    let folder = folder(name);
    for (settings, place, message, help) in cases {
        std::fs::write(folder.join(".sekisho.hcl"), settings).unwrap();
        let (code, said) = sekisho(&folder, &["config"]);
        assert_eq!(code, Some(2), "{settings}\n{said}");
        assert_eq!(first(&said), [*place, *message, *help], "{settings}\n{said}");
        // Nothing is checked by settings that are wrong.
        assert_eq!(sekisho(&folder, &["check", "infra"]), (code, said));
    }
}

const NUMBER: &str = "`gate.min_approvals` must be a whole number from 1 to 100";
const HOW_MANY: &str = "How many people must approve what is gated";
const GATEKEEPERS: &str = "`gate.gatekeepers` must be a list of owners";
const TEAMS: &str = "`gate.teams` must be a map from teams to lists of logins";
const EXAMPLE: &str = "for example { \"@acme/dba\" = [\"ann\", \"bo\"] }";
const STALE: &str = "`gate.stale_reviews` must be one of \"same_changes\", \"allow\"";
const QUEUE: &str = "`gate.merge_queue` must be one of \"check\", \"trust\"";

const GATE: &[Case] = &[
    ("gate {\n  min_approvals = \"2\"\n}\n", "2:19", NUMBER, "without quotes: 2"),
    ("gate {\n  min_approvals = 0\n}\n", "2:19", NUMBER, HOW_MANY),
    ("gate {\n  min_approvals = -1\n}\n", "2:19", NUMBER, HOW_MANY),
    ("gate {\n  min_approvals = 1.5\n}\n", "2:19", NUMBER, HOW_MANY),
    ("gate {\n  min_approvals = 101\n}\n", "2:19", NUMBER, HOW_MANY),
    ("gate {\n  min_approvals = 1e40\n}\n", "2:19", NUMBER, HOW_MANY),
    ("gate {\n  min_approvals = true\n}\n", "2:19", NUMBER, HOW_MANY),
    ("gate {\n  min_approvals = null\n}\n", "2:19", NUMBER, HOW_MANY),
    (
        "gate {\n  min_approval = 2\n}\n",
        "2:3",
        "`gate` has no setting `min_approval`",
        "did you mean `min_approvals`?",
    ),
    (
        "gate {\n  min_approvals = 2\n  min_approvals = 3\n}\n",
        "3:3",
        "`min_approvals` is already set in this block",
        "keep one of the two",
    ),
    (
        "gate {\n  owners = [\"@a\"]\n}\n",
        "2:3",
        "`gate` has no setting `owners`",
        "it stands in another block: rule \"PATTERN\" { … }",
    ),
    (
        "gate {\n  ignore_below = \"5%\"\n}\n",
        "2:3",
        "`gate` has no setting `ignore_below`",
        "it stands in another block: capacity { … }",
    ),
    (
        "gate {\n  gatekeepers = \"@acme/x\"\n}\n",
        "2:17",
        GATEKEEPERS,
        "in brackets, also where it is one: [\"@acme/x\"]",
    ),
    ("gate {\n  gatekeepers = [[\"@a\"]]\n}\n", "2:18", GATEKEEPERS, "for example [\"@acme/platform\"]"),
    (
        "gate {\n  gatekeepers = [\"@a\", \"acme/x\"]\n}\n",
        "2:24",
        "`gate.gatekeepers` has \"acme/x\": `acme/x` is no owner: write `@user`, `@organisation/team` or an e-mail address",
        "did you mean \"@acme/x\"?",
    ),
    (
        "gate {\n  gatekeepers = [\"@acme/x\", \"@Acme/X\"]\n}\n",
        "2:29",
        "`gate.gatekeepers` has \"@Acme/X\" twice",
        "once is enough",
    ),
    ("gate {\n  teams = [\"@acme/x\"]\n}\n", "2:11", TEAMS, EXAMPLE),
    ("gate {\n  teams = { \"@acme/x\" = \"ann\" }\n}\n", "2:11", TEAMS, EXAMPLE),
    ("gate {\n  teams = { \"@acme/x\" = [1] }\n}\n", "2:11", TEAMS, EXAMPLE),
    (
        "gate {\n  teams {\n  }\n}\n",
        "2:3",
        "`gate` has no block `teams` in it",
        "write it with `=`: teams = …",
    ),
    (
        "gate {\n  teams = { \"@a/x\" = [], \"@ann\" = [] }\n}\n",
        "2:26",
        "`gate.teams` has \"@ann\", which is no team: teams are written as @org/team",
        "Members of teams, where no token may ask GitHub; a team below counts too",
    ),
    (
        "gate {\n  teams = { \"@a/x\" = [], \"@A/X\" = [] }\n}\n",
        "2:13",
        "`gate.teams` has @a/x twice",
        "put its members together: GitHub takes no notice of the case",
    ),
    (
        "gate {\n  teams = { \"@a/x\" = [], \"@a/x\" = [] }\n}\n",
        "2:26",
        "`gate.teams` has \"@a/x\" twice",
        "keep one of the two",
    ),
    ("gate {\n  stale_reviews = \"same-changes\"\n}\n", "2:19", STALE, "did you mean \"same_changes\"?"),
    (
        "gate {\n  stale_reviews = true\n}\n",
        "2:19",
        STALE,
        "Which reviews of older commits count: those of the same gated changes, or all",
    ),
    ("gate {\n  merge_queue = \"TRUST\"\n}\n", "2:17", QUEUE, "did you mean \"trust\"?"),
    (
        "gate {\n  codeowners = [\"CODEOWNERS\"]\n}\n",
        "2:16",
        "`gate.codeowners` must be a path",
        "for example \"a/b\"",
    ),
    (
        "gate {\n  codeowners = \"/etc/owners\"\n}\n",
        "2:16",
        "`gate.codeowners` has \"/etc/owners\": paths are from the folder of this file, not from /",
        "The file of code owners; otherwise where GitHub looks for it",
    ),
    (
        "gate {\n  codeowners = \"CODEWONERS\"\n}\n",
        "2:16",
        "the code owners cannot be read from CODEWONERS: No such file or directory (os error 2)",
        "",
    ),
    ("gate \"x\" {\n}\n", "1:1", "`gate` has no label", "gate { … }"),
    ("gate = {\n}\n", "1:1", "`gate` is a block, without `=`", "gate { … }"),
    ("gates {\n}\n", "1:1", "there is no block `gates`", "did you mean `gate`?"),
    (
        "gate {\n}\ngate {\n}\n",
        "3:1",
        "there are two blocks `gate`",
        "the first stands in line 1: put what they say together",
    ),
    (
        "min_approvals = 2\n",
        "1:1",
        "`min_approvals` stands outside of any block",
        "it stands in a block: rule \"PATTERN\" { … }",
    ),
    (
        "gate {\n  min_approvals = var.x\n}\n",
        "2:19",
        "a constant is expected, but this reads `var`",
        "the settings are read before anything else: write the value itself",
    ),
];

#[test]
fn the_gate() {
    holds("gate", GATE);
}

const ADVICE: &str = "`rule.owners` asks for approvals of what is only advice";
const OVERRIDABLE: &str = "what needs an approval has the level \"mandatory_overridable\"";
const GENERAL_FIRST: &str =
    "the last block that says something of a rule counts: write the general ones first";

const RULES: &[Case] = &[
    (
        "rule \"capacity/*\" {\n  min_approvals = 0\n}\n",
        "2:19",
        "`rule.min_approvals` must be a whole number from 1 to 100",
        "How many people must approve; otherwise `gate.min_approvals`",
    ),
    (
        "rule \"capacity/*\" {\n  owners = []\n  owner = []\n}\n",
        "3:3",
        "`rule` has no setting `owner`",
        "did you mean `owners`?",
    ),
    (
        "rule \"capacity/*\" {\n  merge_queue = \"trust\"\n}\n",
        "2:3",
        "`rule` has no setting `merge_queue`",
        "it stands in another block: gate { … }",
    ),
    (
        "rule \"capacity/*\" {\n  level = \"mandatory-overridable\"\n}\n",
        "2:11",
        "`rule.level` must be one of \"advisory\", \"mandatory_overridable\", \"mandatory\"",
        "did you mean \"mandatory_overridable\"?",
    ),
    ("rule \"capacity/*\" {\n  level = \"advisory\"\n  owners = [\"@a\"]\n}\n", "3:3", ADVICE, OVERRIDABLE),
    ("rule \"capacity\" {\n}\n", "1:6", "no rule matches `capacity`", "a family is written as `capacity/*`"),
    ("rule \"capactiy/*\" {\n}\n", "1:6", "no rule matches `capactiy/*`", "did you mean `capacity/*`?"),
    ("rule {\n}\n", "1:1", "`rule` has one label", "rule \"PATTERN\" { … }"),
    (
        "rule \"s3_*\" {\n  level = \"advisory\"\n}\nrule \"*\" {\n  level = \"mandatory\"\n}\n",
        "2:3",
        "`rule.level` of \"s3_*\" never holds: line 4 says it of the same rules",
        GENERAL_FIRST,
    ),
    (
        "rules {\n  only = [\"s3_*\"]\n  skip = [\"*\"]\n}\n",
        "3:3",
        "no rule is left to check by",
        "all that are asked for are left out again",
    ),
    (
        "rules {\n  builtin = false\n}\n",
        "2:3",
        "no rule is left to check by",
        "those that ship are left out: --policies, or `rules.policies`, names others",
    ),
    (
        "rules {\n  builtin = \"false\"\n}\n",
        "2:13",
        "`rules.builtin` must be true or false",
        "without quotes: false",
    ),
    (
        "rules {\n  skip = [\"s3-*\", \"s3_*\"]\n}\n",
        "2:19",
        "`rules.skip` has \"s3_*\" twice",
        "once is enough",
    ),
];

#[test]
fn what_rules_ask_for() {
    holds("rules", RULES);
}

const PERCENT: &str = "`capacity.storage` must be a percentage, as in \"20%\"";

const OTHERS: &[Case] = &[
    ("capacity {\n  storage = 10\n}\n", "2:13", PERCENT, "did you mean \"10%\"?"),
    ("capacity {\n  storage = \"-5%\"\n}\n", "2:13", PERCENT, "The same for how much is kept"),
    ("capacity {\n  storage = \"ten%\"\n}\n", "2:13", PERCENT, "The same for how much is kept"),
    (
        "capacity {\n  stroage = \"5%\"\n}\n",
        "2:3",
        "`capacity` has no setting `stroage`",
        "did you mean `storage`?",
    ),
    (
        "accounts {\n  live = 111122223333\n}\n",
        "2:10",
        "`accounts.live` must be the number of an account, 12 digits in quotes",
        "in quotes: \"111122223333\"",
    ),
    (
        "accounts {\n  live = \"1111-2222-3333\"\n}\n",
        "2:10",
        "`accounts.live` has \"1111-2222-3333\", which is no account: its number has 12 digits",
        "did you mean \"111122223333\"?",
    ),
    ("root \"infra\" {\n  workspace = 3\n}\n", "2:15", "`root.workspace` must be a text", "in quotes: \"3\""),
    (
        "root \"infra\" {\n  variables = { a = 1, a = 2 }\n}\n",
        "2:24",
        "`root.variables` has \"a\" twice",
        "keep one of the two",
    ),
    (
        "root \"infra\" {\n  var_files = [\"a\", \"./a\"]\n}\n",
        "2:21",
        "`root.var_files` has \"./a\" twice",
        "once is enough",
    ),
    (
        "output {\n  json = \"a\"\n  sarif = \"./a\"\n}\n",
        "3:11",
        "`output.sarif` has \"./a\", as `output.json` has",
        "each report needs a file of its own",
    ),
];

#[test]
fn thresholds_accounts_and_reports() {
    holds("others", OTHERS);
}

/// Each element of a list that is wrong, not the first alone.
#[test]
fn all_of_a_list_is_told() {
    let folder = folder("lists");
    let settings = "gate {\n  gatekeepers = [1, \"acme/x\", \"@b\", \"b c\"]\n  teams = { a = [], \"@o/t\" = [\"x y\", \"z z\"] }\n}\n";
    std::fs::write(folder.join(".sekisho.hcl"), settings).unwrap();
    let said = sekisho(&folder, &["config"]).1;
    assert_eq!(said.matches("error: `gate.gatekeepers`").count(), 3, "{said}");
    assert_eq!(said.matches("error: `gate.teams`").count(), 3, "{said}");
}

#[test]
fn flags_that_leave_no_rule_or_write_over_a_report_are_wrong() {
    let folder = folder("flags");
    for (args, wanted) in [
        (&["--rule", "s3_*", "--skip", "s3_*"][..], "no rule is left to check by"),
        (&["--no-builtin"], "no rule is left to check by"),
        (
            &["--output", "json=a", "--output", "sarif=./a"],
            "--output sarif=./a: the json report is written there too",
        ),
    ] {
        let (code, said) = sekisho(&folder, &[&["check", "infra"], args].concat());
        assert!(code == Some(2) && said.contains(wanted), "{args:?}: {said}");
    }
    assert!(!folder.join("a").exists());
    let fine = ["check", "infra", "--output", "json=/dev/null", "--output", "sarif=/dev/null"];
    assert_eq!(sekisho(&folder, &fine).0, Some(0));
}

/// What only `sekisho config` looks up, since it takes time: whether anybody is ever asked.
#[test]
fn demands_on_advice_are_warned_of() {
    let folder = folder("demands");
    let settings = "rule \"terraform-style/*\" {\n  owners = [\"@a\"]\n}\nrule \"capacity_rds_change\" {\n  owners = [\"@a\"]\n}\n";
    std::fs::write(folder.join(".sekisho.hcl"), settings).unwrap();
    let (code, said) = sekisho(&folder, &["config"]);
    assert_eq!(code, Some(0));
    let wanted = "warning: `rule.owners` asks for nothing: what \"terraform-style/*\" matches is only advice";
    assert!(said.contains(wanted) && said.matches("warning").count() == 1, "{said}");
}
