//! Reviews as GitHub gives them, and which of them say something.
//!
//! `GET /repos/{owner}/{repo}/pulls/{number}/reviews` is a history in the order in which reviews were made: a comment
//! after an approval takes nothing back, a dismissal does, and an approval stays one when commits are pushed after it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One review, as far as it matters.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Review {
    /// Who made it; none where the account is gone.
    pub user: Option<User>,
    /// `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED` or `PENDING`.
    pub state: String,
    /// The commit that was looked at; none where it is gone.
    #[serde(default)]
    pub commit_id: Option<String>,
    /// When it was made; none of one that is not made yet.
    #[serde(default)]
    pub submitted_at: Option<String>,
    /// What its author is to the repository: `OWNER`, `MEMBER` (of its organisation), `COLLABORATOR`, `CONTRIBUTOR`,
    /// `NONE` and others.
    #[serde(default)]
    pub author_association: Option<String>,
}

impl Review {
    /// Whether GitHub says of its author only what it says of strangers. Members that hide their membership are among
    /// these.
    #[must_use]
    pub fn is_of_stranger(&self) -> bool {
        let insiders = ["OWNER", "MEMBER", "COLLABORATOR"];
        let is_insider = |word: &String| insiders.iter().any(|known| word.eq_ignore_ascii_case(known));
        self.author_association.as_ref().is_some_and(|word| !is_insider(word))
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct User {
    /// Its name.
    pub login: String,
    /// `User`, `Bot` and others.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
}

impl User {
    /// Whether a person is behind it. Accounts that are gone are all `ghost`, which is nobody.
    #[must_use]
    pub fn is_person(&self) -> bool {
        let is_ghost = self.login.eq_ignore_ascii_case("ghost");
        let is_user = self.kind.as_deref().is_none_or(|kind| kind.eq_ignore_ascii_case("User"));
        is_user && !is_ghost && !self.login.ends_with("[bot]")
    }
}

/// Reviews from the API's own answer: an array, or several of them after each other, as pages are when they are kept.
///
/// # Errors
/// Where it is neither, or nothing at all.
pub fn reviews(text: &str) -> Result<Vec<Review>, String> {
    let pages = serde_json::Deserializer::from_str(text).into_iter::<Vec<Review>>();
    let pages: Vec<_> = pages.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    // What went wrong on the way leaves an empty file, and no page is not the same as no review.
    if pages.is_empty() { Err("it is empty".to_owned()) } else { Ok(pages.concat()) }
}

/// The last review of each person that takes a side, by login in lower case. Whoever takes none is left out.
#[must_use]
pub fn latest(reviews: &[Review]) -> BTreeMap<String, (&User, &Review)> {
    let mut latest = BTreeMap::new();
    for review in in_order(reviews.iter().filter(|review| takes_a_side(&review.state)).collect()) {
        if let Some(user) = review.user.as_ref().filter(|user| user.is_person()) {
            latest.insert(user.login.to_lowercase(), (user, review));
        }
    }
    latest
}

/// By the time at which they were made, where that is said of each; else as they are given, which is GitHub's order.
fn in_order(mut reviews: Vec<&Review>) -> Vec<&Review> {
    let time = |review: &&Review| review.submitted_at.as_ref()?.parse::<jiff::Timestamp>().ok();
    if reviews.iter().all(|review| time(review).is_some()) {
        reviews.sort_by_key(time);
    }
    reviews
}

/// A state that nobody knows yet may be a refusal, so it replaces what was said before.
fn takes_a_side(state: &str) -> bool {
    !["COMMENTED", "PENDING"].iter().any(|other| state.eq_ignore_ascii_case(other))
}
