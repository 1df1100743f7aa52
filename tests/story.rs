//! The example of the README, as CI would go through it: a pull request that wants more capacity, on a repository of git.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The commands of the example's own page, with what they print.
#[test]
fn the_page_shows_what_is_printed() {
    trycmd::TestCases::new().case("examples/ecs-service/README.md");
}

/// A clone of the example in which the pull request has not been made yet.
struct Repository(PathBuf);

/// What a run says.
struct Run {
    code: Option<i32>,
    report: Value,
    annotations: String,
}

impl Repository {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("story").join(name);
        let _ = std::fs::remove_dir_all(&root);
        let repository = Self(root);
        let example = Path::new(ROOT).join("examples/ecs-service");
        for file in walkdir::WalkDir::new(&example).into_iter().map(Result::unwrap) {
            if file.file_type().is_file() {
                let name = file.path().strip_prefix(&example).unwrap().to_str().unwrap();
                repository.write(name, &std::fs::read_to_string(file.path()).unwrap());
            }
        }
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.take("infra/terraform.tfvars", "story/before.tfvars");
        repository.commit("six tasks");
        repository.git(&["checkout", "--quiet", "-b", "more"]);
        repository
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes a file of the example in place of another.
    fn take(&self, to: &str, from: &str) {
        let text = std::fs::read_to_string(Path::new(ROOT).join("examples/ecs-service").join(from)).unwrap();
        self.write(to, &text);
    }

    fn git(&self, arguments: &[&str]) -> String {
        let who = ["-c", "user.name=ann", "-c", "user.email=ann@example.com"];
        let output = Command::new("git").args(who).args(arguments).current_dir(&self.0).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// The new commit.
    fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// The check of a commit, with reviews as `login commit`, and earlier reports.
    fn check(&self, head: &str, reviews: &[(&str, &str)], previous: &[&str]) -> Run {
        let review = |(login, commit): &(&str, &str)| json!({"user": {"login": login, "type": "User"}, "state": "APPROVED", "commit_id": commit});
        let reviews: Vec<Value> = reviews.iter().map(review).collect();
        let outside = self.0.with_extension("outside");
        std::fs::create_dir_all(&outside).unwrap();
        let kept = |head: &str| outside.join(format!("{head}.json"));
        std::fs::write(outside.join("reviews.json"), Value::Array(reviews).to_string()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(["check", "infra/plan.json", "--base", "main", "--head", head, "--author", "ann"]);
        command.arg("--approvals").arg(outside.join("reviews.json")).args(["--format", "github"]);
        command.arg("--output").arg(format!("json={}", kept(head).display()));
        for head in previous {
            command.arg("--previous").arg(kept(head));
        }
        let output = command.current_dir(&self.0).output().unwrap();
        let annotations = String::from_utf8(output.stdout).unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let report = std::fs::read_to_string(kept(head)).unwrap_or_else(|_| panic!("{said}{annotations}"));
        Run { code: output.status.code(), report: serde_json::from_str(&report).unwrap(), annotations }
    }
}

#[test]
fn more_tasks_pass_with_the_yes_of_the_team_that_runs_them() {
    let repository = Repository::new("grows");
    repository.take("infra/terraform.tfvars", "infra/terraform.tfvars");
    repository.take("infra/plan.json", "infra/plan.json");
    let twelve = repository.commit("twelve tasks");

    let run = repository.check(&twelve, &[], &[]);
    assert_eq!(run.code, Some(4), "{}", run.annotations);
    let findings = run.report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    let place = &findings[0]["location"];
    assert_eq!((&place["file"], &place["line"]), (&json!("infra/terraform.tfvars"), &json!(1)));
    assert_eq!(findings[0]["owners"], json!(["@org/checkout"]));
    let annotation = run.annotations.lines().find(|line| line.contains("file=infra/terraform.tfvars,line=1"));
    let annotation = annotation.unwrap_or_else(|| panic!("{}", run.annotations));
    assert!(annotation.contains("needs @org/checkout"), "{annotation}");
    assert!(annotation.contains("desired_count 6 → 12 (+100 %25)"), "{annotation}");

    let other_team = [("pat", twelve.as_str())];
    assert_eq!(repository.check(&twelve, &other_team, &[]).code, Some(4));
    let author = [("ann", twelve.as_str())];
    assert_eq!(repository.check(&twelve, &author, &[]).code, Some(4));
    let owner = [("pat", twelve.as_str()), ("bea", twelve.as_str())];
    let run = repository.check(&twelve, &owner, &[]);
    assert_eq!((run.code, &run.report["findings"][0]["status"]), (Some(0), &json!("approved")));

    repository.write("infra/README.md", "The checkout service.\n");
    let same = repository.commit("a word about it");
    assert_eq!(repository.check(&same, &owner, &[]).code, Some(4), "nobody knows what was approved");
    assert_eq!(repository.check(&same, &owner, &[&twelve]).code, Some(0), "the change is the same");

    repository.take("infra/terraform.tfvars", "story/bigger.tfvars");
    repository.take("infra/plan.json", "story/bigger.plan.json");
    let bigger = repository.commit("rather twenty-four");
    let run = repository.check(&bigger, &owner, &[&twelve, &same]);
    assert_eq!((run.code, &run.report["findings"][0]["status"]), (Some(4), &json!("failed")));
    let again = [&owner[..], &[("bea", bigger.as_str())]].concat();
    assert_eq!(repository.check(&bigger, &again, &[&twelve, &same]).code, Some(0));
}

/// A number of tasks that only the apply tells needs an owner as any other, and nothing shows that it is the same later on.
#[test]
fn tasks_that_nobody_can_read_pass_no_more_easily() {
    let repository = Repository::new("hidden");
    let plan = Path::new(ROOT).join("examples/ecs-service/infra/plan.json");
    let mut plan: Value = serde_json::from_str(&std::fs::read_to_string(plan).unwrap()).unwrap();
    let changes = plan["resource_changes"].as_array_mut().unwrap();
    let service = changes.iter_mut().find(|change| change["type"] == "aws_ecs_service").unwrap();
    service["change"]["after"].as_object_mut().unwrap().remove("desired_count");
    service["change"]["after_unknown"]["desired_count"] = json!(true);
    repository.write("infra/plan.json", &plan.to_string());
    let module = std::fs::read_to_string(repository.0.join("modules/service/main.tf")).unwrap();
    let hidden = module.replace("= var.tasks", "= var.tasks + 0 * terraform_data.size.output");
    repository
        .write("modules/service/main.tf", &format!("{hidden}\nresource \"terraform_data\" \"size\" {{}}\n"));
    let head = repository.commit("as many as it takes");

    let run = repository.check(&head, &[("bea", head.as_str())], &[]);
    assert_eq!(run.code, Some(4), "{}", run.annotations);
    assert!(run.annotations.contains("desired_count 6 → known after apply"), "{}", run.annotations);
    assert!(run.annotations.contains("needs @org/platform"), "{}", run.annotations);
    let owner = [("pat", head.as_str())];
    assert_eq!(repository.check(&head, &owner, &[]).code, Some(0));

    repository.write("infra/README.md", "The checkout service.\n");
    let same = repository.commit("a word about it");
    assert_eq!(repository.check(&same, &owner, &[&head]).code, Some(4));
}
