//! Which account an input acts in, by what it says itself: the account of the provider's default configuration.

use std::collections::{BTreeSet, HashSet};

use crate::text::json::{JsonError, Next, Reader};
use crate::text::{Source, Span};
use crate::value::{Address, Mode, Origin};

use super::decode;
use super::input::{Input, locate};
use super::plan::Plan;
use super::prior;

const CALLER: &str = "aws_caller_identity";

/// What an input says of its account.
#[derive(Clone, Debug)]
pub struct Acting {
    /// The account is one of these.
    pub accounts: Vec<String>,
    /// What says so: an address.
    pub by: String,
    /// Where.
    pub source: Source,
    /// The place there.
    pub span: Span,
}

impl Input {
    /// What it says of its account; none where it does not tell.
    #[must_use]
    pub fn acting(&self) -> Option<Acting> {
        match self {
            Self::Plan(plan) => {
                let told = plan.acting();
                told.or_else(|| plan.written.as_ref()?.acting())
            }
            Self::Source(plan) => plan.acting(),
        }
    }

    /// The account in which one of its resources is now, by the resource's own ARN, which stands in the entry at an offset.
    #[must_use]
    pub fn account_at(&self, offset: usize) -> Option<String> {
        match self {
            Self::Plan(plan) => plan.account_at(offset),
            Self::Source(_) => None,
        }
    }
}

impl Plan {
    /// The account that AWS said was planned in, for the source beside it.
    #[must_use]
    pub fn account(&self) -> Option<String> {
        // Most plans do not ask, and to look for it takes time.
        if !self.source.text().contains(CALLER) {
            return None;
        }
        let default = default_blocks(self.source.text(), self.configuration?).ok()?;
        self.caller(&default).map(|told| told.accounts.concat())
    }

    fn acting(&self) -> Option<Acting> {
        let default = default_blocks(self.source.text(), self.configuration?).ok()?;
        self.caller(&default).or_else(|| self.by_resources(&default))
    }

    /// What AWS has said of it.
    fn caller(&self, default: &HashSet<String>) -> Option<Acting> {
        let text = self.source.text();
        let offsets = prior::data(text, self.prior_state?, &|kind| kind == CALLER).ok()?;
        offsets.into_iter().find_map(|offset| {
            let data = decode::of_state(text, offset, Origin::NONE).ok()?;
            let account = data.after.as_fields()?.get_str("account_id")?.as_str()?.to_owned();
            let is_own = default.contains(data.address.without_keys().to_name().as_str());
            is_own.then(|| self.told(vec![account], data.id.to_string(), offset))
        })
    }

    /// What the ARNs of resources say that are there already.
    fn by_resources(&self, default: &HashSet<String>) -> Option<Acting> {
        let mut found: Option<Acting> = None;
        let mut accounts = BTreeSet::new();
        for element in self.elements.iter().filter(|element| element.mode == Mode::Managed) {
            let Ok(address) = Address::parse(&element.address) else { continue };
            if !default.contains(address.without_keys().to_name().as_str()) {
                continue;
            }
            if let Some(account) = self.account_at(element.offset) {
                accounts.insert(account);
                found.get_or_insert_with(|| {
                    self.told(Vec::new(), element.address.to_string(), element.offset)
                });
            }
        }
        found.map(|found| Acting { accounts: accounts.into_iter().collect(), ..found })
    }

    fn account_at(&self, offset: usize) -> Option<String> {
        let range = locate(self.source.text(), offset, "before", "arn")?;
        account_of(self.source.text()[range].strip_prefix('"')?).map(str::to_owned)
    }

    fn told(&self, accounts: Vec<String>, by: String, offset: usize) -> Acting {
        Acting { accounts, by, source: self.source.clone(), span: Span::new(offset..offset + 1) }
    }
}

/// The account in an ARN.
#[must_use]
pub fn account_of(arn: &str) -> Option<&str> {
    let account = arn.strip_prefix("arn:")?.split(':').nth(3)?;
    (account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())).then_some(account)
}

/// The resources and data sources of a configuration, by address without keys, that use the default configuration of their
/// provider.
fn default_blocks(text: &str, at: usize) -> Result<HashSet<String>, JsonError> {
    let mut found = HashSet::new();
    Reader::at(text, at).object(|r, key| match &*key {
        "root_module" => blocks(r, "", &mut found),
        _ => r.skip().map(drop),
    })?;
    Ok(found)
}

fn blocks(reader: &mut Reader<'_>, module: &str, found: &mut HashSet<String>) -> Result<(), JsonError> {
    reader.object(|r, key| match (&*key, r.peek()?) {
        ("resources", Next::Array) => r.array(|r| {
            let (mut address, mut provider) = (String::new(), String::new());
            r.object(|r, key| {
                match &*key {
                    "address" => address = r.string()?.into_owned(),
                    "provider_config_key" => provider = r.string()?.into_owned(),
                    _ => drop(r.skip()?),
                }
                Ok::<(), JsonError>(())
            })?;
            // `aws.west` is another configuration, `module.a:aws` one of a module's own.
            if !provider.contains(['.', ':']) {
                found.insert(format!("{module}{address}"));
            }
            Ok(())
        }),
        ("module_calls", Next::Object) => r.object(|r, name| {
            let module = format!("{module}module.{name}.");
            r.object(|r, key| match (&*key, r.peek()?) {
                ("module", Next::Object) => blocks(r, &module, found),
                _ => r.skip().map(drop),
            })
        }),
        _ => r.skip().map(drop),
    })
}
