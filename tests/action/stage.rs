//! What a use of the action stands on: a repository, a plan, an event, a release.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::double::{Double, files, say};
use crate::hub::Hub;
use crate::runner::{Job, folder};

/// A service grows: that needs an owner.
const POLICY: &str = "resource_policy \"aws_ecs_service\" \"grows\" {\n  operations        = [\"update\"]\n  enforcement_level = \"mandatory_overridable\"\n  enforce {\n    condition     = attrs.desired_count == prior_attrs.desired_count\n    error_message = \"desired_count ${prior_attrs.desired_count} → ${attrs.desired_count}\"\n  }\n}\n";

/// A commit that the branch has left behind, which GitHub may still name with the pull request.
pub const OLD: &str = "0123456789012345678901234567890123456789";

pub const TARGET: &str = "x86_64-unknown-linux-musl";

pub fn write(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").arg("-C").arg(folder).args(identity).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// An executable in a folder of tools.
pub fn tool(tools: &Path, name: &str, script: &str) {
    write(tools, name, &format!("#!/usr/bin/env bash\n{script}\n"));
    std::fs::set_permissions(tools.join(name), PermissionsExt::from_mode(0o755)).unwrap();
}

pub fn main_tf(count: u32) -> String {
    format!(
        "resource \"aws_ecs_service\" \"api\" {{\n  name          = \"api\"\n  desired_count = {count}\n}}\n"
    )
}

pub fn plan(name: &str, count: u32) -> String {
    let service = |count: u32| json!({ "name": "api", "desired_count": count });
    let change =
        json!({ "actions": ["update"], "before": service(6), "after": service(count), "after_unknown": {} });
    json!({ "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [{
        "address": format!("aws_ecs_service.{name}"), "mode": "managed", "type": "aws_ecs_service", "name": name,
        "change": change,
    }]})
    .to_string()
}

/// A repository with a base and a head, and a plan of the head beside its source.
pub struct Stage {
    pub folder: PathBuf,
    pub workspace: PathBuf,
    pub base: String,
    pub head: String,
    /// What the base has, by path.
    pub files: BTreeMap<String, String>,
}

impl Stage {
    pub fn new(name: &str) -> Self {
        let folder = folder(name);
        let workspace = folder.join("acme/shop");
        let files = [
            ("CODEOWNERS", "* @bob\n"),
            ("policies/grows.policy.hcl", POLICY),
            ("infra/main.tf", &main_tf(6)),
        ];
        files.iter().for_each(|(name, text)| write(&workspace, name, text));
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        git(&workspace, &["init", "--quiet"]);
        let commit = |message: &str| {
            git(&workspace, &["add", "."]);
            git(&workspace, &["commit", "--quiet", "-m", message]);
            git(&workspace, &["rev-parse", "HEAD"])
        };
        let base = commit("base");
        write(&workspace, "infra/main.tf", &main_tf(12));
        let head = commit("head");
        write(&workspace, "infra/plan.json", &plan("api", 12));
        Self { folder, workspace, base, head, files }
    }

    /// Of `pull_request` and `pull_request_review`.
    pub fn event(&self) -> Value {
        let repository =
            |fork: bool| json!({ "full_name": if fork { "eve/shop" } else { "acme/shop" }, "fork": fork });
        json!({ "action": "submitted", "pull_request": {
            "number": 7,
            "head": { "sha": self.head, "ref": "grow", "repo": repository(false) },
            "base": { "sha": OLD, "ref": "main", "repo": repository(false) },
        }})
    }

    /// The gate of the README's workflow.
    pub fn job(&self, api: &str, event_name: &str, event: &Value) -> Job {
        let temp = self.folder.join("temp");
        let _ = std::fs::remove_dir_all(&temp);
        std::fs::create_dir_all(&temp).unwrap();
        let reference = "refs/pull/7/merge";
        let github = json!({
            "event_name": event_name, "event": event, "ref": reference, "sha": self.head, "token": "own-token",
            "repository": "acme/shop", "server_url": format!("file://{}", self.folder.display()), "api_url": api,
            "action_ref": "", "action_repository": "",
            "workflow_ref": format!("acme/shop/.github/workflows/gate.yml@{reference}"),
        });
        let inputs = [
            ("plan", "infra/plan.json"),
            ("policies", "policies"),
            ("args", "--no-builtin"),
            ("install-from", release().to_str().unwrap()),
        ];
        Job {
            workspace: self.workspace.clone(),
            temp,
            inputs: inputs.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            github: json!({ "github": github }),
            variables: BTreeMap::new(),
            tools: None,
        }
    }

    /// Where nothing of GitHub is asked.
    pub fn push(&self) -> Job {
        self.job("http://127.0.0.1:1", "push", &json!({}))
    }

    /// GitHub, with what these people have said of a commit; the branch is at the base.
    pub fn github(&self, reviews: &[(&str, &str, &str)]) -> Double {
        let pull = json!({
            "number": 7, "user": { "login": "ann", "type": "User" },
            "head": { "sha": self.head, "ref": "grow" }, "base": { "sha": OLD, "ref": "main" },
        });
        let branch = json!({ "name": "main", "commit": { "sha": self.base, "url": "x" }, "protected": true });
        let reviews: Vec<Value> = reviews.iter().map(|review| self::review(*review)).collect();
        let answer = |path: &str, body: &Value| (format!("/repos/acme/shop/{path}"), vec![say(200, body)]);
        let mut routes = vec![
            answer("pulls/7", &pull),
            answer("branches/main", &branch),
            answer("pulls/7/reviews?per_page=100", &json!(reviews)),
        ];
        routes.extend(files(&self.base, &self.files));
        let routes: Vec<_> = routes.iter().map(|(path, replies)| (path.as_str(), replies.clone())).collect();
        Double::new(&routes)
    }

    /// GitHub, where the pull request can be written on; the branch is at the base.
    pub fn hub(&self) -> Hub {
        let hub = Hub::new(&self.head);
        let mut state = hub.state();
        state.tip = Some(self.base.clone());
        let patch = "@@ -1,4 +1,4 @@\n resource \"aws_ecs_service\" \"api\" {\n   name          = \"api\"\n-  desired_count = 6\n+  desired_count = 12\n }";
        state.files = vec![json!({ "filename": "infra/main.tf", "status": "modified", "patch": patch })];
        state.lines = (1..=4).map(|line| ("infra/main.tf".to_owned(), line)).collect();
        drop(state);
        hub
    }
}

/// By whom, which, and of which commit.
pub fn review((login, state, commit): (&str, &str, &str)) -> Value {
    json!({ "id": 1, "node_id": "x", "body": "", "user": { "login": login, "id": 2, "type": "User" }, "state": state, "commit_id": commit, "author_association": "MEMBER" })
}

/// A folder laid out as a release. What it installs is the binary under test, by a link of two lines: to unpack all of it for
/// each use would take long.
pub fn release() -> &'static Path {
    static RELEASE: OnceLock<PathBuf> = OnceLock::new();
    RELEASE.get_or_init(|| {
        let folder = folder("release");
        tool(&folder, "sekisho", &format!("exec '{}' \"$@\"", env!("CARGO_BIN_EXE_sekisho")));
        packed(&folder, &folder)
    })
}

/// Lays out a release of the `sekisho` in a folder.
pub fn packed(from: &Path, folder: &Path) -> PathBuf {
    let name = format!("sekisho-{TARGET}.tar.gz");
    let archive = folder.join(&name);
    let tar = Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(from).arg("sekisho").status();
    assert!(tar.unwrap().success());
    let sum: String =
        Sha256::digest(std::fs::read(&archive).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect();
    write(folder, "SHA256SUMS", &format!("{}  sekisho-other.tar.gz\n{sum}  {name}\n", "0".repeat(64)));
    folder.to_owned()
}
