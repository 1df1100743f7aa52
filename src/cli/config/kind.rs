//! What the values of settings are.

use std::collections::BTreeMap;

use crate::value::{Kind as ValueKind, Value};

/// What a setting's value is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// Any text that is not empty.
    Text,
    /// What something goes by on the command line.
    Name,
    /// A whole number from 1 to 100.
    Number,
    /// `true` or `false`.
    Flag,
    /// A path that stays in the repository.
    Path,
    /// Several.
    Paths,
    /// A file to be written: in the folder of the settings or below it.
    Target,
    /// A pattern of rules.
    Rule,
    /// Several.
    Rules,
    /// Patterns of folders.
    Folders,
    /// Users, teams and addresses as in CODEOWNERS.
    Owners,
    /// `{ "@org/team" = ["login"] }`
    Teams,
    /// The number of an AWS account.
    Account,
    /// A name of one of `accounts`.
    AccountName,
    /// `"20%"`
    Percent,
    /// Anything.
    Any,
    /// Anything by name.
    Values,
}

impl Kind {
    /// As words.
    #[must_use]
    pub fn describe(self) -> String {
        let words = match self {
            Self::Word(words) => {
                let words: Vec<String> = words().iter().map(|word| format!("\"{word}\"")).collect();
                return format!("one of {}", words.join(", "));
            }
            Self::Text => "a text",
            Self::Name => "a name of letters, digits, `_`, `-`, `.` and `/`",
            Self::Number => "a whole number from 1 to 100",
            Self::Flag => "true or false",
            Self::Path => "a path",
            Self::Paths => "a list of paths",
            Self::Target => "the path of a file",
            Self::Rule => "a pattern of rules",
            Self::Rules => "a list of patterns of rules",
            Self::Folders => "a list of patterns of folders",
            Self::Owners => "a list of owners",
            Self::Teams => "a map from teams to lists of logins",
            Self::Percent => "a percentage, as in \"20%\"",
            Self::Account => "the number of an account, 12 digits in quotes",
            Self::AccountName => "a name of `accounts`",
            Self::Any => "a value",
            Self::Values => "a map of values by name",
        };
        words.to_owned()
    }

    /// A value as it is written.
    #[must_use]
    pub fn example(self) -> Option<&'static str> {
        match self {
            Self::Path => Some("\"a/b\""),
            Self::Paths => Some("[\"a/b\"]"),
            Self::Target => Some("\"reports/plan.txt\""),
            Self::Rule => Some("\"capacity/*\""),
            Self::Rules => Some("[\"capacity/*\", \"iam_no_users\"]"),
            Self::Folders => Some("[\"examples/**\"]"),
            Self::Owners => Some("[\"@acme/platform\"]"),
            Self::Teams => Some("{ \"@acme/dba\" = [\"ann\", \"bo\"] }"),
            Self::Account => Some("\"111122223333\""),
            Self::Name | Self::AccountName => Some("\"production\""),
            Self::Values => Some("{ replicas = 3 }"),
            Self::Word(_) | Self::Text | Self::Number | Self::Flag | Self::Percent | Self::Any => None,
        }
    }
}

/// Whether a text is the number of an account.
#[must_use]
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A pattern of folders: `*` is one name, `**` any number of them.
///
/// # Errors
/// Where it is malformed.
pub fn folders(text: &str) -> Result<globset::GlobMatcher, String> {
    let text = text.trim_start_matches("./").trim_end_matches('/');
    let glob = globset::GlobBuilder::new(text).literal_separator(true).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
}

/// A list of texts.
#[must_use]
pub fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_elements()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}

/// A whole number from 1 to 100: nobody waits for more people.
#[must_use]
pub fn number(value: &Value) -> Option<usize> {
    match &value.kind {
        ValueKind::Number(number) => {
            number.to_string().parse().ok().filter(|number| (1..=100).contains(number))
        }
        _ => None,
    }
}

/// `"20%"`: a number of percent from 0.
#[must_use]
pub fn percent(value: &Value) -> Option<f64> {
    let number: f64 = value.as_str()?.trim().strip_suffix('%')?.trim_end().parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

/// Members by team.
#[must_use]
pub fn teams(value: &Value) -> Option<BTreeMap<String, Vec<String>>> {
    let entries = value.as_fields()?.entries().iter();
    entries.map(|(name, list)| Some((name.to_string(), texts(list)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::{folders, is_account};

    #[test]
    fn accounts_have_twelve_digits() {
        assert!(is_account("012345678901"));
        assert!(["12345678901", "0123456789012", "01234567890a"].iter().all(|text| !is_account(text)));
    }

    #[test]
    fn a_star_is_one_folder() {
        let matches = |pattern: &str, folder: &str| folders(pattern).unwrap().is_match(folder);
        assert!(
            matches("infra/*", "infra/prod") && matches("./infra/**", "infra/a/b") && matches("**/x/", "a/x")
        );
        assert!(!matches("infra/*", "infra/a/b") && !matches("x", "a/x"));
    }
}
