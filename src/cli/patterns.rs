//! Patterns of rules that people write: which rules there are for them, and what was meant by one that matches none.

use crate::check::own_rule;
use crate::policy::{self, PolicyFile, RuleName, RulePattern};
use crate::text::nearest;

use super::problem::Problem;

/// All rules that patterns can mean.
#[must_use]
pub fn known(built_in: bool, custom: &[PolicyFile]) -> Vec<RuleName<'_>> {
    let mut known: Vec<RuleName<'_>> = custom.iter().flat_map(PolicyFile::rules).collect();
    if built_in {
        policy::built_in().iter().for_each(|file| file.rules().for_each(|rule| known.push(rule)));
    }
    known
}

/// Patterns from their texts.
///
/// # Errors
/// Where one is malformed.
pub fn compile(texts: &[String]) -> Result<Vec<RulePattern>, Problem> {
    let one = |text: &String| {
        RulePattern::new(text).map_err(|why| Problem::usage(format!("`{text}` is no pattern: {why}")))
    };
    texts.iter().map(one).collect()
}

/// What is to be said of a pattern that matches no rule: most likely a typo, and then something would not be checked, or
/// not hold, in silence. The message and the way out.
#[must_use]
pub fn idle(text: &str, known: &[RuleName<'_>]) -> Option<(String, String)> {
    let pattern = RulePattern::new(text).ok()?;
    if known.iter().any(|rule| pattern.matches(*rule)) {
        return None;
    }
    if own_rule(text).is_some() {
        let help = "the check itself says that, so it can neither be skipped nor set otherwise".to_owned();
        return Some((format!("no policy has `{text}`"), help));
    }
    let help = near(text, known).unwrap_or_else(|| "`sekisho rules` lists them".to_owned());
    Some((format!("no rule matches `{text}`"), help))
}

/// What was probably meant: a family, an id, or words at the beginning of one before a final star.
fn near(text: &str, known: &[RuleName<'_>]) -> Option<String> {
    let families = || known.iter().map(|rule| rule.family).filter(|family| !family.is_empty());
    let dashed = text.replace('_', "-");
    if let Some((family, rest)) = dashed.split_once('/') {
        if families().any(|known| known == family) {
            return Some(format!("`sekisho rules --rule '{family}/*'` lists the rules of that family"));
        }
        return nearest(family, families()).map(|near| format!("did you mean `{near}/{rest}`?"));
    }
    if families().any(|family| family == dashed) {
        return Some(format!("a family is written as `{dashed}/*`"));
    }
    let ids = || known.iter().map(|rule| rule.id);
    let Some(word) = text.strip_suffix('*') else {
        let id = nearest(text, ids()).map(|near| format!("did you mean `{near}`?"));
        return id.or_else(|| nearest(&dashed, families()).map(|near| format!("did you mean `{near}/*`?")));
    };
    let end = usize::from(word.ends_with('_'));
    let words = ids().flat_map(|id| id.match_indices('_').map(move |(at, _)| &id[..at + end]));
    nearest(word, words).map(|near| format!("did you mean `{near}*`?"))
}
