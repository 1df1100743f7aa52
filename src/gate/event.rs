//! Which pull request a workflow runs for: from the runner's variables and the event's file.
//!
//! The file is a copy of what was true when the event happened, and a run that is repeated gets the same one. So it only
//! says which pull request is meant and which commit was checked out; everything else is asked for.

use serde::Deserialize;

/// A pull request, and the API that knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullRequest {
    /// `https://api.github.com`, without a slash at its end.
    pub api: String,
    /// `owner/name`
    pub repository: String,
    /// Its number.
    pub number: u64,
    /// The commit that the run is about, where the event says it.
    pub head: Option<String>,
}

#[derive(Default, Deserialize)]
struct Event {
    pull_request: Option<EventPull>,
    merge_group: Option<MergeGroup>,
}

#[derive(Deserialize)]
struct EventPull {
    number: u64,
    head: Option<Commit>,
}

#[derive(Deserialize)]
struct Commit {
    sha: String,
}

#[derive(Deserialize)]
struct MergeGroup {
    head_ref: String,
    #[serde(default)]
    head_sha: Option<String>,
}

/// The commit that a merge queue would merge, where that is what the event is about: what it goes by is said of this commit,
/// not of the pull request's own.
#[must_use]
pub fn queued(event: &str) -> Option<String> {
    serde_json::from_str::<Event>(event).ok()?.merge_group?.head_sha
}

impl PullRequest {
    /// From the variables of a runner and the text of its event file. A number that is given wins.
    ///
    /// # Errors
    /// What is missing, or wrong.
    pub fn of(
        variable: &dyn Fn(&str) -> Option<String>,
        event: Option<&str>,
        number: Option<u64>,
    ) -> Result<Self, String> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let event: Event = match event {
            Some(text) => serde_json::from_str(text).map_err(|error| format!("the event file: {error}"))?,
            None => Event::default(),
        };
        let api = set("GITHUB_API_URL").unwrap_or_else(|| "https://api.github.com".to_owned());
        let repository = set("GITHUB_REPOSITORY").ok_or("GITHUB_REPOSITORY is not set: it is OWNER/NAME")?;
        let found = number
            .or(event.pull_request.as_ref().map(|pull| pull.number))
            .or(event.merge_group.as_ref().and_then(|group| number_in(&group.head_ref)))
            .or(set("GITHUB_REF").and_then(|name| number_in(&name)));
        let same = |pull: &EventPull| Some(pull.number) == found;
        let head = event.pull_request.filter(same).and_then(|pull| pull.head).map(|commit| commit.sha);
        Ok(Self {
            api: checked(&api)?,
            repository: checked_repository(repository)?,
            number: found.ok_or("the event is of no pull request: give its number with --pull-request")?,
            head,
        })
    }
}

/// `refs/pull/12/merge`, and in a merge queue `refs/heads/gh-readonly-queue/main/pr-12-SHA`.
fn number_in(name: &str) -> Option<u64> {
    if let Some(rest) = name.strip_prefix("refs/pull/") {
        return rest.split('/').next()?.parse().ok();
    }
    let queue = name.strip_prefix("refs/heads/").unwrap_or(name).strip_prefix("gh-readonly-queue/")?;
    let (number, _) = queue.rsplit('/').next()?.strip_prefix("pr-")?.split_once('-')?;
    number.parse().ok()
}

/// A token goes there, so nobody may listen on the way.
fn checked(api: &str) -> Result<String, String> {
    let api = api.trim_end_matches('/');
    let host = |rest: &str| rest.split(['/', ':']).next().unwrap_or_default().to_owned();
    let safe = api.strip_prefix("https://").is_some_and(|rest| !host(rest).is_empty() && !rest.contains('@'));
    let local = |rest: &str| ["localhost", "127.0.0.1"].contains(&host(rest).as_str()) && !rest.contains('@');
    if safe || api.strip_prefix("http://").is_some_and(local) {
        return Ok(api.to_owned());
    }
    Err(format!("GITHUB_API_URL is `{api}`: a token is sent only over https"))
}

fn checked_repository(name: String) -> Result<String, String> {
    let letters = |part: &str| {
        !part.is_empty()
            && part.chars().any(|c| c != '.')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    };
    match name.split_once('/') {
        Some((owner, repository)) if letters(owner) && letters(repository) => Ok(name),
        _ => Err(format!("GITHUB_REPOSITORY is `{name}`: it is OWNER/NAME")),
    }
}

#[cfg(test)]
mod tests {
    use super::{PullRequest, queued};

    fn of(variables: &[(&str, &str)], event: Option<&str>) -> Result<PullRequest, String> {
        let base = [("GITHUB_REPOSITORY", "acme/shop")];
        let variable = |name: &str| {
            let all = variables.iter().chain(&base);
            all.clone().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        PullRequest::of(&variable, event, None)
    }

    #[test]
    fn the_event_names_the_pull_request() {
        let event =
            r#"{"action": "submitted", "pull_request": {"number": 7, "head": {"sha": "abc", "ref": "x"}}}"#;
        let pull = of(&[], Some(event)).unwrap();
        assert_eq!((pull.number, pull.head.as_deref()), (7, Some("abc")));
        assert_eq!(pull.api, "https://api.github.com");
        let queue = r#"{"merge_group": {"head_ref": "refs/heads/gh-readonly-queue/release/2.x/pr-12-0a1b", "head_sha": "0a1b"}}"#;
        let pull = of(&[("GITHUB_API_URL", "https://ghe.example/api/v3/")], Some(queue)).unwrap();
        assert_eq!((pull.number, pull.head, pull.api.as_str()), (12, None, "https://ghe.example/api/v3"));
        assert_eq!(queued(queue).as_deref(), Some("0a1b"));
        assert_eq!(queued(event), None);
        assert_eq!(of(&[("GITHUB_REF", "refs/pull/5/merge")], Some("{}")).unwrap().number, 5);
        assert!(
            of(&[("GITHUB_REF", "refs/heads/pr-5-x")], Some("{}")).unwrap_err().contains("--pull-request")
        );
        assert!(of(&[], Some("[")).is_err());
    }

    #[test]
    fn nobody_listens_to_the_token() {
        for api in [
            "http://ghe.example",
            "https://",
            "ftp://x",
            "http://127.0.0.1@evil.example",
            "https://a@b.example",
        ] {
            assert!(
                of(&[("GITHUB_API_URL", api), ("GITHUB_REF", "refs/pull/5/merge")], None).is_err(),
                "{api}"
            );
        }
        assert!(
            of(&[("GITHUB_API_URL", "http://127.0.0.1:99"), ("GITHUB_REF", "refs/pull/5/head")], None)
                .is_ok()
        );
        for name in ["acme", "acme/", "../x", "a/b/c", "a b/c", "a/.."] {
            assert!(
                of(&[("GITHUB_REPOSITORY", name), ("GITHUB_REF", "refs/pull/5/head")], None).is_err(),
                "{name}"
            );
        }
    }
}
