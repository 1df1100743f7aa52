//! Comments in the source that let findings be: which of them the base has agreed on.

use serde_json::{Value, json};

use super::{BASE, IGNORE, check, commit, plan, repository, volume, write};

#[test]
fn a_comment_that_is_added_needs_an_owner() {
    let folder = repository("added", &volume("data"));
    write(&folder, "main.tf", &format!("{IGNORE}{}", volume("data")));
    let failed = (Some(1), vec!["failed encrypted of @bob".to_owned()]);
    assert_eq!(check(&folder, &[], &BASE), failed);
    assert_eq!(check(&folder, &["ann", "eve"], &BASE), failed);
    let let_be = (Some(0), vec!["suppressed encrypted of @bob".to_owned()]);
    assert_eq!(check(&folder, &["bob"], &BASE), let_be);
    assert_eq!(check(&folder, &[], &[]), failed, "without a base every comment may be new");
}

#[test]
fn a_comment_that_was_there_needs_nobody() {
    let folder = repository("there", &format!("{IGNORE}{}", volume("data")));
    write(&folder, "main.tf", &format!("\n\n{IGNORE}{}", volume("data")));
    assert_eq!(check(&folder, &[], &BASE), (Some(0), vec!["suppressed encrypted of @bob".to_owned()]));
    write(&folder, "main.tf", &format!("{IGNORE}{}{IGNORE}{}", volume("data"), volume("more")));
    let (code, found) = check(&folder, &[], &BASE);
    assert_eq!((code, found[0].as_str(), found.len()), (Some(1), "failed encrypted of @bob", 2), "{found:?}");
    write(&folder, "main.tf", &format!("{}{}", IGNORE.replace("spring", "May"), volume("data")));
    assert_eq!(check(&folder, &[], &BASE).0, Some(1));
}

/// Two values, one of which a comment lets be; then the other's user takes that instead.
#[test]
fn a_comment_that_was_there_lets_nothing_else_be() {
    let user = |name: &str, local: &str| {
        format!("resource \"aws_ebs_volume\" \"{name}\" {{\n  encrypted = local.{local}\n}}\n")
    };
    let locals = format!("{IGNORE}locals {{\n  free = false\n}}\nlocals {{\n  held = true\n}}\n");
    let both = |second: &str| format!("{locals}{}{}", user("free", "free"), user("held", second));
    let folder = repository("redirected", &both("held"));
    let let_be = "suppressed encrypted of @bob".to_owned();
    assert_eq!(check(&folder, &[], &BASE), (Some(0), vec![let_be.clone()]));
    write(&folder, "main.tf", &both("free"));
    let blocked = (Some(1), vec!["failed encrypted of @bob".to_owned(), let_be.clone()]);
    assert_eq!(check(&folder, &[], &BASE), blocked);
    assert_eq!(check(&folder, &["bob"], &BASE), (Some(0), vec![let_be.clone(), let_be]));
}

/// All `locals` blocks look the same from outside.
#[test]
fn a_comment_does_not_move_to_another_block_of_no_name() {
    let user = |local: &str| {
        format!("resource \"aws_ebs_volume\" \"{local}\" {{\n  encrypted = local.{local}\n}}\n")
    };
    let text = |free: &str, held: &str, value: bool| {
        let locals = format!("{free}locals {{\n  free = true\n}}\n{held}locals {{\n  held = {value}\n}}\n");
        format!("{locals}{}{}", user("free"), user("held"))
    };
    let beside = IGNORE.trim_end();
    let within = |free: &str, held: &str, value: bool| {
        let text = text("", "", value).replacen("locals {", &format!("locals {{ {free}"), 1);
        text.replace("locals {\n  held", &format!("locals {{ {held}\n  held"))
    };
    for (name, text, comment) in
        [("above", &text as &dyn Fn(&str, &str, bool) -> String, IGNORE), ("within", &within, beside)]
    {
        let folder = repository(&format!("moved-{name}"), &text(comment, "", true));
        write(&folder, "main.tf", &text("", comment, false));
        assert_eq!(
            check(&folder, &[], &BASE),
            (Some(1), vec!["failed encrypted of @bob".to_owned()]),
            "{name}"
        );
        commit(&folder);
        write(&folder, "main.tf", &format!("\n{}", text("", comment, false)));
        assert_eq!(check(&folder, &[], &BASE).0, Some(0), "{name}");
    }
}

/// A call that leads to another module makes something else of the same name.
#[test]
fn a_comment_in_another_module_lets_nothing_else_be() {
    let call = |folder: &str| format!("module \"m\" {{\n  source = \"./{folder}\"\n}}\n");
    let folder = repository("switched", &call("held"));
    for (name, text) in [("held", volume("data")), ("free", format!("{IGNORE}{}", volume("data")))] {
        std::fs::create_dir(folder.join(name)).unwrap();
        write(&folder, &format!("{name}/main.tf"), &text);
    }
    commit(&folder);
    let volume = json!({ "availability_zone": "a", "size": 5 });
    let plan = |actions: &str, before: &Value| {
        let change = json!({ "actions": [actions], "before": before, "after": volume, "after_unknown": {} });
        write(&folder, "plan.json", &plan("module.m.aws_ebs_volume.data", &change));
    };
    write(&folder, "main.tf", &call("free"));
    plan("update", &json!({ "availability_zone": "a", "size": 5, "encrypted": true }));
    let blocked = (Some(1), vec!["failed encrypted of @bob".to_owned()]);
    let let_be = (Some(0), vec!["suppressed encrypted of @bob".to_owned()]);
    assert_eq!(check(&folder, &[], &["plan.json", "--base", "HEAD"]), blocked);
    assert_eq!(check(&folder, &["bob"], &["plan.json", "--base", "HEAD"]), let_be);
    plan("create", &Value::Null);
    assert_eq!(check(&folder, &[], &["plan.json", "--base", "HEAD"]), let_be, "what is new in a module");
    commit(&folder);
    plan("no-op", &volume);
    assert_eq!(check(&folder, &[], &["plan.json", "--base", "HEAD"]), let_be, "as it was");
}

/// What tells one block of no name from others is what is in it, and one value from others is all of it.
#[test]
fn a_comment_stays_with_its_block_and_its_value() {
    let policy = "# Disks are encrypted.\nresource_policy \"aws_instance\" \"encrypted\" {\n  enforce {\n    condition     = core::alltrue([for d in core::try(attrs.ebs_block_device, []) : d.encrypted == true])\n    error_message = \"Not encrypted.\"\n  }\n}\n";
    let comment = IGNORE.trim_end();
    let disk = |name: &str, encrypted: &str| {
        format!("  ebs_block_device {{\n    device_name = \"{name}\"\n    encrypted = {encrypted}\n  }}\n")
    };
    let text = |one: &str, two: &str| {
        format!("resource \"aws_instance\" \"i\" {{\n{}{}}}\n", disk("one", one), disk("two", two))
    };
    let free = format!("false {comment}");
    let folder = repository("nested", &text(&free, "true"));
    write(&folder, "own.policy.hcl", policy);
    commit(&folder);
    let let_be = (Some(0), vec!["suppressed encrypted of @bob".to_owned()]);
    let blocked = (Some(1), vec!["failed encrypted of @bob".to_owned()]);
    assert_eq!(check(&folder, &[], &BASE), let_be);
    write(&folder, "main.tf", &text("true", &free));
    assert_eq!(check(&folder, &[], &BASE), blocked, "another disk");

    let value = |lines: &str| {
        format!("resource \"aws_ebs_volume\" \"v\" {{\n  {comment}\n  encrypted = (\n    {lines}\n  )\n}}\n")
    };
    let folder = repository("lines", &value("true && false"));
    assert_eq!(check(&folder, &[], &BASE), let_be);
    write(&folder, "main.tf", &value("false"));
    assert_eq!(check(&folder, &[], &BASE), blocked, "another value");
}
