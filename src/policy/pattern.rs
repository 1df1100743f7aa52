//! How rules are named by pattern: by their id (`s3_*`), or by their family and id (`public-network/*`).

use globset::{Glob, GlobMatcher};

/// A rule as patterns see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleName<'r> {
    /// The folder that its file stands in; empty where there is none.
    pub family: &'r str,
    /// Its id.
    pub id: &'r str,
}

/// A glob over rules; `-` and `_` mean the same. With a `/` in it, it is over `FAMILY/ID`.
#[derive(Clone, Debug)]
pub struct RulePattern {
    matcher: GlobMatcher,
    of_family: bool,
}

impl RulePattern {
    /// From its text.
    ///
    /// # Errors
    /// Where it is malformed.
    pub fn new(text: &str) -> Result<Self, String> {
        let glob = Glob::new(&plain(text)).map_err(|error| error.kind().to_string())?;
        Ok(Self { matcher: glob.compile_matcher(), of_family: text.contains('/') })
    }

    /// Whether it means this rule and no other.
    #[must_use]
    pub fn names(&self, rule: RuleName<'_>) -> bool {
        let text = self.matcher.glob().glob();
        self.matches(rule) && text.rsplit('/').next() == Some(&plain(rule.id))
    }

    /// Whether it means this rule.
    #[must_use]
    pub fn matches(&self, rule: RuleName<'_>) -> bool {
        let name = if self.of_family { format!("{}/{}", rule.family, rule.id) } else { rule.id.to_owned() };
        self.matcher.is_match(plain(&name))
    }
}

fn plain(name: &str) -> String {
    name.replace('-', "_")
}

/// The family of the rules in a file: the folder that it stands in.
#[must_use]
pub fn family_of(file: &str) -> &str {
    let mut parts = file.rsplit(['/', '\\']).skip(1).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{RuleName, RulePattern, family_of};

    #[test]
    fn a_slash_asks_for_the_family_too() {
        let rule = RuleName { family: "public-network", id: "s3_bucket_no_public_acl" };
        let is_meant = |text: &str| RulePattern::new(text).unwrap().matches(rule);
        assert!(
            ["s3_*", "s3-bucket-*", "public-network/*", "public_network/s3_*", "*/s3_*", "*"].map(is_meant)
                == [true; 6]
        );
        assert!(["public-network", "capacity/*", "network/*", "s3"].map(is_meant) == [false; 4]);
        assert!(RulePattern::new("a[").is_err());
    }

    #[test]
    fn a_family_is_a_folder() {
        let files =
            ["rules/edge/a.policy.hcl", "../own/a.policy.hcl", "a.policy.hcl", "./a.policy.hcl", "a\\b\\c"];
        assert_eq!(files.map(family_of), ["edge", "own", "", "", "b"]);
    }
}
