//! What `.sekisho.hcl` can say: one row a block, one row a setting. What is read, explained and documented follows from the
//! rows.

use crate::output::Format;
use crate::policy::{Level, Severity};

use super::kind::Kind;

/// What stands in a block.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// Settings; the block is there once.
    Settings,
    /// Settings of what its label names: what that is called (`PATTERN`), and what it must be; once for each label.
    Labelled(&'static str, Kind),
    /// Names that are the user's own, with values of this kind; the block is there once.
    Names(Kind),
}

/// A block.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// Its type.
    pub name: &'static str,
    /// What stands in it.
    pub holds: Holds,
    /// What it is for, as a paragraph of the reference page.
    pub about: &'static str,
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

const SEVERITIES: Kind = Kind::Word(|| Severity::ALL.map(Severity::as_str).to_vec());
const LEVELS: Kind = Kind::Word(|| Level::ALL.map(Level::as_str).to_vec());
const FORMATS: Kind = Kind::Word(|| Format::ALL.map(Format::as_str).to_vec());
const UNKNOWN: Kind = Kind::Word(|| vec!["ignore", "warn", "fail"]);
const QUEUE: Kind = Kind::Word(|| vec!["check", "trust"]);
const STALE: Kind = Kind::Word(|| vec!["same_changes", "allow"]);

const fn block(name: &'static str, holds: Holds, about: &'static str) -> Block {
    Block { name, holds, about }
}

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

/// All blocks, in the order of the reference page.
#[rustfmt::skip]
pub const BLOCKS: &[Block] = &[
    block("rules", Holds::Settings, "\
Which rules are used. A pattern is over a rule's id (`s3_*`); with a `/` in it, over its family and id
(`terraform-style/*` is the whole family). A family is the folder that the rule's file stands in; `sekisho rules` lists
rules by family. `-` and `_` mean the same. A pattern that matches no rule is an error: most likely it is a typo."),
    block("rule", Holds::Labelled("PATTERN", Kind::Rule), "\
What holds for the rules that a pattern matches: `rule \"capacity/*\"` for a family, `rule \"ebs_volume_encrypted\"` for
one. Of several blocks that match a rule, the last one that says something counts, so write the general ones first."),
    block("inputs", Holds::Names(Kind::Any), "\
Values for the inputs of policies, each by its name; `sekisho config --explain` lists the inputs that there are, and
which policies ask for them. `--input`, `TFPOLICY_INPUT_<NAME>` in the environment and `--input-file` win, in this order."),
    block("accounts", Holds::Names(Kind::Account), "\
The AWS accounts of your own organisation, by names of your choice: `production = \"111122223333\"`. A `root` says by such
a name which one it is planned in. Policies get their numbers as the input `own_account_ids`, unless that is given itself;
so rules about trust know them."),
    block("roots", Holds::Settings, "\
Which folders are root modules, where a whole folder is checked, `--recursive` or `--changed` is given. They are searched
for: what keeps state, has a lock file, or is called by no other module. A pattern is over a folder's path from the folder
of this file; `*` is one name, `**` any number of them. A folder that is named on the command line is checked in any case."),
    block("root", Holds::Labelled("FOLDER", Kind::Path), "\
A folder that is a root module, whatever the search says of it, with what it is planned with; `sekisho check` on a folder
around it checks it in this way, and so does the pre-commit hook. `--var` and `--var-file` win. Where a plan stands in it,
the plan's values hold.

One that has a `folder` goes by its label: so a folder can be planned in several ways, and is checked in each of them.
`sekisho check production` checks one, `sekisho check production=plan.json` a plan of it; a plan that is given without a name
is of the one whose values it was made with. Reports and baselines tell them apart by their names.

The account is that of the provider's default configuration and of those with the same credentials:
a plan in another one, or a configuration that lets only others be used, is a finding that blocks (`root_account_differs`)."),
    block("verdict", Holds::Settings, "\
When a run fails."),
    block("gate", Holds::Settings, "\
What a change needs that an owner must approve: what a rule of the level `mandatory_overridable` finds, such as every
change of capacity."),
    block("capacity", Holds::Settings, "\
How small a change of capacity needs nobody's approval: it is told all the same, as advice. In percent of the value
before, up or down. What has no such number (another instance size, a flag, a value known after the apply) always needs
one, and so does making less of what holds data."),
    block("output", Holds::Settings, "\
What is reported, and files that reports are written to, one for each format. The files are in the folder of this file or
below it; a format that `--output` names goes where the flag says."),
];

/// All settings, by block.
#[rustfmt::skip]
pub const SETTINGS: &[Setting] = &[
    row("rules", "only", Kind::Rules, "[]", Some("--rule"), "Only these rules, also those that are off by default; all where it is empty"),
    row("rules", "skip", Kind::Rules, "[]", Some("--skip"), "Not these rules"),
    row("rules", "severity", SEVERITIES, "info", Some("--severity"), "The least severity that is checked"),
    row("rules", "builtin", Kind::Flag, "true", Some("--no-builtin"), "Whether the rules that ship are used"),
    row("rules", "policies", Kind::Paths, "[]", Some("--policies"), "Folders of your own policies"),
    row("rule", "level", LEVELS, "", None, "Their enforcement level; a rule that is off by default is on where its own id gets one"),
    row("rule", "severity", SEVERITIES, "", None, "Their severity"),
    row("rule", "owners", Kind::Owners, "[]", None, "One of these must approve too, beside an owner of the place"),
    row("rule", "min_approvals", Kind::Number, "", None, "How many people must approve; otherwise `gate.min_approvals`"),
    row("roots", "search", Kind::Flag, "true", None, "Whether they are searched for, beside those that `root` blocks name"),
    row("roots", "only", Kind::Folders, "[]", None, "Of those that are found, only these; all where it is empty"),
    row("roots", "skip", Kind::Folders, "[]", None, "Of those that are found, not these"),
    row("root", "folder", Kind::Path, "", None, "Its folder, where the label is a name; from the folder of this file"),
    row("root", "var_files", Kind::Paths, "[]", None, "Files of values for its variables, from its folder; the last one wins"),
    row("root", "variables", Kind::Values, "{}", None, "Values for its variables, over those of the files"),
    row("root", "account", Kind::AccountName, "", None, "The account that it is planned in, by its name in `accounts`"),
    row("root", "workspace", Kind::Text, "", None, "Its workspace, `terraform.workspace`; otherwise what `TF_WORKSPACE` or `.terraform` says"),
    row("verdict", "fail_on", SEVERITIES, "low", Some("--fail-on"), "The least severity that blocks"),
    row("verdict", "unknown", UNKNOWN, "warn", Some("--unknown"), "What to do about verdicts that wait for the apply"),
    row("verdict", "baseline", Kind::Path, "", Some("--baseline"), "The file of findings that are known and do not block"),
    row("gate", "codeowners", Kind::Path, "", Some("--codeowners"), "The file of code owners; otherwise where GitHub looks for it"),
    row("gate", "gatekeepers", Kind::Owners, "[]", None, "Owners that should not be the only ones of a file that holds capacity; `owners --lint` takes `--gatekeeper` too"),
    row("gate", "min_approvals", Kind::Number, "1", None, "How many people must approve what is gated"),
    row("gate", "stale_reviews", STALE, "same_changes", None, "Which reviews of older commits count: those of the same gated changes, or all"),
    row("gate", "merge_queue", QUEUE, "check", None, "Whether approvals are held against what a merge queue would merge, or what needed them counts as approved when it entered"),
    row("gate", "teams", Kind::Teams, "{}", Some("--teams"), "Members of teams, where no token may ask GitHub; a team below counts too"),
    row("capacity", "ignore_below", Kind::Percent, "0%", None, "Changes by less need no approval"),
    row("capacity", "horizontal", Kind::Percent, "", None, "The same for how many there are; otherwise `ignore_below`"),
    row("capacity", "vertical", Kind::Percent, "", None, "The same for how large each is"),
    row("capacity", "storage", Kind::Percent, "", None, "The same for how much is kept"),
    row("capacity", "throughput", Kind::Percent, "", None, "The same for how much goes through"),
    row("output", "format", FORMATS, "human", Some("--format"), "The report on standard output"),
    row("output", "human", Kind::Target, "", Some("--output"), "A file for people"),
    row("output", "json", Kind::Target, "", Some("--output"), "A file for programs"),
    row("output", "sarif", Kind::Target, "", Some("--output"), "A file for code scanning"),
    row("output", "github", Kind::Target, "", Some("--output"), "A file of workflow commands"),
    row("output", "markdown", Kind::Target, "", Some("--output"), "A file for the step summary or a comment"),
    row("output", "counts", Kind::Target, "", Some("--output"), "A file of numbers, for the outputs of a workflow's step"),
];

impl Block {
    /// The block of this type.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        BLOCKS.iter().find(|block| block.name == name)
    }

    /// `rule "PATTERN" { … }`
    #[must_use]
    pub fn form(&self) -> String {
        match self.holds {
            Holds::Settings => format!("{} {{ … }}", self.name),
            Holds::Labelled(label, _) => format!("{} \"{label}\" {{ … }}", self.name),
            Holds::Names(_) => format!("{} {{ NAME = … }}", self.name),
        }
    }

    /// The settings that it takes.
    pub fn settings(&self) -> impl Iterator<Item = &'static Setting> {
        let name = self.name;
        SETTINGS.iter().filter(move |setting| setting.block == name)
    }
}

impl Setting {
    /// The setting of a key.
    #[must_use]
    pub fn with_key(key: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.key() == key)
    }

    /// The setting that holds where nobody says this one.
    #[must_use]
    pub fn fallback(&self) -> Option<&'static str> {
        const ALL: &str = "capacity.ignore_below";
        (self.block == "capacity" && self.key() != ALL).then_some(ALL)
    }

    /// `gate.teams`
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}.{}", self.block, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCKS, Block, Format, Holds, SETTINGS};

    #[test]
    fn each_format_has_a_file() {
        let is_there =
            |format: &Format| SETTINGS.iter().any(|s| s.key() == format!("output.{}", format.as_str()));
        assert!(Format::ALL.iter().all(is_there));
    }

    #[test]
    fn each_setting_has_a_block_and_each_block_settings() {
        assert!(SETTINGS.iter().all(|setting| Block::named(setting.block).is_some()));
        let is_filled =
            |block: &Block| matches!(block.holds, Holds::Names(_)) || block.settings().next().is_some();
        assert!(BLOCKS.iter().all(is_filled));
    }
}
