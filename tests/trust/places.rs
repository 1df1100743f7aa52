//! Whose a finding is that stands in no file of the head: of what is gone, fetched, or read of a file.

use std::process::Command;

use serde_json::{Value, json};

use super::{
    BASE, HEAD, POLICY, check, commit, deletion, entry, head_of, of_entries, repository, volume, write,
};

const KEPT: &str = "resource_policy \"aws_ebs_volume\" \"kept\" {\n  enforcement_level = \"mandatory_overridable\"\n  operations        = [\"delete\"]\n  enforce {\n    condition     = false\n    error_message = \"It goes.\"\n  }\n}\n";

/// What `terraform init` has fetched is no file of the repository: who has it fetched, by the version, decides.
#[test]
fn what_stands_in_a_fetched_module_belongs_to_the_call() {
    let folder = repository("fetched", "");
    let call = "module \"m\" {\n  source  = \"acme/disk/aws\"\n  version = \"2.0.0\"\n}\n";
    std::fs::create_dir_all(folder.join("infra/.terraform/modules/m")).unwrap();
    write(&folder, "infra/main.tf", call);
    write(&folder, "CODEOWNERS", "* @bob\n/infra/ @cat\n/infra/main.tf @dan\n");
    write(&folder, ".gitignore", ".terraform/\n");
    let modules = json!({ "Modules": [{ "Key": "", "Source": "", "Dir": "." }, {
        "Key": "m", "Source": "registry.terraform.io/acme/disk/aws", "Version": "2.0.0", "Dir": ".terraform/modules/m",
    }]});
    write(&folder, "infra/.terraform/modules/modules.json", &modules.to_string());
    let variable = "variable \"encrypted\" {\n  default = false\n}\n";
    let disk = "resource \"aws_ebs_volume\" \"d\" {\n  encrypted = var.encrypted\n}\n";
    write(&folder, "infra/.terraform/modules/m/main.tf", &format!("{variable}{disk}"));
    write(
        &folder,
        "own.policy.hcl",
        &POLICY.replace("\n  enforce {", "\n  enforcement_level = \"mandatory_overridable\"\n  enforce {"),
    );
    commit(&folder);
    let found = |status: &str| vec![format!("{status} encrypted of @dan")];
    let infra = |approver| check(&folder, &[approver], &["infra", "--base", "HEAD"]);
    assert_eq!(infra("cat"), (Some(4), found("failed")));
    assert_eq!(infra("dan"), (Some(0), found("approved")));
    write(&folder, "CODEOWNERS", "* @bob\n/infra/ @dan\n/infra/main.tf @cat\n");
    write(&folder, "infra/main.tf", &call.replace('}', "  encrypted = false\n}"));
    commit(&folder);
    assert_eq!(infra("cat").0, Some(0), "a value that the call gives");
}

/// Who edits a file that the source reads edits the value, and no file of Terraform's.
#[test]
fn a_value_that_is_read_of_a_file_belongs_to_who_owns_that() {
    let folder = repository("read", "");
    let policy =
        POLICY.replace("\n  enforce {", "\n  enforcement_level = \"mandatory_overridable\"\n  enforce {");
    write(&folder, "own.policy.hcl", &policy);
    write(&folder, "CODEOWNERS", "* @bob\n/disks/ @cat\n");
    std::fs::create_dir(folder.join("disks")).unwrap();
    for (name, text) in [
        ("a.yaml", "v:\n  encrypted: false\n"),
        ("b.json", "{\"v\": {\"encrypted\": false}}"),
        ("c", "false\n"),
    ] {
        write(&folder, &format!("disks/{name}"), text);
    }
    commit(&folder);
    for value in [
        "yamldecode(file(\"disks/a.yaml\")).v.encrypted",
        "jsondecode(file(\"${path.module}/disks/b.json\")).v.encrypted",
        "tobool(trimspace(file(\"disks/c\")))",
    ] {
        write(
            &folder,
            "main.tf",
            &format!("resource \"aws_ebs_volume\" \"v\" {{\n  encrypted = {value}\n}}\n"),
        );
        let found = |status: &str| vec![format!("{status} encrypted of @cat")];
        assert_eq!(check(&folder, &["bob"], &BASE), (Some(4), found("failed")), "{value}");
        assert_eq!(check(&folder, &["cat"], &BASE), (Some(0), found("approved")), "{value}");
    }
}

/// So many instances less is a change of their number, and where all go, their block does.
#[test]
fn a_removed_block_of_several_belongs_to_the_file_that_it_stood_in() {
    let call = "module \"m\" {\n  source = \"./web\"\n  count  = 2\n}\n";
    let folder = repository("gone-several", "");
    std::fs::create_dir(folder.join("web")).unwrap();
    write(&folder, "web/main.tf", "resource \"aws_ecs_service\" \"w\" {}\n");
    write(&folder, "call.tf", call);
    write(&folder, "more.tf", "resource \"aws_ecs_service\" \"w\" {\n  count = 2\n}\n");
    write(&folder, "CODEOWNERS", "* @bob\n/more.tf @cat\n/call.tf @dan\n/web/ @eve\n");
    commit(&folder);
    let base = head_of(&folder);
    let judge = |address: &str, kept: usize, approver: &str| {
        let change = |actions: &str, after: Value| json!({ "actions": [actions], "before": {}, "after": after, "after_unknown": {} });
        let entries = (0..2).map(|at| {
            let change = if at < kept { change("no-op", json!({})) } else { change("delete", Value::Null) };
            entry(&address.replace('#', &at.to_string()), &change)
        });
        write(&folder, "plan.json", &of_entries(&entries.collect::<Vec<_>>()));
        let reviews = folder.with_extension("approved.json");
        let review =
            json!([{"user": {"login": approver, "type": "User"}, "state": "APPROVED", "commit_id": HEAD}]);
        std::fs::write(&reviews, review.to_string()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(["check", "plan.json", "--rule", "capacity_ecs_change", "--base", &base]);
        command.args(["--approvals", reviews.to_str().unwrap(), "--head", HEAD, "--author", "ann"]);
        command.current_dir(&folder).output().unwrap().status.code()
    };
    let (own, called) = ("aws_ecs_service.w[#]", "module.m[#].aws_ecs_service.w");
    std::fs::remove_file(folder.join("more.tf")).unwrap();
    commit(&folder);
    assert_eq!((judge(own, 0, "bob"), judge(own, 0, "cat")), (Some(4), Some(0)));
    write(&folder, "call.tf", &call.replace("= 2", "= 1"));
    commit(&folder);
    assert_eq!((judge(called, 1, "eve"), judge(called, 1, "dan")), (Some(4), Some(0)), "a number of modules");
}

/// Of a block that is gone, those decide who own the file that it stood in.
#[test]
fn a_removed_block_belongs_to_the_file_that_it_stood_in() {
    let folder = repository("gone", &volume("old"));
    std::fs::create_dir_all(folder.join("envs")).unwrap();
    std::fs::create_dir_all(folder.join("modules/disk")).unwrap();
    write(&folder, "CODEOWNERS", "* @bob\n/envs/ @cat\n/envs/disks.tf @dan\n/modules/ @eve\n");
    write(&folder, "own.policy.hcl", KEPT);
    write(
        &folder,
        "envs/main.tf",
        "locals {}\nmodule \"disk\" {\n  source = \"../modules/disk\"\n}\nmodule \"far\" {\n  source = \"acme/disk/aws\"\n}\n",
    );
    write(&folder, "envs/disks.tf", &format!("\n{}", volume("data")));
    write(&folder, "envs/more.tf.json", r#"{"resource": {"aws_ebs_volume": {"json": {"size": 5}}}}"#);
    write(&folder, "modules/disk/main.tf", &[volume("a"), volume("b")].concat());
    commit(&folder);
    let base = head_of(&folder);
    std::fs::remove_file(folder.join("envs/disks.tf")).unwrap();
    std::fs::remove_file(folder.join("envs/more.tf.json")).unwrap();
    write(&folder, "modules/disk/main.tf", &volume("b"));
    commit(&folder);
    let judge = |address: &str, approvers: &[&str], base: &[&str]| {
        write(&folder, "envs/plan.json", &deletion(address));
        check(&folder, approvers, &[&["envs/plan.json"], base].concat())
    };
    let base = ["--base", base.as_str()];
    for (address, owner) in [
        ("aws_ebs_volume.data", "dan"),
        ("aws_ebs_volume.json", "cat"),
        ("module.disk.aws_ebs_volume.a", "eve"),
    ] {
        let found = |status: &str| vec![format!("{status} kept of @{owner}")];
        assert_eq!(judge(address, &["bob"], &base), (Some(4), found("failed")), "{address}");
        assert_eq!(judge(address, &[owner], &base), (Some(0), found("approved")), "{address}");
    }
    write(&folder, "envs/main.tf", "locals {}\n");
    commit(&folder);
    assert_eq!(judge("module.far.aws_ebs_volume.a", &["cat"], &base).0, Some(0), "the call of a module");
    assert_eq!(
        judge("module.disk.aws_ebs_volume.b", &["eve"], &base).0,
        Some(0),
        "a module that is not called"
    );
    assert_eq!(judge("aws_ebs_volume.data", &["dan"], &[]).0, Some(4), "without a base nobody knows");
    write(&folder, "envs/plan.json", &deletion("aws_ebs_volume.data"));
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        command.args(["check", "envs/plan.json", "--no-builtin", "--policies", "own.policy.hcl"]).args(more);
        String::from_utf8(command.current_dir(&folder).output().unwrap().stdout).unwrap()
    };
    let (with, without) = (run(&base), run(&[]));
    assert!(
        with.contains("(its block stood in envs/disks.tf:2 on the base)") && with.contains("needs @dan"),
        "{with}"
    );
    assert!(without.contains("give the plan's source (--source) and --base"), "{without}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(["check", "envs/plan.json", "--rule", "capacity_change_has_codeowner"]).args(base);
    let said = String::from_utf8(command.current_dir(&folder).output().unwrap().stdout).unwrap();
    assert!(said.contains("what is removed stands in no file of the source any more"), "{said}");
}
