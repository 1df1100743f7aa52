//! `.terraform.lock.hcl`: which version of each provider a configuration uses. Plans do not say.

use std::path::Path;

use crate::lang::{functions, parse_file};
use crate::text::Source;
use crate::value::{Name, Value};

/// Versions by provider source, such as `registry.terraform.io/hashicorp/aws`.
#[derive(Clone, Debug, Default)]
pub struct ProviderVersions(Vec<(Name, String)>);

impl ProviderVersions {
    /// From the lock file beside a plan; empty where there is none, or none that can be read.
    #[must_use]
    pub fn beside(plan: &Path) -> Self {
        let path = plan.parent().unwrap_or(Path::new("")).join(".terraform.lock.hcl");
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        Self::parse(&Source::new(path.display().to_string(), text))
    }

    /// Of nothing: every constraint is admitted.
    #[must_use]
    pub fn unknown() -> &'static Self {
        static UNKNOWN: ProviderVersions = ProviderVersions(Vec::new());
        &UNKNOWN
    }

    fn parse(source: &Source) -> Self {
        let Ok(body) = parse_file(source) else { return Self::default() };
        let providers = body.blocks_of("provider").filter_map(|block| {
            let version = block.body.attribute("version")?.expr.as_literal()?.as_str()?;
            Some((block.labels.first()?.0, version.to_owned()))
        });
        Self(providers.collect())
    }

    /// The version of a provider, where a lock file tells it.
    #[must_use]
    pub fn of(&self, provider: &str) -> Option<&str> {
        self.0.iter().find(|(source, _)| source.as_str() == provider).map(|(_, version)| version.as_str())
    }

    /// Whether a constraint such as `>= 4.0, < 7.0` admits the version of a provider; true where that is not known.
    #[must_use]
    pub fn admits(&self, provider: Name, constraint: &str) -> bool {
        let Some((_, version)) = self.0.iter().find(|(source, _)| *source == provider) else { return true };
        let Some(function) = functions::find("semverconstraint") else { return true };
        let args = [Value::string(version), Value::string(constraint)];
        function.call(&args).ok().and_then(|v| v.as_bool()).unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::ProviderVersions;
    use crate::text::Source;

    #[test]
    fn a_version_outside_the_range_is_told() {
        let text =
            "provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"7.1.0\"\n  hashes = []\n}\n";
        let versions = ProviderVersions::parse(&Source::new("lock", text.to_owned()));
        let aws = "registry.terraform.io/hashicorp/aws".into();
        assert!(!versions.admits(aws, ">= 4.0, < 7.0"));
        assert!(versions.admits(aws, ">= 7.0"));
        assert!(versions.admits("registry.opentofu.org/hashicorp/aws".into(), "< 1.0"));
        assert!(ProviderVersions::default().admits(aws, "< 1.0"));
    }
}
