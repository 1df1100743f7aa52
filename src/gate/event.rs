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
    /// In a merge queue, the commit that it comes upon: the branch with all that stands before it in the queue.
    pub base: Option<String>,
}

#[derive(Default, Deserialize)]
struct Event {
    pull_request: Option<EventPull>,
    merge_group: Option<MergeGroup>,
    workflow_run: Option<WorkflowRun>,
    issue: Option<Issue>,
    repository: Option<EventRepository>,
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
    base_sha: Option<String>,
    #[serde(default)]
    head_sha: Option<String>,
}

#[derive(Deserialize)]
struct WorkflowRun {
    head_sha: String,
    /// Those of other repositories may be among them: of the one that this is a fork of.
    #[serde(default)]
    pull_requests: Option<Vec<Option<Numbered>>>,
}

#[derive(Deserialize)]
struct Numbered {
    number: u64,
    base: Option<EventBase>,
}

#[derive(Deserialize)]
struct EventBase {
    repo: Option<EventRepository>,
}

/// A repository, which may be called otherwise by now.
#[derive(Deserialize)]
struct EventRepository {
    id: Option<u64>,
}

#[derive(Deserialize)]
struct Issue {
    number: u64,
    pull_request: Option<serde::de::IgnoredAny>,
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
            Some(text) => serde_json::from_str(text).map_err(|error| {
                format!("the file that GITHUB_EVENT_PATH names is not what GitHub writes: {error}")
            })?,
            None => Event::default(),
        };
        let api = set("GITHUB_API_URL").unwrap_or_else(|| "https://api.github.com".to_owned());
        let repository = set("GITHUB_REPOSITORY").ok_or("GITHUB_REPOSITORY is not set: it is OWNER/NAME")?;
        let found = match number {
            Some(number) => number,
            None => event.number(set("GITHUB_REF").as_deref())?,
        };
        Ok(Self {
            api: checked(&api)?,
            repository: checked_repository(repository)?,
            number: found,
            head: event.head(found),
            base: event.merge_group.and_then(|group| group.base_sha),
        })
    }
}

impl Event {
    /// Which pull request is meant.
    fn number(&self, reference: Option<&str>) -> Result<u64, String> {
        if let Some(pull) = &self.pull_request {
            return Ok(pull.number);
        }
        if let Some(group) = &self.merge_group {
            return number_in_queue(&group.head_ref)
                .ok_or_else(|| format!("no number of a pull request is in `{}`: {GIVE}", group.head_ref));
        }
        if let Some(run) = &self.workflow_run {
            return run.number(self.repository.as_ref().and_then(|repository| repository.id));
        }
        match &self.issue {
            Some(issue) if issue.pull_request.is_some() => Ok(issue.number),
            Some(issue) => Err(format!("issue {} is no pull request: {GIVE}", issue.number)),
            None => reference
                .and_then(number_of_ref)
                .ok_or_else(|| format!("the event is of no pull request: {GIVE}")),
        }
    }

    /// The commit that the run is about. That of a workflow's run is what the other workflow looked at, whichever pull
    /// request is meant.
    fn head(&self, number: u64) -> Option<String> {
        if let Some(run) = &self.workflow_run {
            return Some(run.head_sha.clone());
        }
        let pull = self.pull_request.as_ref().filter(|pull| pull.number == number)?;
        pull.head.as_ref().map(|commit| commit.sha.clone())
    }
}

impl WorkflowRun {
    fn number(&self, here: Option<u64>) -> Result<u64, String> {
        let is_here = |pull: &&Numbered| {
            let there = pull.base.as_ref().and_then(|base| base.repo.as_ref()?.id);
            here.zip(there).is_none_or(|(here, there)| here == there)
        };
        let pulls = self.pull_requests.iter().flatten().flatten();
        let numbers: Vec<u64> = pulls.filter(is_here).map(|pull| pull.number).collect();
        match numbers[..] {
            [number] => Ok(number),
            [] => Err(format!(
                "the workflow's run names no pull request, as GitHub names none where it comes from a fork: {GIVE}"
            )),
            _ => Err(format!("the workflow's run names {} pull requests: {GIVE}", numbers.len())),
        }
    }
}

const GIVE: &str = "give its number with --pull-request";

/// `refs/pull/12/merge`, which GitHub alone makes. A branch that is named as in a merge queue is anybody's: that it is one, an
/// event of the queue says.
fn number_of_ref(name: &str) -> Option<u64> {
    name.strip_prefix("refs/pull/")?.split('/').next()?.parse().ok()
}

/// `refs/heads/gh-readonly-queue/main/pr-12-SHA`.
fn number_in_queue(name: &str) -> Option<u64> {
    let queue = name.strip_prefix("refs/heads/").unwrap_or(name).strip_prefix("gh-readonly-queue/")?;
    let (number, commit) = queue.rsplit('/').next()?.strip_prefix("pr-")?.split_once('-')?;
    // One that named several would be of several, and none of them alone is meant.
    let is_commit = !commit.is_empty() && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    number.parse().ok().filter(|_| is_commit)
}

/// A token goes there, so nobody may listen on the way.
fn checked(api: &str) -> Result<String, String> {
    let api = api.trim_end_matches('/');
    if api.contains('@') {
        // What stands before it may be a secret.
        return Err("GITHUB_API_URL has a user in it: a token is sent to a host alone".to_owned());
    }
    let is_safe = api.strip_prefix("https://").is_some_and(|rest| !host(rest).is_empty());
    let is_local = |rest: &str| LOOPBACK.iter().any(|name| host(rest).eq_ignore_ascii_case(name));
    if is_safe || api.strip_prefix("http://").is_some_and(is_local) {
        return Ok(api.to_owned());
    }
    Err(format!("GITHUB_API_URL is `{api}`: a token is sent only over https"))
}

/// This machine, which nobody listens to.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The host of an address behind its `//`, that of IPv6 in its brackets.
fn host(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.split_once(']') {
        Some((address, rest)) if rest.is_empty() || rest.starts_with(':') => &authority[..=address.len()],
        Some(_) => "",
        None => authority.split(':').next().unwrap_or_default(),
    }
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
        assert_eq!(pull.base, None);
        assert_eq!(of(&[("GITHUB_REF", "refs/pull/5/merge")], Some("{}")).unwrap().number, 5);
        assert!(
            of(&[("GITHUB_REF", "refs/heads/pr-5-x")], Some("{}")).unwrap_err().contains("--pull-request")
        );
        let forged = [("GITHUB_REF", "refs/heads/gh-readonly-queue/main/pr-5-0a1b")];
        assert!(of(&forged, Some("{}")).unwrap_err().contains("--pull-request"));
        for text in ["[", "", "[]", "null", "\u{feff}{}"] {
            assert!(of(&[], Some(text)).unwrap_err().contains("GITHUB_EVENT_PATH"), "{text}");
        }
    }

    #[test]
    fn other_events_name_it_or_say_how_to() {
        let number = |event: &str| {
            of(&[("GITHUB_REF", "refs/heads/main")], Some(event)).map(|pull| (pull.number, pull.head))
        };
        let told = |event: &str| number(event).unwrap_err();
        let sha = || Some("abc".to_owned());
        let run =
            |pulls: &str| format!(r#"{{"workflow_run": {{"head_sha": "abc", "pull_requests": {pulls}}}}}"#);
        assert_eq!(number(&run(r#"[{"number": 7, "head": {}}]"#)), Ok((7, sha())));
        assert!(told(&run("[]")).contains("from a fork: give its number with --pull-request"));
        assert!(told(&run("null")).contains("--pull-request"));
        assert!(told(&run(r#"[{"number": 7}, null, {"number": 8}]"#)).contains("names 2 pull requests"));
        // In a fork, GitHub names the pull requests that it has made elsewhere.
        let made =
            |id: u64| format!(r#"{{"number": 7, "base": {{"repo": {{"id": {id}, "name": "shop"}}}}}}"#);
        let here = |pulls: &str| run(pulls).replacen('{', r#"{"repository": {"id": 1},"#, 1);
        assert_eq!(number(&here(&format!("[{}, {}]", made(2), made(1)))), Ok((7, sha())));
        assert!(told(&here(&format!("[{}]", made(2)))).contains("names no pull request"));
        assert_eq!(
            number(r#"{"issue": {"number": 5, "pull_request": {"url": "x"}}, "comment": {}}"#),
            Ok((5, None))
        );
        assert!(told(r#"{"issue": {"number": 5}}"#).contains("issue 5 is no pull request"));
        assert!(told(r#"{"ref": "refs/heads/main", "commits": []}"#).contains("of no pull request"));
        assert_eq!(number(r#"{"pull_request": {"number": 3, "head": null}}"#), Ok((3, None)));
        let group = |reference: &str| {
            format!(
                r#"{{"merge_group": {{"head_ref": "{reference}", "base_sha": "def", "base_ref": "refs/heads/main"}}}}"#
            )
        };
        let queue = "refs/heads/gh-readonly-queue/main/";
        let pull = of(&[], Some(&group(&format!("{queue}pr-12-0a1b")))).unwrap();
        assert_eq!((pull.number, pull.head, pull.base.as_deref()), (12, None, Some("def")));
        for odd in ["pr-12-0a1b-pr-13-0a1b", "pr-12-", "pr-12", "pr-x-0a", "12-0a", ""] {
            assert!(told(&group(&format!("{queue}{odd}"))).contains("--pull-request"), "{odd}");
        }
    }

    /// The fork's pull request is named by hand; the commit is still the one that the other workflow looked at.
    #[test]
    fn a_number_that_is_given_wins() {
        let variable = |name: &str| (name == "GITHUB_REPOSITORY").then(|| "acme/shop".to_owned());
        let of = |event: &str| {
            PullRequest::of(&variable, Some(event), Some(9)).map(|pull| (pull.number, pull.head))
        };
        assert_eq!(
            of(r#"{"workflow_run": {"head_sha": "abc", "pull_requests": []}}"#),
            Ok((9, Some("abc".to_owned())))
        );
        assert_eq!(of(r#"{"pull_request": {"number": 3, "head": {"sha": "abc"}}}"#), Ok((9, None)));
        assert_eq!(of("{}"), Ok((9, None)));
    }

    #[test]
    fn nobody_listens_to_the_token() {
        for api in [
            "http://ghe.example",
            "https://",
            "ftp://x",
            "http://127.0.0.1@evil.example",
            "http://127.0.0.1.evil.example",
            "http://[::1].evil.example",
            "http://[::2]:99",
            "https://a@b.example",
            "https://:99",
        ] {
            assert!(
                of(&[("GITHUB_API_URL", api), ("GITHUB_REF", "refs/pull/5/merge")], None).is_err(),
                "{api}"
            );
        }
        for api in [
            "http://127.0.0.1:99",
            "http://LocalHost:99/api/v3",
            "http://[::1]:99",
            "https://[2001:db8::1]/api/v3",
        ] {
            assert!(
                of(&[("GITHUB_API_URL", api), ("GITHUB_REF", "refs/pull/5/head")], None).is_ok(),
                "{api}"
            );
        }
        let secret = [("GITHUB_API_URL", "https://me:hunter2@ghe.example")];
        assert!(!of(&secret, None).unwrap_err().contains("hunter2"));
        for name in ["acme", "acme/", "../x", "a/b/c", "a b/c", "a/.."] {
            assert!(
                of(&[("GITHUB_REPOSITORY", name), ("GITHUB_REF", "refs/pull/5/head")], None).is_err(),
                "{name}"
            );
        }
    }
}
