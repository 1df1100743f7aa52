//! Flags, one to one and dumb: nothing is decided here. The doc comments are the help.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use crate::output::Format;
use crate::policy::Severity;

pub use super::variables::Variables;

fn formats() -> PossibleValuesParser {
    Format::ALL.map(Format::as_str).into()
}

fn severities() -> PossibleValuesParser {
    Severity::ALL.map(Severity::as_str).into()
}

/// Check Terraform plans and sources against policies before they are applied
#[derive(Debug, Parser)]
#[command(name = "sekisho", version, max_term_width = 100, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Flags {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing blocks
  1  findings block (for `test`: cases failed)
  2  the command line, a configuration or a policy is wrong
  3  an input could not be read
  4  only approvals by owners are missing
  5  something could not be decided: who approved, or (with --unknown fail) a verdict";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    Check(Box<Check>),
    Test(Test),
    Validate(Validate),
    Rules(Rules),
    Explain(Explain),
    Functions(Functions),
    Console(Console),
    Show(Show),
    Owners(Owners),
    Config(Box<Config>),
    Schema(Schema),
    Completions(Completions),
}

/// Check plans or sources and report what violates a policy
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct Check {
    /// Plans (output of `terraform show -json`, saved plan files), or folders; - for standard input
    ///
    /// A folder means the `plan.json` or `tfplan` in it, or else its Terraform source, or else the root modules below it.
    /// Without a path, the current folder is checked. The name of a root module in the settings means that one, and
    /// `NAME=PLAN` a plan of it.
    #[arg(value_name = "[NAME=]PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub roots: Roots,

    /// The project's settings [default: .sekisho.hcl in this folder or above it, up to the repository's root]
    #[arg(long, value_name = "FILE", help_heading = "Options")]
    pub config: Option<PathBuf>,

    #[command(flatten)]
    pub configuration: Configuration,

    #[command(flatten)]
    pub policies: Policies,

    #[command(flatten)]
    pub globs: Globs,

    /// The least severity that is checked
    #[arg(long, value_name = "LEVEL", value_parser = severities(), help_heading = "Policies")]
    pub severity: Option<String>,

    #[command(flatten)]
    pub inputs: Inputs,

    /// The least severity that blocks [default: low]
    ///
    /// Advisory policies never block. With the default, findings of severity `info` do not.
    #[arg(long, value_name = "LEVEL", value_parser = severities(), help_heading = "Verdict")]
    pub fail_on: Option<String>,

    /// What to do about verdicts that wait for values known only after the apply [default: warn]
    #[arg(long, value_name = "WHAT", value_parser = ["ignore", "warn", "fail"], help_heading = "Verdict")]
    pub unknown: Option<String>,

    #[command(flatten)]
    pub approvals: Approvals,

    /// A file of findings that are known: they are reported and do not block
    ///
    /// Entries that match nothing any more are told. With --github or --base, a file of the repository is read on the base.
    #[arg(long, value_name = "FILE", help_heading = "Verdict")]
    pub baseline: Option<PathBuf>,

    /// Write what is found as known to a new file; a file that is there only loses what is mended
    ///
    /// What needs an owner's approval is no part of it as long as a plan changes something.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "base"], help_heading = "Verdict")]
    pub write_baseline: Option<PathBuf>,

    /// Take no notice of comments in the source that suppress findings (`# sekisho:ignore RULE reason="…"`)
    #[arg(long, help_heading = "Verdict")]
    pub no_ignores: bool,

    /// The day by which suppressions have run out or not [default: today]
    #[arg(long, value_name = "DATE", hide = true)]
    pub today: Option<jiff::civil::Date>,

    /// Format of the report [default: human]
    #[arg(long, value_name = "FORMAT", value_parser = formats(), help_heading = "Report")]
    pub format: Option<String>,

    /// Write the report to a file too, in the format named before the `=` or else in that of --format
    ///
    /// May be given several times: --output sarif=out.sarif --output json=out.json
    #[arg(long, value_name = "[FORMAT=]FILE", help_heading = "Report")]
    pub output: Vec<OsString>,

    /// Print no report and no warnings, only errors
    #[arg(long, short, help_heading = "Report")]
    pub quiet: bool,

    /// The tool that reads saved plan files [default: `terraform` or `tofu` on the PATH]
    #[arg(long, value_name = "PATH", help_heading = "Options")]
    pub terraform: Option<OsString>,
}

/// Who has approved what needs an owner.
#[derive(Debug, Args)]
#[command(next_help_heading = "Approvals")]
pub struct Approvals {
    /// Ask GitHub who has approved, with the token in `GITHUB_TOKEN`
    ///
    /// The pull request is that of the workflow's event. A token that may read the members of teams, which that of a workflow
    /// may not, is taken from `SEKISHO_TEAM_TOKEN`.
    #[cfg(feature = "github")]
    #[arg(long, conflicts_with = "approvals")]
    pub github: bool,

    /// The number of the pull request [default: that of the event]
    #[cfg(feature = "github")]
    #[arg(long, value_name = "NUMBER", requires = "github")]
    pub pull_request: Option<u64>,

    /// Say findings on the pull request, in a review with comments beside the lines that they are about
    ///
    /// The next run changes them, resolves those that are fixed and repeats none. The token needs `pull-requests: write`.
    #[cfg(feature = "github")]
    #[arg(long, requires = "github")]
    pub review: bool,

    /// Say findings and who can approve them in one comment on the pull request, which every run brings up to date
    ///
    /// The token needs `pull-requests: write`.
    #[cfg(feature = "github")]
    #[arg(long, requires = "github")]
    pub comment: bool,

    /// Set a status of the commit: success where nothing blocks, failure where something does, error where nobody can tell
    ///
    /// The newest run counts, whatever event it is of, so that branch protection can require it. The token needs
    /// `statuses: write`.
    #[cfg(feature = "github")]
    #[arg(long, requires = "github")]
    pub status: bool,

    /// The name of this check on the pull request, where several write there: each leaves alone what is of others
    #[cfg(feature = "github")]
    #[arg(long, value_name = "NAME", default_value = "sekisho", requires = "github", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub context: String,

    /// Reviews of the pull request, as `GET /repos/OWNER/REPO/pulls/NUMBER/reviews` gives them
    ///
    /// Without them nothing is approved, and what needs an owner blocks.
    #[arg(long, value_name = "FILE", requires_all = ["head", "author"])]
    #[allow(clippy::struct_field_names, reason = "flags keep their names")]
    pub approvals: Option<PathBuf>,

    /// The commit that is checked: reviews of an older one count only if a report of it shows the same changes
    #[arg(long, value_name = "SHA")]
    pub head: Option<String>,

    /// Who opened the pull request: their own review does not count
    #[arg(long, value_name = "LOGIN")]
    pub author: Option<String>,

    /// The file of code owners [default: .github/CODEOWNERS, CODEOWNERS or docs/CODEOWNERS at the repository's root]
    ///
    /// With --github or --base, a file of the repository is read on the base.
    #[arg(long, value_name = "FILE")]
    pub codeowners: Option<PathBuf>,

    /// Members of teams, as `{"@org/team": ["login", "@org/team-below"]}`
    #[arg(long, value_name = "FILE")]
    pub teams: Option<PathBuf>,

    /// The commit that the pull request is to be merged into [default: with --github, that of the branch now]
    ///
    /// Files of the repository that decide are read there: code owners, the configuration, policies and the files of their
    /// inputs, teams, the baseline. Edits to them are findings. Comments that suppress findings and are new count only once an owner has
    /// approved.
    #[arg(long, value_name = "COMMIT")]
    pub base: Option<String>,

    /// The JSON report on an earlier commit of the pull request
    #[arg(long, value_name = "FILE")]
    pub previous: Vec<PathBuf>,
}

impl Approvals {
    /// Whether somebody is to have approved: a source of approvals is given.
    #[must_use]
    pub fn ask(&self) -> bool {
        #[cfg(feature = "github")]
        if self.github {
            return true;
        }
        self.approvals.is_some()
    }

    /// Whether something is to be written on the pull request.
    #[cfg(feature = "github")]
    #[must_use]
    pub fn publishes(&self) -> bool {
        self.review || self.comment || self.status
    }
}

/// Terraform source: what is checked, or what a plan was made of.
#[derive(Debug, Args)]
#[command(next_help_heading = "Source")]
pub struct Configuration {
    /// The root module that a plan was made of: it tells the lines of findings [default: the plan's folder, where it holds
    /// .tf files]
    #[arg(long, value_name = "DIR")]
    pub source: Option<PathBuf>,

    /// Look at the plan alone
    #[arg(long, conflicts_with = "source")]
    pub no_source: bool,

    #[command(flatten)]
    pub variables: Variables,
}

/// Which root modules are meant.
#[derive(Clone, Copy, Debug, Default, Args)]
#[command(next_help_heading = "Source")]
pub struct Roots {
    /// Check all root modules in and below the folders, even where they hold a plan or source themselves
    #[arg(long)]
    pub recursive: bool,

    /// The paths are files that changed: check the root modules of this repository that they touch
    ///
    /// A file touches the module in the nearest folder around it, modules that read it, and all root modules that call
    /// these. Where it touches none, there is nothing to check.
    #[arg(long, conflicts_with = "recursive")]
    pub changed: bool,
}

/// Where policies come from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Policies")]
pub struct Policies {
    /// A folder (or file) of your own *.policy.hcl, used beside the built-in rules
    #[arg(long, value_name = "DIR")]
    pub policies: Vec<PathBuf>,

    /// Leave the built-in rules out
    #[arg(long)]
    pub no_builtin: bool,
}

/// Which of their rules are used.
#[derive(Debug, Args)]
#[command(next_help_heading = "Policies")]
pub struct Globs {
    /// Only rules whose id matches, or with a `/`, family and id (`capacity/*`); rules that are off by default are on when
    /// named
    #[arg(long, value_name = "GLOB")]
    pub rule: Vec<String>,

    /// No rules whose id matches, or family and id
    #[arg(long, value_name = "GLOB")]
    pub skip: Vec<String>,
}

/// Values of what policies ask for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Inputs of policies")]
pub struct Inputs {
    /// A value for an input; `TFPOLICY_INPUT_<NAME>` in the environment does the same
    #[arg(long = "input", value_name = "NAME=VALUE")]
    pub values: Vec<String>,

    /// A file of `name = value` lines
    #[arg(long = "input-file", value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Run the tests of policies (*.policytest.hcl)
#[derive(Debug, Args)]
pub struct Test {
    /// A folder, or one test file [default: this folder]
    #[arg(value_name = "DIR")]
    pub path: Option<PathBuf>,

    /// The same as DIR
    #[arg(long, value_name = "DIR", conflicts_with = "path")]
    pub tests: Option<PathBuf>,

    /// Policies for test files that name no targets [default: those beside the test file]
    #[arg(long, value_name = "DIR")]
    pub policies: Option<PathBuf>,

    /// Only cases that match by file, file and line (`a.policytest.hcl:12`), type, name or both (`aws_vpc.main`)
    #[arg(long, value_name = "GLOB")]
    pub only: Vec<String>,

    #[command(flatten)]
    pub inputs: Inputs,

    /// Format of the results
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    pub format: String,

    /// Print failures only
    #[arg(long, short)]
    pub quiet: bool,
}

/// Look through policies for what is wrong with them, without a plan
#[derive(Debug, Args)]
#[command(after_help = VALIDATE_HELP)]
pub struct Validate {
    /// Folders or files of policies [default: the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

const VALIDATE_HELP: &str = "\
Attributes are looked up in the schema of hashicorp/aws that comes with sekisho and in those that
were added with `sekisho schema add`. Exit codes: 0 no errors (warnings at most), 2 errors.";

/// List the rules
#[derive(Debug, Args)]
pub struct Rules {
    #[command(flatten)]
    pub policies: Policies,

    #[command(flatten)]
    pub globs: Globs,

    /// Format of the list
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    pub format: String,
}

/// Say what a rule is about, why, and how to mend a violation
#[derive(Debug, Args)]
pub struct Explain {
    /// Its id, or what another tool calls it (`CKV_AWS_16`)
    #[arg(value_name = "RULE")]
    pub name: String,

    #[command(flatten)]
    pub policies: Policies,
}

/// List the functions that policies can call
#[derive(Debug, Args)]
pub struct Functions {}

/// Keep schemas of your own providers, by which policies and mocks are checked
#[derive(Debug, Args)]
pub struct Schema {
    /// What to do
    #[command(subcommand)]
    pub command: SchemaCommand,
}

/// What is done to schemas.
#[derive(Debug, Subcommand)]
pub enum SchemaCommand {
    Add(SchemaAdd),
}

/// Add what `terraform providers schema -json` prints to the project in this folder
///
/// A condensed form is kept in .sekisho/schemas/, one file a provider; commit it. It is used beside the schema of
/// hashicorp/aws that comes with sekisho, and instead of it where it is of that provider.
#[derive(Debug, Args)]
pub struct SchemaAdd {
    /// A file with what it printed
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The provider's version, to be named in messages
    #[arg(long, value_name = "VERSION")]
    pub provider_version: Option<String>,

    /// What plans show for arguments that are left out, as measured
    #[arg(long, value_name = "FILE", hide = true)]
    pub omitted: Option<PathBuf>,
}

/// Evaluate expressions in a root module, as `terraform console` does, without init
///
/// On a terminal it asks for one expression after the other; otherwise each line of standard input is one.
#[derive(Debug, Args)]
pub struct Console {
    /// The root module's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// Read lines of {"expr": …} and answer each with {"expr", "output"} or {"expr", "error"}
    #[arg(long)]
    pub jsonl: bool,
}

/// Show what is seen of plans and sources: every resource with its values
#[derive(Debug, Args)]
pub struct Show {
    /// Plans, folders that hold one, or folders of Terraform source
    ///
    /// Without a path, the current folder.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub configuration: Configuration,

    /// For people, or {"ADDRESS": {attribute: value}} with {"$unknown": true} for what is not known; of several inputs, each
    /// by its name
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    pub format: String,

    /// With --format json, say which resource attributes an unknown value comes from
    #[arg(long)]
    pub refs: bool,
}

/// Tell whether the project's settings (.sekisho.hcl) can be used, and what holds
#[derive(Debug, Args)]
pub struct Config {
    /// Print every setting with its value and where that comes from: a flag, a line of the file, or the default
    #[arg(long)]
    pub explain: bool,

    /// Print everything that the file can say
    #[arg(long, conflicts_with = "explain")]
    pub reference: bool,

    #[command(flatten)]
    pub check: Check,
}

/// Tell who owns files and resources, by which line of CODEOWNERS
#[derive(Debug, Args)]
#[command(after_help = OWNERS_HELP)]
pub struct Owners {
    /// Files, folders (the Terraform files in and below them), or addresses of resources, with an attribute the file in
    /// which its value is written [default: the current folder]
    #[arg(value_name = "PATH|ADDRESS")]
    pub subjects: Vec<String>,

    /// Look for what is wrong with the file of code owners instead
    #[arg(long, conflicts_with = "subjects")]
    pub lint: bool,

    /// The file of code owners [default: .github/CODEOWNERS, CODEOWNERS or docs/CODEOWNERS at the repository's root]
    #[arg(long, value_name = "FILE")]
    pub codeowners: Option<PathBuf>,

    /// The project's settings [default: .sekisho.hcl in this folder or above it, up to the repository's root]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// The root module that addresses are looked up in: its folder, or its name in the settings
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,

    /// With --lint, owners that should not be the only ones of a file that holds capacity
    #[arg(long, value_name = "OWNER")]
    pub gatekeeper: Vec<String>,

    /// Format of the answer
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = ["human", "json"])]
    pub format: String,
}

const OWNERS_HELP: &str = "\
Exit codes: 0 told (with --lint: nothing is wrong), 1 with --lint: something is wrong,
2 the command line or a file cannot be used.";

/// Print a completion script for a shell
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}
