//! One owner on a line of CODEOWNERS.

use std::fmt;

/// Longest name that GitHub gives.
const LONGEST_LOGIN: usize = 39;

/// Who answers for what a pattern matches. Names compare without case, as GitHub's do.
#[derive(Clone, Debug)]
pub enum Owner {
    /// `@user`, without the `@`.
    User(String),
    /// `@org/team`.
    Team {
        /// The organisation.
        org: String,
        /// The team's slug.
        slug: String,
    },
    /// The address of an account.
    Email(String),
}

impl Owner {
    /// From a word of a line.
    ///
    /// # Errors
    /// Why it can be nobody, as a sentence without a full stop.
    pub fn parse(word: &str) -> Result<Self, String> {
        let Some(name) = word.strip_prefix('@') else { return email(word) };
        if name.starts_with('@') {
            return Err("`@@` names a role of GitLab, which GitHub does not know".to_owned());
        }
        match name.split_once('/') {
            None => login(name).map(Self::User),
            Some((_, slug)) if slug.contains('/') => {
                Err("a team is `@organisation/team`: groups inside groups are GitLab's".to_owned())
            }
            Some((org, slug)) => Ok(Self::Team { org: login(org)?, slug: team(slug)? }),
        }
    }

    /// Whether this names the same one as a word from a config or an answer of GitHub.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        self.to_string().eq_ignore_ascii_case(word)
    }
}

impl PartialEq for Owner {
    fn eq(&self, other: &Self) -> bool {
        self.is(&other.to_string())
    }
}

impl Eq for Owner {}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(login) => write!(f, "@{login}"),
            Self::Team { org, slug } => write!(f, "@{org}/{slug}"),
            Self::Email(address) => f.write_str(address),
        }
    }
}

/// Letters, digits and single dashes between them; `_` stands before the short name of a managed user's company.
fn login(name: &str) -> Result<String, String> {
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() {
        Err("a name is missing after the `@`".to_owned())
    } else if !name.chars().all(letters) || name.starts_with(['-', '_']) {
        Err(format!("`{name}` cannot be a name on GitHub: it has letters, digits and dashes"))
    } else if name.len() > LONGEST_LOGIN {
        Err(format!("`{name}` cannot be a name on GitHub: it is longer than {LONGEST_LOGIN} characters"))
    } else {
        Ok(name.to_owned())
    }
}

fn team(slug: &str) -> Result<String, String> {
    let letters = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if slug.is_empty() {
        Err("the name of a team is missing after the `/`".to_owned())
    } else if slug.chars().all(letters) {
        Ok(slug.to_owned())
    } else {
        Err(format!("`{slug}` cannot be a team on GitHub: it is named by its slug, as in its address"))
    }
}

fn email(word: &str) -> Result<Owner, String> {
    let is_address = |(local, domain): &(&str, &str)| {
        let labels =
            |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
        !local.is_empty() && !domain.contains('@') && domain.contains('.') && domain.split('.').all(labels)
    };
    match word.split_once('@').filter(is_address) {
        Some(_) => Ok(Owner::Email(word.to_owned())),
        None => {
            Err(format!("`{word}` is no owner: write `@user`, `@organisation/team` or an e-mail address"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Owner;

    #[test]
    fn owners_are_users_teams_and_addresses() {
        for word in ["@a", "@octo-cat", "@octo_corp", "@org/team", "@org/a.b_c-d", "a@b.example", "a+b@x.y.z"]
        {
            assert_eq!(Owner::parse(word).map(|o| o.to_string()), Ok(word.to_owned()));
        }
        assert_eq!(Owner::parse("@Org/Team"), Owner::parse("@org/tEAM"));
        assert_ne!(Owner::parse("@org/team"), Owner::parse("@org/teams"));
    }

    #[test]
    fn nobody_has_such_a_name() {
        let long = format!("@{}", "a".repeat(40));
        let words = [
            "",
            "@",
            "@/",
            "@org/",
            "@/team",
            "@-a",
            "@a b",
            "@a.b",
            "@@maintainer",
            "@a/b/c",
            "a",
            "a@b",
            "a@",
            "@ä",
        ];
        for word in words.into_iter().chain([long.as_str()]) {
            assert!(Owner::parse(word).is_err(), "{word}");
        }
    }
}
