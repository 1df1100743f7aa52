//! What the values of settings are, and what is wrong with one that is something else.

use std::collections::BTreeMap;

use crate::gate::Owner;
use crate::policy::RulePattern;
use crate::text::nearest;
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
    /// A whole number from 1.
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

/// What is wrong with a value.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The number of the list's element that is wrong.
    pub element: Option<usize>,
    /// `has "a[", which is no pattern: …`
    pub message: String,
    /// The way out.
    pub help: Option<String>,
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
            Self::Number => "a whole number from 1",
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
    fn example(self) -> Option<&'static str> {
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

    /// What is wrong with a value; nothing where it fits. Paths may climb so many folders.
    #[must_use]
    pub fn fault(self, value: &Value, up: usize) -> Option<Fault> {
        let text = value.as_str();
        let one = |problem: fn(&str, usize) -> Option<String>| {
            text.map_or_else(|| Some(self.other()), |text| problem(text, up).map(Fault::of))
        };
        match self {
            Self::Word(words) => self.word(text, &words()),
            Self::Text | Self::AccountName => text.is_none_or(str::is_empty).then(|| self.other()),
            Self::Number => number(value).is_none().then(|| self.other()),
            Self::Flag => (!matches!(value.kind, ValueKind::Bool(_))).then(|| self.other()),
            Self::Name => (!text.is_some_and(is_name)).then(|| self.other()),
            Self::Path => one(path),
            Self::Target => one(target),
            Self::Account => one(account),
            Self::Paths => self.each(value, &|text| path(text, up)),
            Self::Rule => one(rule),
            Self::Rules => self.each(value, &|text| rule(text, up)),
            Self::Folders => self.each(value, &|text| Some(no_pattern(text, &folders(text).err()?))),
            Self::Owners => {
                self.each(value, &|text| Owner::parse(text).err().map(|why| format!("has \"{text}\": {why}")))
            }
            Self::Teams => self.teams(value),
            Self::Values => value.as_fields().is_none().then(|| self.other()),
            Self::Percent => percent(value).is_none().then(|| {
                let help = value.as_number().map(|number| format!("did you mean \"{number}%\"?"));
                Fault { help, ..self.other() }
            }),
            Self::Any => None,
        }
    }

    fn other(self) -> Fault {
        let help = self.example().map(|example| format!("for example {example}"));
        Fault { help, ..Fault::of(format!("must be {}", self.describe())) }
    }

    fn word(self, text: Option<&str>, words: &[&'static str]) -> Option<Fault> {
        if text.is_some_and(|text| words.contains(&text)) {
            return None;
        }
        let near = text.and_then(|text| nearest(&text.to_lowercase(), words.iter().copied()));
        Some(Fault { help: near.map(|near| format!("did you mean \"{near}\"?")), ..self.other() })
    }

    fn each(self, value: &Value, problem: &dyn Fn(&str) -> Option<String>) -> Option<Fault> {
        let Some(elements) = value.as_elements() else {
            let help = value.as_str().map(|text| format!("in brackets, also where it is one: [\"{text}\"]"));
            let other = self.other();
            return Some(Fault { help: help.or(other.help), ..other });
        };
        elements.iter().enumerate().find_map(|(at, element)| {
            let fault = match element.as_str() {
                None => self.other(),
                Some(text) => Fault::of(problem(text)?),
            };
            Some(Fault { element: Some(at), ..fault })
        })
    }

    fn teams(self, value: &Value) -> Option<Fault> {
        let Some(teams) = teams(value) else { return Some(self.other()) };
        teams.iter().find_map(|(team, members)| {
            let named = |word: &String| if word.starts_with('@') { word.clone() } else { format!("@{word}") };
            let problem = match Owner::parse(&named(team)) {
                Ok(Owner::Team { .. }) => None,
                Ok(_) => Some(format!("has \"{team}\", which is no team: teams are written as @org/team")),
                Err(why) => Some(format!("has \"{team}\": {why}")),
            };
            let member = |word: &String| {
                let why = Owner::parse(&named(word)).err()?;
                Some(format!("has \"{word}\" in {team}: {why}"))
            };
            Some(Fault::of(problem.or_else(|| members.iter().find_map(member))?))
        })
    }
}

impl Fault {
    fn of(message: String) -> Self {
        Self { message, ..Self::default() }
    }
}

fn rule(text: &str, _: usize) -> Option<String> {
    RulePattern::new(text).err().map(|why| no_pattern(text, &why))
}

fn no_pattern(text: &str, why: &str) -> String {
    format!("has \"{text}\", which is no pattern: {why}")
}

/// The pull request's own settings must not make a run read what is no part of it.
fn path(text: &str, up: usize) -> Option<String> {
    let mut climbed = 0_usize;
    let mut depth = 0_usize;
    for part in text.split('/') {
        match part {
            ".." if depth == 0 => climbed += 1,
            ".." => depth -= 1,
            "" | "." => {}
            _ => depth += 1,
        }
    }
    match text {
        "" => Some("must not be empty".to_owned()),
        _ if text.starts_with('/') => {
            Some(format!("has \"{text}\": paths are from the folder of this file, not from /"))
        }
        _ if climbed > up => Some(format!("has \"{text}\", which leaves the repository")),
        _ => None,
    }
}

/// Nor write over what is not a report's place.
fn target(text: &str, _: usize) -> Option<String> {
    let hidden = text.split('/').any(|part| part.eq_ignore_ascii_case(".git"));
    match path(text, 0) {
        Some(_) if text.starts_with("..") => {
            Some(format!("has \"{text}\": reports are written in the folder of this file or below it"))
        }
        None if hidden => Some(format!("has \"{text}\": nothing is written into a folder of git's")),
        None if text.ends_with('/') => Some(format!("has \"{text}\", which is a folder")),
        other => other,
    }
}

/// Not what could be taken for a flag, nor for the name of a plan's root module and the plan.
fn is_name(text: &str) -> bool {
    let is_one = |letter: char| letter.is_alphanumeric() || "_-./".contains(letter);
    !text.is_empty() && !text.starts_with('-') && text.chars().all(is_one)
}

/// Whether a text is the number of an account.
#[must_use]
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn account(text: &str, _: usize) -> Option<String> {
    (!is_account(text)).then(|| format!("has \"{text}\", which is no account: its number has 12 digits"))
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

/// A whole number from 1.
#[must_use]
pub fn number(value: &Value) -> Option<usize> {
    match &value.kind {
        ValueKind::Number(number) => number.to_string().parse().ok().filter(|number| *number >= 1),
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
    use super::{account, folders, path, target};

    #[test]
    fn paths_stay_where_they_belong() {
        let stays = |text: &str, up| path(text, up).is_none();
        assert!(stays("a/../b", 0) && stays("./a", 0) && stays("../a", 1) && stays("a/../../b", 1));
        assert!(!stays("../a", 0) && !stays("a/../../b", 0) && !stays("/a", 9) && !stays("", 9));
        let writes = |text: &str| target(text, 9).is_none();
        assert!(writes("out/a.sarif") && writes("a.json"));
        assert!(!writes("../a") && !writes(".git/hooks/pre-commit") && !writes("a/.GIT/x") && !writes("a/"));
    }

    #[test]
    fn accounts_have_twelve_digits() {
        assert!(account("012345678901", 0).is_none());
        assert!(
            ["12345678901", "0123456789012", "01234567890a"].iter().all(|text| account(text, 0).is_some())
        );
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
