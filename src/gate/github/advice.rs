//! What to do about a refusal.

/// What GitHub says of tokens that lack a permission. It also forbids what no permission helps about: to write in a conversation
/// that is locked, from an address that is not on a list, in a repository that is archived; then its words are all.
const OF_RIGHTS: [&str; 6] =
    ["not accessible by", "must have", "rights to", "push access", "not granted", "not authorized"];

/// What is known of a refused request beside its answer's status.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refused<'r> {
    /// GitHub's words; none where nothing could be understood.
    pub said: Option<&'r str>,
    /// Whether it was asked with a token.
    pub has_token: bool,
    /// What GitHub says that a token needs.
    pub accepted: Option<&'r str>,
    /// Whether it asks for single sign-on.
    pub sso: bool,
}

/// Whether another token, or more rights for this one, would help.
pub fn is_about_rights(status: u16, said: Option<&str>) -> bool {
    let speaks = |said: &str| {
        let said = said.to_lowercase();
        said == "forbidden" || OF_RIGHTS.iter().any(|words| said.contains(words))
    };
    match status {
        401 | 404 => true,
        403 => said.is_none_or(speaks),
        _ => false,
    }
}

/// What helps, as a clause; nothing where nobody knows.
pub fn advice(status: u16, refused: Refused<'_>) -> Option<String> {
    let Refused { said, has_token, accepted, sso } = refused;
    let needs = accepted.map(|list| format!(": it needs {}", list.replace(',', ", "))).unwrap_or_default();
    let is_locked = said.is_some_and(|said| said.contains("is locked"));
    Some(match status {
        403 if sso => "authorize the token for the organisation's single sign-on".to_owned(),
        403 if is_locked => "unlock the conversation of the pull request".to_owned(),
        401 if has_token => "the token is wrong or no longer valid".to_owned(),
        401 | 403 | 404 if !has_token => "no token was given: set GITHUB_TOKEN".to_owned(),
        403 if is_about_rights(status, said) => format!("the token lacks a permission{needs}"),
        404 => format!("it is not there, or the token may not see it{needs}"),
        500.. => "GitHub is in trouble: run this again later".to_owned(),
        _ => return None,
    })
}
