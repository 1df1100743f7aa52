//! What to do about a refusal.

/// What helps, as a clause; nothing where nobody knows.
///
/// `accepted` is what GitHub says a token needs, `sso` whether it asks for single sign-on.
pub fn advice(status: u16, has_token: bool, accepted: Option<&str>, sso: bool) -> Option<String> {
    let needs = accepted.map(|list| format!(": it needs {}", list.replace(',', ", "))).unwrap_or_default();
    Some(match status {
        _ if sso => "authorize the token for the organisation's single sign-on".to_owned(),
        401 if has_token => "the token is wrong or no longer valid".to_owned(),
        401 | 403 | 404 if !has_token => "no token was given: set GITHUB_TOKEN".to_owned(),
        403 => format!("the token lacks a permission{needs}"),
        404 => format!("it is not there, or the token may not see it{needs}"),
        500.. => "GitHub is in trouble: run this again later".to_owned(),
        _ => return None,
    })
}
