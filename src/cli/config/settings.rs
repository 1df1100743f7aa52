//! What `.sekisho.hcl` can say: one row a setting. What is read, explained and documented follows from the rows.

#[cfg(test)]
use std::fmt::Write as _;

/// What a setting's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of these words.
    Word(&'static [&'static str]),
    /// Any text.
    Text,
    /// A list of texts.
    Texts,
    /// A whole number from 1.
    Number,
    /// `true` or `false`.
    Flag,
    /// `{ "@org/team" = ["login"] }`
    Teams,
}

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The block that it stands in.
    pub block: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// What holds where nobody says anything.
    pub default: &'static str,
    /// The flag that says the same and wins.
    pub flag: Option<&'static str>,
    /// What it means.
    pub about: &'static str,
}

const SEVERITIES: Kind = Kind::Word(&["info", "low", "medium", "high", "critical"]);
const LEVELS: Kind = Kind::Word(&["advisory", "mandatory_overridable", "mandatory"]);

const fn row(
    block: &'static str,
    name: &'static str,
    kind: Kind,
    default: &'static str,
    flag: Option<&'static str>,
    about: &'static str,
) -> Setting {
    Setting { block, name, kind, default, flag, about }
}

/// All of them. Those of `rule` stand in blocks with a label: `rule "GLOB" { … }`.
pub const SETTINGS: [Setting; 16] = [
    row(
        "rules",
        "only",
        Kind::Texts,
        "[]",
        Some("--rule"),
        "Globs of rule ids: only these rules; all where it is empty",
    ),
    row("rules", "skip", Kind::Texts, "[]", Some("--skip"), "Globs of rule ids: not these rules"),
    row("rules", "severity", SEVERITIES, "info", Some("--severity"), "The least severity that is checked"),
    row("rules", "builtin", Kind::Flag, "true", Some("--no-builtin"), "Whether the rules that ship are used"),
    row(
        "rules",
        "policies",
        Kind::Texts,
        "[]",
        Some("--policies"),
        "Folders of policies, from the folder of this file",
    ),
    row("verdict", "fail_on", SEVERITIES, "low", Some("--fail-on"), "The least severity that blocks"),
    row(
        "verdict",
        "unknown",
        Kind::Word(&["ignore", "warn", "fail"]),
        "warn",
        Some("--unknown"),
        "What to do about verdicts that wait for the apply",
    ),
    row(
        "gate",
        "codeowners",
        Kind::Text,
        "",
        Some("--codeowners"),
        "The file of code owners, from the folder of this file",
    ),
    row(
        "gate",
        "gatekeepers",
        Kind::Texts,
        "[]",
        Some("--gatekeeper"),
        "Owners that should not be the only ones of a file that holds capacity",
    ),
    row("gate", "min_approvals", Kind::Number, "1", None, "How many people must approve what is gated"),
    row(
        "gate",
        "stale_reviews",
        Kind::Word(&["same_changes", "allow"]),
        "same_changes",
        None,
        "Which reviews of older commits count: those of the same gated changes, or all",
    ),
    row(
        "gate",
        "teams",
        Kind::Teams,
        "{}",
        Some("--teams"),
        "Members of teams, where no token may ask GitHub",
    ),
    row("rule", "level", LEVELS, "", None, "The enforcement level of the rules that the label matches"),
    row("rule", "severity", SEVERITIES, "", None, "Their severity"),
    row("rule", "owners", Kind::Texts, "[]", None, "One of these must approve too"),
    row("rule", "min_approvals", Kind::Number, "", None, "How many people must approve"),
];

impl Setting {
    /// `gate.teams`
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}.{}", self.block, self.name)
    }
}

impl Kind {
    /// As words.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Word(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                format!("one of {}", words.join(", "))
            }
            Self::Text => "a text".to_owned(),
            Self::Texts => "a list of texts".to_owned(),
            Self::Number => "a whole number from 1".to_owned(),
            Self::Flag => "true or false".to_owned(),
            Self::Teams => "a map from teams to lists of logins".to_owned(),
        }
    }
}

/// The reference page, kept in `docs/config.md`.
#[cfg(test)]
fn reference() -> String {
    let mut page = String::from(
        "# `.sekisho.hcl`\n\nThe file is looked for in the current folder and above it, up to the repository's root; `--config` names another.\nA flag wins over the file. `sekisho config --explain` prints what holds and where each value comes from.\nBlocks: `rules`, `verdict`, `gate`, `inputs` (`name = value` for the inputs of policies), and `rule \"GLOB\"`, as often as\nneeded: of several that match a rule, the last one that says something counts.\n\n| setting | value | default | flag | meaning |\n|---|---|---|---|---|\n",
    );
    for setting in SETTINGS {
        let code = |text: &str| if text.is_empty() { String::new() } else { format!("`{text}`") };
        let (key, kind) = (setting.key(), setting.kind.describe());
        let _ = writeln!(
            page,
            "| `{key}` | {kind} | {} | {} | {} |",
            code(setting.default),
            code(setting.flag.unwrap_or_default()),
            setting.about
        );
    }
    page
}

#[cfg(test)]
mod tests {
    use super::reference;

    /// `SEKISHO_BLESS=1 cargo test the_reference_page` writes it anew.
    #[test]
    fn the_reference_page_says_what_is_so() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/config.md");
        if std::env::var_os("SEKISHO_BLESS").is_some() {
            std::fs::write(&path, reference()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), reference());
    }
}
