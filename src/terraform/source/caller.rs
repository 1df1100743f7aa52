//! Whom a provider's configuration acts as, and where: what `aws_caller_identity`, `aws_region` and `aws_partition` answer,
//! as far as the configuration says it, or whoever says which account is planned in.
//!
//! Nothing is taken from the credentials or the region of this machine: they need not be those of the plan.

use crate::lang::Block;
use crate::value::{Fields, Kind, Name, PathStep, Truth, Value, equals};

use super::super::acting::{Acting, account_of};
use super::super::identify;
use super::overrides::makes;
use super::providers::{Named, configured};
use super::scope::Here;

/// Arguments by which a configuration has credentials of its own.
const CREDENTIALS: [&str; 6] =
    ["profile", "access_key", "secret_key", "token", "shared_config_files", "shared_credentials_files"];

/// Blocks that name a role to act as; the one that is taken last first.
const ROLES: [&str; 2] = ["assume_role", "assume_role_with_web_identity"];

const ALLOWED: &str = "allowed_account_ids";

const REGION: &str = "region";

/// What the regions of a partition begin with, its name, and what the names of its hosts end with; measured with the
/// provider 5.100.0. The first that fits counts.
const PARTITIONS: [(&[&str], &str, &str); 8] = [
    (&["cn-"], "aws-cn", "amazonaws.com.cn"),
    (&["us-gov-"], "aws-us-gov", "amazonaws.com"),
    (&["us-iso-"], "aws-iso", "c2s.ic.gov"),
    (&["us-isob-"], "aws-iso-b", "sc2s.sgov.gov"),
    (&["eu-isoe-"], "aws-iso-e", "cloud.adc-e.uk"),
    (&["us-isof-"], "aws-iso-f", "csp.hci.ic.gov"),
    (&["eusc-"], "aws-eusc", "amazonaws.eu"),
    (&["us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "mx-"], "aws", "amazonaws.com"),
];

/// Whom a configuration of the provider acts as, and where.
#[derive(Clone, Debug, Default)]
struct Caller {
    account: Option<String>,
    region: Option<String>,
}

impl Here<'_> {
    /// A data source's value with what it answers about the provider's own configuration.
    pub(super) fn answered(
        &self,
        (id, kind): (Name, Name),
        block: &Block,
        written: &Value,
        (source, value): (Name, Value),
    ) -> Value {
        let answers = matches!(kind.as_str(), "aws_caller_identity" | "aws_region" | "aws_partition");
        let Some(fields) = value.as_fields().filter(|_| answers && source.ends_with("/hashicorp/aws")) else {
            return value;
        };
        let caller = self.caller(Self::provider_named(kind, block));
        let fields = match kind.as_str() {
            "aws_caller_identity" => knowing(fields, &["account_id", "id"], caller.account.as_deref()),
            "aws_region" => {
                let region = region(written, caller);
                knowing(&self.with_region(id, source, fields), &["region", "name", "id"], region.as_deref())
            }
            _ => partition(fields, caller.region.as_deref()),
        };
        Value { kind: Kind::Object(fields.into()), ..value }
    }

    /// The name that newer providers than the schema is of have for the region besides.
    fn with_region(&self, id: Name, source: Name, fields: &Fields) -> Fields {
        if fields.get_str("region").is_some() || !self.evaluation.versions.admits(source, ">= 6.0.0") {
            return fields.clone();
        }
        let own = identify::own(id, Name::new("aws_region"), &[PathStep::Name("region".into())]);
        let entries = fields.entries().iter().cloned().chain([("region".into(), own.into())]);
        Fields::block(entries.collect())
    }

    fn caller(&self, named: Named) -> Caller {
        let (module, named) = configured(&self.module, named);
        let is_default = module.parent.is_none() && named.1.is_none();
        let declared = || self.evaluation.account.clone();
        let there = Self::new(self.evaluation, module.clone());
        let Some(own) = there.configuration(named) else {
            // A default configuration that nobody writes has what the environment says.
            return Caller { account: declared().filter(|_| is_default), region: None };
        };
        let text = |name: &str| own.as_fields()?.get_str(name)?.as_str().map(str::to_owned);
        let account = accounts(&own).filter(|all| all.len() == 1).map(|all| all.concat());
        let account = account.or_else(|| declared().filter(|_| is_default || there.shares_credentials(&own)));
        Caller { account, region: text(REGION) }
    }

    /// What the default configuration of this root module says of its account.
    pub(super) fn acting(&self) -> Option<Acting> {
        let named = (Name::new("aws"), None);
        let accounts = accounts(&self.configuration(named)?)?;
        let block = self.module.folder.providers.get(&named)?;
        let (source, span) = (block.source.clone(), block.item.header);
        Some(Acting { accounts, by: "provider.aws".to_owned(), source, span })
    }

    /// What is written in a provider's block of this module that tells whom it acts as.
    fn configuration(&self, named: Named) -> Option<Value> {
        let block = self.module.folder.providers.get(&named)?;
        let is_read = |name: Name| {
            let name = name.as_str();
            CREDENTIALS.contains(&name) || ROLES.contains(&name) || [ALLOWED, REGION].contains(&name)
        };
        let mut body = block.item.body.clone();
        body.attributes.retain(|attribute| is_read(attribute.name));
        body.blocks.retain(|block| is_read(makes(block)));
        let label = Name::new(&format!("{}.{} as", named.0, named.1.map_or("", Name::as_str)));
        let read = || Ok(self.body(&body, &block.source, &[]));
        // One that depends on what it answers itself is none that Terraform takes.
        self.evaluation.once(&self.module, Name::new("provider"), label, read).ok()
    }

    /// Whether a configuration has the credentials that the default one of the root module has, whichever these are.
    fn shares_credentials(&self, own: &Value) -> bool {
        let none = Value::object(Vec::new());
        let root = std::iter::successors(Some(&self.module), |module| Some(&module.parent.as_ref()?.module));
        let Some(root) = root.last() else { return false };
        let default = Self::new(self.evaluation, root.clone()).configuration((Name::new("aws"), None));
        equals(&credentials(own), &credentials(default.as_ref().unwrap_or(&none))) == Truth::True
    }
}

/// The accounts of which a configuration acts in one, as far as it says so: that of the role that it takes, or those that it
/// lets be used.
fn accounts(configuration: &Value) -> Option<Vec<String>> {
    let fields = configuration.as_fields()?;
    if let Some(role) = ROLES.iter().find_map(|name| fields.get_str(name).filter(|role| is_written(role))) {
        let role = role.as_elements().map_or(Some(role), <[Value]>::last)?;
        return Some(vec![account_of(role.as_fields()?.get_str("role_arn")?.as_str()?)?.to_owned()]);
    }
    let allowed = fields.get_str(ALLOWED).filter(|allowed| is_written(allowed))?.as_elements()?;
    allowed.iter().map(|id| id.as_str().map(str::to_owned)).collect()
}

/// What a configuration says of its credentials.
fn credentials(configuration: &Value) -> Value {
    let entries = configuration.as_fields().map(Fields::entries).unwrap_or_default().iter();
    let is_one = |name: &str| CREDENTIALS.contains(&name) || ROLES.contains(&name);
    let own = entries.filter(|(name, value)| is_one(name.as_str()) && is_written(value));
    Value::object(own.cloned().collect())
}

/// Null is as good as not written, and so is a block that comes to none.
fn is_written(value: &Value) -> bool {
    !value.is_null() && value.as_elements().is_none_or(|elements| !elements.is_empty())
}

/// What `aws_partition` answers in a region.
fn partition(fields: &Fields, region: Option<&str>) -> Fields {
    let fits = |begins: &[&str]| region.is_some_and(|region| begins.iter().any(|b| region.starts_with(b)));
    let Some((_, name, hosts)) = PARTITIONS.iter().find(|(begins, ..)| fits(begins)) else {
        return fields.clone();
    };
    let reversed = hosts.split('.').rev().collect::<Vec<_>>().join(".");
    let fields = knowing(fields, &["id", "partition"], Some(name));
    knowing(&knowing(&fields, &["dns_suffix"], Some(hosts)), &["reverse_dns_prefix"], Some(&reversed))
}

/// The same with a value for these, where there is one.
fn knowing(fields: &Fields, names: &[&str], value: Option<&str>) -> Fields {
    let one = |name: Name, own: &Value| match value {
        Some(value) if names.contains(&name.as_str()) => Value::string(value),
        _ => own.clone(),
    };
    fields.map_values(one)
}

/// What `aws_region` answers: the region that it is asked for, or else where its provider acts.
fn region(written: &Value, caller: Caller) -> Option<String> {
    let asked = |name: &str| written.as_fields()?.get_str(name).filter(|asked| !asked.is_null());
    match asked("region").or_else(|| asked("name")) {
        Some(name) => name.as_str().map(str::to_owned),
        None => caller.region.filter(|_| asked("endpoint").is_none()),
    }
}
