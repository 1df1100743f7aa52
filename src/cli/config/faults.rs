//! What is wrong with the value of a setting that is something else, and what was probably meant.

use std::collections::HashSet;

use crate::gate::Owner;
use crate::policy::RulePattern;
use crate::text::nearest;
use crate::value::{Kind as ValueKind, Value};

use super::kind::{Kind, folders, is_account, number, percent, teams};

/// What is wrong with a value.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The number of the list's element that is wrong.
    pub element: Option<usize>,
    /// The map's key that is.
    pub key: Option<String>,
    /// `has "a[", which is no pattern: …`
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

/// What is wrong with a text, and the way out where it is known.
type Problem = (String, Option<String>);

/// Says what is wrong with a text, where something is.
type Look = Box<dyn Fn(&str) -> Option<Problem>>;

impl Fault {
    fn of((message, help): Problem) -> Self {
        Self { message, help, ..Self::default() }
    }
}

impl Kind {
    /// Everything that is wrong with a value; nothing where it fits. Paths may climb so many folders.
    #[must_use]
    pub fn faults(self, value: &Value, up: usize) -> Vec<Fault> {
        if let Some(problem) = self.listed(up) {
            return self.each(value, &*problem);
        }
        match self {
            Self::Teams => self.teams(value),
            _ => self.one(value, up).into_iter().collect(),
        }
    }

    /// What can be wrong with an element of a list; none of what is no list.
    fn listed(self, up: usize) -> Option<Look> {
        Some(match self {
            Self::Paths => Box::new(move |text| path(text, up)),
            Self::Rules => Box::new(rule),
            Self::Folders => Box::new(|text| Some(no_pattern(text, &folders(text).err()?))),
            Self::Owners => Box::new(owner),
            _ => return None,
        })
    }

    fn one(self, value: &Value, up: usize) -> Option<Fault> {
        let text = value.as_str();
        let one = |problem: &dyn Fn(&str) -> Option<Problem>| {
            text.map_or_else(|| Some(self.other(value)), |text| problem(text).map(Fault::of))
        };
        let unless = |fits: bool| (!fits).then(|| self.other(value));
        match self {
            Self::Word(words) => self.word(value, &words()),
            Self::Text | Self::AccountName => unless(text.is_some_and(|text| !text.is_empty())),
            Self::Number => unless(number(value).is_some()),
            Self::Flag => unless(matches!(value.kind, ValueKind::Bool(_))),
            Self::Name => unless(text.is_some_and(is_name)),
            Self::Path => one(&|text| path(text, up)),
            Self::Target => one(&target),
            Self::Account => one(&account),
            Self::Rule => one(&rule),
            Self::Values => unless(value.as_fields().is_some()),
            Self::Percent => unless(percent(value).is_some()),
            Self::Paths | Self::Rules | Self::Folders | Self::Owners | Self::Teams | Self::Any => None,
        }
    }

    fn other(self, value: &Value) -> Fault {
        let help =
            self.quoted(value).or_else(|| self.example().map(|example| format!("for example {example}")));
        Fault::of((format!("must be {}", self.describe()), help))
    }

    /// The same value with quotes or without, where that is what it lacks.
    fn quoted(self, value: &Value) -> Option<String> {
        let plain = match &value.kind {
            ValueKind::Number(number) => number.to_string(),
            ValueKind::Bool(flag) => flag.to_string(),
            ValueKind::String(text) => {
                let bare = text.trim().to_lowercase();
                let is_number =
                    matches!(self, Self::Number) && bare.parse().is_ok_and(|n: usize| (1..=100).contains(&n));
                let is_flag = matches!(self, Self::Flag) && ["true", "false"].contains(&bare.as_str());
                return (is_number || is_flag).then(|| format!("without quotes: {bare}"));
            }
            _ => return None,
        };
        match self {
            Self::Percent if value.as_number().is_some() => Some(format!("did you mean \"{plain}%\"?")),
            Self::Account if is_account(&plain) => Some(format!("in quotes: \"{plain}\"")),
            Self::Text | Self::Name | Self::AccountName => Some(format!("in quotes: \"{plain}\"")),
            _ => None,
        }
    }

    fn word(self, value: &Value, words: &[&'static str]) -> Option<Fault> {
        let text = value.as_str();
        if text.is_some_and(|text| words.contains(&text)) {
            return None;
        }
        let near = text.and_then(|text| nearest(&text.to_lowercase(), words.iter().copied()));
        let help = near.map(|near| format!("did you mean \"{near}\"?"));
        Some(Fault { help, ..self.other(value) })
    }

    fn each(self, value: &Value, problem: &dyn Fn(&str) -> Option<Problem>) -> Vec<Fault> {
        let Some(elements) = value.as_elements() else {
            let help = value.as_str().map(|text| format!("in brackets, also where it is one: [\"{text}\"]"));
            let other = self.other(value);
            return vec![Fault { help: help.or(other.help), ..other }];
        };
        let mut seen = HashSet::new();
        let mut faults = Vec::new();
        for (at, element) in elements.iter().enumerate() {
            let fault = match element.as_str() {
                None => Some(self.other(value)),
                Some(text) if !seen.insert(self.alike(text)) => {
                    Some(Fault::of((format!("has \"{text}\" twice"), Some("once is enough".to_owned()))))
                }
                Some(text) => problem(text).map(Fault::of),
            };
            faults.extend(fault.map(|fault| Fault { element: Some(at), ..fault }));
        }
        faults
    }

    /// The same for all texts that mean the same.
    fn alike(self, text: &str) -> String {
        match self {
            Self::Owners => text.to_lowercase(),
            Self::Rules => text.replace('-', "_"),
            Self::Paths | Self::Folders => text.trim_start_matches("./").trim_end_matches('/').to_owned(),
            _ => text.to_owned(),
        }
    }

    fn teams(self, value: &Value) -> Vec<Fault> {
        let Some(teams) = teams(value) else { return vec![self.other(value)] };
        let named = |word: &str| if word.starts_with('@') { word.to_owned() } else { format!("@{word}") };
        let mut seen = HashSet::new();
        let mut faults = Vec::new();
        for (team, members) in &teams {
            let twice = !seen.insert(named(team).to_lowercase());
            let problem = match Owner::parse(&named(team)) {
                Ok(Owner::Team { .. }) if twice => {
                    let help = "put its members together: GitHub takes no notice of the case".to_owned();
                    Some((format!("has {team} twice"), Some(help)))
                }
                Ok(Owner::Team { .. }) => None,
                Ok(_) => {
                    Some((format!("has \"{team}\", which is no team: teams are written as @org/team"), None))
                }
                Err(why) => Some((format!("has \"{team}\": {why}"), None)),
            };
            let wrong = members.iter().filter_map(|word| Some((word, Owner::parse(&named(word)).err()?)));
            let wrong = wrong.map(|(word, why)| (format!("has \"{word}\" in {team}: {why}"), None));
            let of_team = |problem| Fault { key: Some(team.clone()), ..Fault::of(problem) };
            faults.extend(problem.into_iter().chain(wrong).map(of_team));
        }
        faults
    }
}

fn rule(text: &str) -> Option<Problem> {
    RulePattern::new(text).err().map(|why| no_pattern(text, &why))
}

fn no_pattern(text: &str, why: &str) -> Problem {
    (format!("has \"{text}\", which is no pattern: {why}"), None)
}

fn owner(text: &str) -> Option<Problem> {
    let why = Owner::parse(text).err()?;
    let meant = format!("@{}", text.trim().trim_start_matches('@'));
    let help = Owner::parse(&meant).ok().map(|_| format!("did you mean \"{meant}\"?"));
    Some((format!("has \"{text}\": {why}"), help))
}

fn account(text: &str) -> Option<Problem> {
    let message = || format!("has \"{text}\", which is no account: its number has 12 digits");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let help = is_account(&digits).then(|| format!("did you mean \"{digits}\"?"));
    (!is_account(text)).then(|| (message(), help))
}

/// Not what could be taken for a flag, nor for the name of a plan's root module and the plan.
fn is_name(text: &str) -> bool {
    let is_one = |letter: char| letter.is_alphanumeric() || "_-./".contains(letter);
    !text.is_empty() && !text.starts_with('-') && text.chars().all(is_one)
}

/// The pull request's own settings must not make a run read what is no part of it.
fn path(text: &str, up: usize) -> Option<Problem> {
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
    let message = match text {
        "" => "must not be empty".to_owned(),
        _ if text.starts_with('/') => {
            format!("has \"{text}\": paths are from the folder of this file, not from /")
        }
        _ if climbed > up => format!("has \"{text}\", which leaves the repository"),
        _ => return None,
    };
    Some((message, None))
}

/// Nor write over what is not a report's place.
fn target(text: &str) -> Option<Problem> {
    let hidden = text.split('/').any(|part| part.eq_ignore_ascii_case(".git"));
    let message = match path(text, 0) {
        Some(_) if text.starts_with("..") => {
            format!("has \"{text}\": reports are written in the folder of this file or below it")
        }
        None if hidden => format!("has \"{text}\": nothing is written into a folder of git's"),
        None if text.ends_with('/') => format!("has \"{text}\", which is a folder"),
        other => return other,
    };
    Some((message, None))
}

#[cfg(test)]
mod tests {
    use super::{path, target};

    #[test]
    fn paths_stay_where_they_belong() {
        let stays = |text: &str, up| path(text, up).is_none();
        assert!(stays("a/../b", 0) && stays("./a", 0) && stays("../a", 1) && stays("a/../../b", 1));
        assert!(!stays("../a", 0) && !stays("a/../../b", 0) && !stays("/a", 9) && !stays("", 9));
        let writes = |text: &str| target(text).is_none();
        assert!(writes("out/a.sarif") && writes("a.json"));
        assert!(!writes("../a") && !writes(".git/hooks/pre-commit") && !writes("a/.GIT/x") && !writes("a/"));
    }
}
