//! Accounts that settings name: what is planned where, as far as the source says it or `root` blocks do.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

const SETTINGS: &str = "accounts {\n  live = \"111122223333\"\n  shared = \"444455556666\"\n}\nroot \"infra\" {\n  account = \"live\"\n}\n";

/// A new repository of these files, with settings.
fn repository(name: &str, settings: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("accounts").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    for (path, text) in files.iter().chain(&[(".sekisho.hcl", settings)]) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn sekisho(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sekisho")).args(args).current_dir(folder).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.code(), said)
}

/// The names of buckets, as a root module in `infra` plans them; an empty one is not known.
fn buckets(folder: &Path) -> Vec<(String, String)> {
    let said = sekisho(folder, &["show", "--format", "json", "infra"]).1;
    let shown: Value = serde_json::from_str(&said).unwrap();
    let buckets = shown.as_object().unwrap().iter().filter(|(address, _)| address.contains("aws_s3_bucket."));
    let name = |bucket: &Value| bucket["bucket"].as_str().unwrap_or_default().to_owned();
    buckets.map(|(address, bucket)| (address.clone(), name(bucket))).collect()
}

/// Data sources of one configuration of the provider, and a bucket that is named after what they say.
fn bucket(name: &str, provider: &str, tells: &str) -> String {
    let provider = if provider.is_empty() { String::new() } else { format!("  provider = {provider}\n") };
    let data = |kind: &str| format!("data \"{kind}\" \"{name}\" {{\n{provider}}}\n");
    data("aws_caller_identity")
        + &data("aws_region")
        + &data("aws_partition")
        + &format!("resource \"aws_s3_bucket\" \"{name}\" {{\n  bucket = \"x-${{{tells}}}\"\n}}\n")
}

fn of(name: &str, provider: &str) -> String {
    bucket(name, provider, &format!("data.aws_caller_identity.{name}.account_id"))
}

fn provider(alias: &str, rest: &str) -> String {
    let alias = if alias.is_empty() { String::new() } else { format!("  alias = \"{alias}\"\n") };
    format!("provider \"aws\" {{\n{alias}  {rest}\n}}\n")
}

fn named(names: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> = names
        .iter()
        .map(|(name, account)| (format!("aws_s3_bucket.{name}"), (*account).to_owned()))
        .collect();
    names.sort();
    names
}

/// The settings' account is that of the default configuration, and of those that use the same credentials.
#[test]
fn the_account_of_a_root_is_that_of_its_own_credentials() {
    let source = [
        "variable \"role\" {}\n".to_owned(),
        provider("", "region = \"eu-central-1\""),
        provider("west", "region = \"us-west-2\""),
        provider("role", "assume_role {\n    role_arn = \"arn:aws:iam::444455556666:role/x\"\n  }"),
        provider("unknown", "assume_role {\n    role_arn = var.role\n  }"),
        provider("profile", "profile = \"other\""),
        provider("only", "allowed_account_ids = [\"777788889999\"]"),
        provider(
            "several",
            "profile = \"other\"\n  allowed_account_ids = [\"777788889999\", \"111122223333\"]",
        ),
        of("default", ""),
        of("west", "aws.west"),
        of("role", "aws.role"),
        of("unknown", "aws.unknown"),
        of("profile", "aws.profile"),
        of("only", "aws.only"),
        of("several", "aws.several"),
    ];
    let folder = repository("credentials", SETTINGS, &[("infra/main.tf", &source.concat())]);
    let expected = named(&[
        ("default", "x-111122223333"),
        ("west", "x-111122223333"),
        ("role", "x-444455556666"),
        ("unknown", ""),
        ("profile", ""),
        ("only", "x-777788889999"),
        ("several", ""),
    ]);
    assert_eq!(buckets(&folder), expected);
    std::fs::write(folder.join(".sekisho.hcl"), "").unwrap();
    let expected = expected.into_iter().map(|(address, name)| {
        let is_told = ["role", "only"].iter().any(|told| address.ends_with(told));
        (address, if is_told { name } else { String::new() })
    });
    assert_eq!(buckets(&folder), expected.collect::<Vec<_>>());
}

/// Where the default configuration takes a role, one that takes none acts as somebody else.
#[test]
fn other_credentials_are_of_nobody_knows_which_account() {
    let role = "assume_role {\n    role_arn = var.role\n  }";
    let source = [
        "variable \"role\" {}\n".to_owned(),
        provider("", &format!("region = \"eu-central-1\"\n  {role}")),
        provider("bare", "region = \"us-west-2\""),
        of("default", ""),
        of("bare", "aws.bare"),
    ];
    let folder = repository("others", SETTINGS, &[("infra/main.tf", &source.concat())]);
    assert_eq!(buckets(&folder), named(&[("default", "x-111122223333"), ("bare", "")]));
    let profiles =
        source.concat().replace(role, "profile = \"a\"").replace("us-west-2\"", "x\"\n  profile = \"a\"");
    std::fs::write(folder.join("infra/main.tf"), profiles).unwrap();
    assert_eq!(buckets(&folder), named(&[("default", "x-111122223333"), ("bare", "x-111122223333")]));
}

#[test]
fn modules_act_as_the_provider_that_they_are_given() {
    let child = of("x", "");
    let source = [
        provider("other", "assume_role {\n    role_arn = \"arn:aws:iam::444455556666:role/x\"\n  }"),
        "module \"given\" {\n  source = \"./child\"\n  providers = {\n    aws = aws.other\n  }\n}\n"
            .to_owned(),
        "module \"inherits\" {\n  source = \"./child\"\n}\n".to_owned(),
    ];
    let files = [("infra/main.tf", source.concat()), ("infra/child/main.tf", child)];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let folder = repository("modules", SETTINGS, &files);
    let expected = [("module.given", "x-444455556666"), ("module.inherits", "x-111122223333")];
    let expected = expected.map(|(module, name)| (format!("{module}.aws_s3_bucket.x"), name.to_owned()));
    assert_eq!(buckets(&folder), expected);
}

/// What the provider 5.100.0 was seen to answer; endpoints and descriptions are left to it.
#[test]
fn regions_and_partitions_are_those_of_the_configuration() {
    let parts = "${data.aws_partition.NAME.partition} ${data.aws_partition.NAME.dns_suffix} ${data.aws_partition.NAME.reverse_dns_prefix}";
    let tells = "join(\" \", [data.aws_region.NAME.name, data.aws_region.NAME.id, data.aws_region.NAME.region, \"PARTS\"])";
    let of = |name: &str, provider: &str| {
        bucket(name, provider, &tells.replace("PARTS", parts).replace("NAME", name))
    };
    let regions = [
        ("eu-central-1", "aws amazonaws.com com.amazonaws"),
        ("mx-central-1", "aws amazonaws.com com.amazonaws"),
        ("cn-north-1", "aws-cn amazonaws.com.cn cn.com.amazonaws"),
        ("us-gov-west-1", "aws-us-gov amazonaws.com com.amazonaws"),
        ("us-iso-east-1", "aws-iso c2s.ic.gov gov.ic.c2s"),
        ("us-isob-east-1", "aws-iso-b sc2s.sgov.gov gov.sgov.sc2s"),
        ("eu-isoe-west-1", "aws-iso-e cloud.adc-e.uk uk.adc-e.cloud"),
        ("us-isof-south-1", "aws-iso-f csp.hci.ic.gov gov.ic.hci.csp"),
        ("eusc-de-east-1", "aws-eusc amazonaws.eu eu.amazonaws"),
    ];
    let mut source = provider("nowhere", "profile = \"x\"") + &of("nowhere", "aws.nowhere");
    let mut expected = vec![("nowhere".to_owned(), String::new())];
    for (region, partition) in regions {
        source +=
            &(provider(region, &format!("region = \"{region}\"")) + &of(region, &format!("aws.{region}")));
        expected.push((region.to_owned(), format!("x-{region} {region} {region} {partition}")));
    }
    let folder = repository("regions", "", &[("infra/main.tf", &source)]);
    let expected: Vec<(&str, &str)> =
        expected.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(buckets(&folder), named(&expected));
}

#[test]
fn a_region_that_is_asked_for_is_told_instead_of_the_own() {
    let asked = [
        ("named", "name = \"eu-west-1\"", "x-eu-west-1"),
        ("newer", "region = \"eu-west-2\"", "x-eu-west-2"),
        ("unnamed", "name = null", "x-eu-central-1"),
        ("unknown", "name = var.region", ""),
        ("endpoint", "endpoint = \"ec2.eu-west-1.amazonaws.com\"", ""),
    ];
    let one = |(name, argument, _): (&str, &str, &str)| {
        format!(
            "data \"aws_region\" \"{name}\" {{\n  {argument}\n}}\nresource \"aws_s3_bucket\" \"{name}\" {{\n  \
             bucket = \"x-${{data.aws_region.{name}.name}}\"\n}}\n"
        )
    };
    let source =
        asked.map(one).concat() + &provider("", "region = \"eu-central-1\"") + "variable \"region\" {}\n";
    let folder = repository("asked", "", &[("infra/main.tf", &source)]);
    assert_eq!(buckets(&folder), named(&asked.map(|(name, _, told)| (name, told))));
}

#[test]
fn names_that_are_no_accounts_are_wrong_at_their_place() {
    let folder = repository("wrong", SETTINGS, &[("infra/main.tf", "")]);
    for (account, line, wanted) in [
        ("lvie", 6, "`root.account` has \"lvie\", which is no name of `accounts`"),
        ("lvie", 6, "did you mean \"live\"?"),
        ("111122223333", 6, "give it a name, and say that here: accounts { NAME = \"111122223333\" }"),
        ("", 6, "`root.account` must be a name of `accounts`"),
    ] {
        let settings = SETTINGS.replace("account = \"live\"", &format!("account = \"{account}\""));
        std::fs::write(folder.join(".sekisho.hcl"), settings).unwrap();
        let (code, said) = sekisho(&folder, &["config"]);
        assert!(code == Some(2) && said.contains(wanted), "{said}");
        assert!(said.contains(&format!(".sekisho.hcl:{line}:13")), "{said}");
    }
    std::fs::write(folder.join(".sekisho.hcl"), SETTINGS.replace("444455556666", "111122223333")).unwrap();
    let (code, said) = sekisho(&folder, &["config"]);
    assert!(code == Some(2) && said.contains("`accounts.shared` has \"111122223333\" once more"), "{said}");
    assert!(said.contains(".sekisho.hcl:3:12") && said.contains("`live` is the same account"), "{said}");
}

/// A plan of a root module in `infra`: a service that grows, and what AWS said of its account.
fn plan(says: Option<&str>, service: &str) -> String {
    let told = |id: &str| {
        json!({ "address": "data.aws_caller_identity.me", "mode": "data", "type": "aws_caller_identity", "name": "me",
            "values": { "account_id": id, "id": id }, "sensitive_values": {} })
    };
    let arn = format!("arn:aws:ecs:eu-central-1:{service}:service/main/api");
    let resource = |address: &str, key: &str| json!({ "address": address, "provider_config_key": key });
    let plan = json!({
        "format_version": "1.2", "terraform_version": "1.11.4",
        "resource_changes": [{
            "address": "aws_ecs_service.api", "mode": "managed", "type": "aws_ecs_service", "name": "api",
            "change": {
                "actions": ["update"], "after_unknown": {},
                "before": { "desired_count": 6, "arn": arn }, "after": { "desired_count": 12, "arn": arn },
            },
        }],
        "prior_state": { "values": { "root_module": { "resources": says.map(told).into_iter().collect::<Vec<_>>() } } },
        "configuration": { "root_module": { "resources": [
            resource("data.aws_caller_identity.me", "aws"), resource("aws_ecs_service.api", "aws"),
        ] } },
    });
    serde_json::to_string_pretty(&plan).unwrap()
}

const SERVICE: &str = "provider \"aws\" {\n}\nresource \"aws_ecs_service\" \"api\" {\n  name          = \"api\"\n  desired_count = 12\n}\n";

fn report(folder: &Path, args: &[&str]) -> (Option<i32>, Value) {
    let (code, said) = sekisho(folder, &[&["check", "--format", "json"], args].concat());
    (
        code,
        serde_json::from_str(
            said.lines().take_while(|line| *line != "}").chain(["}"]).collect::<String>().as_str(),
        )
        .unwrap(),
    )
}

fn differing(report: &Value) -> Vec<&Value> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings.filter(|finding| finding["rule"] == "root_account_differs").collect()
}

#[test]
fn a_plan_in_another_account_than_the_settings_name_blocks() {
    let folder = repository("differs", SETTINGS, &[("infra/main.tf", SERVICE)]);
    let write = |text: &str| std::fs::write(folder.join("infra/plan.json"), text).unwrap();
    for (says, service, differs) in [
        (Some("111122223333"), "111122223333", None),
        (Some("444455556666"), "111122223333", Some("data.aws_caller_identity.me")),
        (None, "444455556666", Some("aws_ecs_service.api")),
        (None, "111122223333", None),
        // A share that somebody else owns is no sign of another account where AWS has said which one it is.
        (Some("111122223333"), "444455556666", None),
    ] {
        write(&plan(says, service));
        let (code, report) = report(&folder, &["infra"]);
        let found = differing(&report);
        assert_eq!(
            found.first().map(|finding| finding["address"].as_str().unwrap()),
            differs,
            "{says:?} {service}"
        );
        let Some(finding) = found.first() else { continue };
        assert_eq!((code, &finding["enforcement_level"]), (Some(1), &json!("mandatory")));
        let message = finding["message"].as_str().unwrap();
        assert!(message.contains("account shared (444455556666)"), "{message}");
        assert!(message.contains("account live (111122223333)"), "{message}");
        assert_eq!(finding["location"]["file"], "infra/plan.json");
        assert_eq!(
            (&finding["chain"][0]["file"], &finding["chain"][0]["line"]),
            (&json!(".sekisho.hcl"), &json!(6))
        );
        assert_eq!(report["inputs"][0]["account"], json!({ "id": "444455556666", "name": "shared" }));
    }
    let one_line: Value = serde_json::from_str(&plan(Some("444455556666"), "444455556666")).unwrap();
    write(&one_line.to_string());
    assert_eq!(differing(&report(&folder, &["infra"]).1)[0]["location"]["file"], ".sekisho.hcl");
}

#[test]
fn a_configuration_that_refuses_the_settings_account_blocks() {
    let other =
        SERVICE.replacen("{\n", "{\n  allowed_account_ids = [\"444455556666\", \"777788889999\"]\n", 1);
    let folder = repository("refused", SETTINGS, &[("infra/main.tf", &other)]);
    let found = report(&folder, &["infra"]).1;
    let finding = differing(&found)[0];
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("account shared (444455556666) or account 777788889999"), "{message}");
    assert_eq!(
        (&finding["location"]["file"], &finding["location"]["line"]),
        (&json!("infra/main.tf"), &json!(1))
    );
    std::fs::write(folder.join("infra/main.tf"), other.replace("777788889999", "111122223333")).unwrap();
    assert!(differing(&report(&folder, &["infra"]).1).is_empty());
}

/// Another configuration's data source and resources say nothing of the root's own account.
#[test]
fn only_the_default_configuration_tells_the_account() {
    let folder = repository("aliased", SETTINGS, &[("infra/main.tf", SERVICE)]);
    for key in ["aws.other", "module.a:aws"] {
        let text = plan(Some("444455556666"), "444455556666")
            .replace("_key\": \"aws\"", &format!("_key\": \"{key}\""));
        std::fs::write(folder.join("infra/plan.json"), text).unwrap();
        let report = report(&folder, &["infra"]).1;
        assert!(differing(&report).is_empty());
        assert_eq!(report["inputs"][0]["account"]["name"], "live");
    }
}

/// Which account it is that changes is said where owners are asked, also where it is not the root's own.
#[test]
fn reports_say_which_account_it_is() {
    let folder = repository("told", SETTINGS, &[("infra/main.tf", SERVICE)]);
    std::fs::write(folder.join("infra/plan.json"), plan(Some("111122223333"), "444455556666")).unwrap();
    let said =
        |format: &str| sekisho(&folder, &["check", "--rule", "capacity/*", "--format", format, "infra"]).1;
    let human = said("human");
    assert!(
        human.contains("infra/plan.json  1 resource, Terraform 1.11.4, account live (111122223333)"),
        "{human}"
    );
    assert!(human.contains("(update) in infra/plan.json (account live)"), "{human}");
    assert!(human.contains("(in account shared (444455556666))"), "{human}");
    assert!(said("markdown").contains("in `infra/plan.json (account live)`"), "{}", said("markdown"));
    assert!(said("github").contains("In infra/plan.json (account live)."), "{}", said("github"));
    std::fs::write(folder.join(".sekisho.hcl"), "").unwrap();
    assert!(!said("human").contains("account"));
}
