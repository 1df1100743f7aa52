//! Who is in a team, as far as anybody could find out.

use std::collections::{BTreeMap, BTreeSet};

/// An answer to whether somebody is in a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Membership {
    /// An active member, be it of a team below.
    Member,
    /// Certainly not.
    Not,
    /// Nobody could tell, for this reason and with this way out: never the same as "not".
    Unverified(String),
}

/// Answers about teams.
#[derive(Clone, Debug, Default)]
pub struct Teams {
    /// Members of whole teams (`org/team`, lower case): logins, and teams below as `@org/team`.
    lists: BTreeMap<String, BTreeSet<String>>,
    /// Single answers, by team and login.
    answers: BTreeMap<(String, String), Membership>,
}

impl Teams {
    /// From a map of teams to their members: `{"@org/team": ["login", "@org/team-below"]}`.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn parse(text: &str) -> Result<Self, String> {
        let lists: BTreeMap<String, Vec<String>> =
            serde_json::from_str(text).map_err(|error| error.to_string())?;
        if let Some(name) = lists.keys().find(|name| !name.contains('/')) {
            return Err(format!("`{name}` is no team: teams are written as @org/team"));
        }
        Ok(Self::listed(lists))
    }

    /// The same from a map that is read already.
    #[must_use]
    pub fn listed(lists: BTreeMap<String, Vec<String>>) -> Self {
        let members = |list: Vec<String>| list.iter().map(|name| plain(name)).collect();
        let lists = lists.into_iter().map(|(team, list)| (plain(&team), members(list))).collect();
        Self { lists, answers: BTreeMap::new() }
    }

    /// Keeps a single answer.
    pub fn answer(&mut self, team: &str, login: &str, membership: Membership) {
        self.answers.insert((plain(team), plain(login)), membership);
    }

    /// Whether somebody is in a team; none where nobody was asked.
    #[must_use]
    pub fn membership(&self, team: &str, login: &str) -> Option<Membership> {
        let (team, login) = (plain(team), plain(login));
        let answer = || self.answers.get(&(team.clone(), login.clone())).cloned();
        self.in_list(&team, &login, &mut BTreeSet::new()).or_else(answer)
    }

    /// By the lists alone. A team below that is in none leaves it open.
    fn in_list(&self, team: &str, login: &str, seen: &mut BTreeSet<String>) -> Option<Membership> {
        let members = self.lists.get(team)?;
        if members.contains(login) {
            return Some(Membership::Member);
        }
        seen.insert(team.to_owned());
        let below: Vec<&String> =
            members.iter().filter(|name| name.contains('/') && !seen.contains(*name)).collect();
        let mut open = None;
        for name in below {
            match self.in_list(name, login, seen) {
                Some(Membership::Member) => return Some(Membership::Member),
                Some(Membership::Not) => {}
                Some(Membership::Unverified(why)) => open = Some(why),
                None => {
                    let why = format!("@{name}, a team in @{team}, is not among the teams that are given");
                    open = Some(why);
                }
            }
        }
        Some(open.map_or(Membership::Not, Membership::Unverified))
    }
}

/// Names compare without case and without the `@` before them.
fn plain(name: &str) -> String {
    name.strip_prefix('@').unwrap_or(name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Membership, Teams};

    #[test]
    fn teams_hold_teams() {
        let text = r#"{"@Org/Top": ["@org/below", "Ann"], "org/below": ["bob", "@org/top"], "@org/open": ["@org/lost"]}"#;
        let teams = Teams::parse(text).unwrap();
        let is = |team: &str, login: &str| teams.membership(team, login);
        assert_eq!(is("@org/top", "ANN"), Some(Membership::Member));
        assert_eq!(is("@org/top", "bob"), Some(Membership::Member));
        assert_eq!(is("@org/below", "ann"), Some(Membership::Member));
        assert_eq!(is("@org/below", "eve"), Some(Membership::Not));
        assert!(matches!(is("@org/open", "eve"), Some(Membership::Unverified(_))));
        assert_eq!(is("@org/other", "ann"), None);
        assert_eq!(
            Teams::parse(r#"{"checkout": []}"#).unwrap_err(),
            "`checkout` is no team: teams are written as @org/team"
        );
    }
}
