//! Running test files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use globset::GlobMatcher;

use crate::lang::Failure;
use crate::policy::change::{gives_way, operation_of};
use crate::policy::evaluate::{Verdict, evaluate, operations_of};
use crate::policy::file::{Operation, PolicyFile, ResourcePolicy};
use crate::policy::inputs::{self, Given, GivenInputs};
use crate::policy::library;
use crate::policy::ownership::told_of_mocks;
use crate::policy::scope::{FileState, Subject};
use crate::terraform::capacity::{self, Change};
use crate::terraform::{Graph, Resource, Role};
use crate::text::{Diagnostic, Source, Span};
use crate::value::{Mode, Name};

use super::file::{Case, Expectation, TestFile};
use super::mocks;
use super::strange::strange_names;

/// How tests are run.
#[derive(Clone, Debug, Default)]
pub struct TestOptions {
    /// Policies for test files that name no targets.
    pub policies: Option<PathBuf>,
    /// Values from flags and files.
    pub inputs: GivenInputs,
    /// Only cases that one of these matches: by `file:line`, file, type, name, or `type.name`.
    pub only: Vec<GlobMatcher>,
}

impl TestOptions {
    fn wants(&self, file: &TestFile, case: &Case) -> bool {
        let path = file.source.name();
        let line = file.source.position(case.span.start as usize).line;
        let base = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let both = format!("{}.{}", case.kind, case.name);
        let (long, short) = (format!("{path}:{line}"), format!("{base}:{line}"));
        let names = [path, base, &long, &short, case.kind.as_str(), case.name.as_str(), &both];
        self.only.is_empty() || self.only.iter().any(|glob| names.iter().any(|name| glob.is_match(name)))
    }
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As expected.
    Passed,
    /// Not as expected.
    Failed,
    /// Not run.
    Skipped,
}

/// A case and how it ended.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// Where the mock stands.
    pub source: Source,
    /// The place in it.
    pub span: Span,
    /// `resource`, `module`, `provider` or `source`.
    pub block: &'static str,
    /// Its type, source or provider, or the type of the block.
    pub kind: Name,
    /// Its name.
    pub name: Name,
    /// `resource "type" "name"`
    pub title: String,
    /// How it ended.
    pub outcome: Outcome,
    /// What the test expects.
    pub expected: String,
    /// What the policies said.
    pub actual: String,
    /// Their messages.
    pub messages: Vec<String>,
}

/// Everything that a run found.
#[derive(Clone, Debug, Default)]
pub struct TestReport {
    /// Every case, in the order of files and of their text.
    pub cases: Vec<CaseResult>,
    /// What works, but not as the author may think.
    pub warnings: Vec<Diagnostic>,
    /// Files that cannot be run.
    pub problems: Vec<Diagnostic>,
    /// How many files were run.
    pub files: usize,
}

impl TestReport {
    /// How many cases ended so.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.cases.iter().filter(|c| c.outcome == outcome).count()
    }
}

/// Runs the test files of a directory, or one file.
#[must_use]
pub fn run(path: &Path, options: &TestOptions) -> TestReport {
    let mut report = TestReport::default();
    let files = match library::find(path, ".policytest.hcl") {
        Ok(files) => files,
        Err(problems) => return TestReport { problems, ..report },
    };
    for path in files {
        report.files += 1;
        match run_file(&path, options) {
            Ok((cases, warnings)) => {
                report.cases.extend(cases);
                report.warnings.extend(warnings);
            }
            Err(problems) => report.problems.extend(problems),
        }
    }
    report
}

/// How a file's cases ended, and warnings about its mocks.
fn run_file(
    path: &Path,
    options: &TestOptions,
) -> Result<(Vec<CaseResult>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let file = TestFile::parse(&library::read(path)?)?;
    let policies = targets(path, &file, options)?;
    let at = |failure: Failure| vec![Diagnostic::error(failure.message, &file.source, failure.span)];
    let graph = mocks::graph(&file).map_err(at)?;
    let file_inputs = values(&file, &file.inputs).map_err(at)?;
    let wanted = |kind| policies.iter().any(|file| file.is_about_changes_of(kind));
    let changes = capacity::changes(&graph, &wanted);
    let entries = capacity::entries(&changes, &graph, &|change| operation_of(change).as_str());
    entries.tell(told_of_mocks(&changes, &graph));
    let changes = (changes, entries);
    let run = Run { file: &file, policies: &policies, graph: &graph, options, file_inputs, changes };
    let cases = file.cases.iter().enumerate();
    let wanted = cases.filter(|(_, c)| c.mode == Mode::Managed && options.wants(&file, c));
    Ok((wanted.map(|(at, case)| run.case(at, case)).collect(), strange_names(&file)))
}

/// The policy files that a test is about.
fn targets(path: &Path, file: &TestFile, options: &TestOptions) -> Result<Vec<PolicyFile>, Vec<Diagnostic>> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let Some(targets) = &file.targets else {
        return library::load(options.policies.as_deref().unwrap_or(folder));
    };
    let mut policies = Vec::new();
    for target in targets {
        let found = library::load(&folder.join(target))?;
        if found.is_empty() {
            let message = format!("the target `{target}` matches no policy file");
            return Err(vec![Diagnostic::error(message, &file.source, Span::default())]);
        }
        policies.extend(found);
    }
    Ok(policies)
}

fn values(
    file: &TestFile,
    written: &[(Name, crate::lang::Expr)],
) -> Result<BTreeMap<String, Given>, Failure> {
    written
        .iter()
        .map(|(name, expr)| Ok((name.to_string(), Given::Value(mocks::value(file, expr)?))))
        .collect()
}

struct Run<'r> {
    file: &'r TestFile,
    policies: &'r [PolicyFile],
    graph: &'r Graph,
    options: &'r TestOptions,
    file_inputs: BTreeMap<String, Given>,
    /// The mocks' changes of capacity, and the entries for them.
    changes: (Vec<Change>, Graph),
}

/// Whether a policy is about a mock, or about changes of its capacity.
fn covers(policy: &ResourcePolicy, case: &Case) -> bool {
    policy.covers(case.role, case.kind)
        || case.role == Role::Resource && policy.covers(Role::Change, case.kind)
}

/// What all targeted policies say of one mock.
#[derive(Default)]
struct Said {
    failed: Vec<(Name, String)>,
    unknown: Vec<(Name, String)>,
    errors: Vec<String>,
    passed: usize,
}

impl Run<'_> {
    fn case(&self, at: usize, case: &Case) -> CaseResult {
        let block = match case.role {
            Role::Resource => "resource",
            Role::Module => "module",
            Role::Provider => "provider",
            Role::Source => "source",
            Role::Change => "change",
        };
        let mut result = CaseResult {
            source: self.file.source.clone(),
            span: case.span,
            block,
            kind: case.kind,
            name: case.name,
            title: format!("{block} \"{}\" \"{}\"", case.kind, case.name),
            outcome: Outcome::Skipped,
            expected: expected(case),
            actual: String::new(),
            messages: Vec::new(),
        };
        let nothing_planned = case.role == Role::Resource && mocks::is_empty(case);
        let targeted = self.policies.iter().any(|f| f.policies.iter().any(|p| covers(p, case)));
        if case.skip || nothing_planned || !targeted {
            return result;
        }
        let said = self.said(u32::try_from(at).unwrap_or(u32::MAX), case);
        result.outcome = if said.is_as_expected(case) { Outcome::Passed } else { Outcome::Failed };
        result.actual = said.summary();
        result.messages = said.failed.iter().map(|(_, m)| m.clone()).chain(said.errors).collect();
        result
    }

    fn said(&self, number: u32, case: &Case) -> Said {
        let mut said = Said::default();
        let Some(resource) = self.graph.get(number) else { return said };
        for file in self.policies {
            let policies: Vec<_> = file.policies.iter().filter(|p| covers(p, case)).collect();
            // Inputs of files that are about something else need no values.
            if policies.is_empty() {
                continue;
            }
            match self.inputs(case).and_then(|given| inputs::resolve(file, &given)) {
                Ok(inputs) => {
                    let state = FileState::new(file, &inputs);
                    self.evaluate(&state, &policies, (number, resource), &mut said);
                    self.evaluate_changes(&state, &policies, number, &mut said);
                }
                Err(problems) => said.errors.extend(problems.iter().map(ToString::to_string)),
            }
        }
        said
    }

    fn evaluate(
        &self,
        state: &FileState<'_>,
        policies: &[&ResourcePolicy],
        (number, resource): (u32, &Resource),
        said: &mut Said,
    ) {
        for operation in operations_of(resource.action) {
            let subject = Subject { number, resource, operation: *operation };
            for policy in policies.iter().filter(|p| p.role != Role::Change) {
                said.add(policy.label, evaluate(self.graph, state, policy, subject), state.file);
            }
        }
    }

    /// What policies about changes say of those of the mocked resource.
    fn evaluate_changes(
        &self,
        state: &FileState<'_>,
        policies: &[&ResourcePolicy],
        number: u32,
        said: &mut Said,
    ) {
        let about: Vec<_> = policies.iter().filter(|p| p.role == Role::Change).copied().collect();
        if about.is_empty() {
            return;
        }
        let (changes, entries) = &self.changes;
        for (at, change) in (0..).zip(changes).filter(|(_, change)| change.resource == number) {
            let Some(resource) = entries.get(at) else { continue };
            let subject = Subject { number: at, resource, operation: Operation::NoOp };
            let verdicts =
                about.iter().map(|policy| (policy.label, evaluate(entries, state, policy, subject)));
            let verdicts: Vec<(Name, Verdict)> = verdicts.collect();
            let speaks = |verdict: &Verdict| matches!(verdict, Verdict::Fail(_) | Verdict::Unknown(_));
            let speaks = |id: Name| verdicts.iter().any(|(label, verdict)| *label == id && speaks(verdict));
            for (label, verdict) in verdicts.iter().filter(|(label, _)| !gives_way(&about, *label, &speaks)) {
                let mut verdict = verdict.clone();
                if let Verdict::Unknown(places) = &mut verdict {
                    places.truncate(1);
                    places.iter_mut().for_each(|place| place.path.clone_from(&change.path));
                }
                said.add(*label, verdict, state.file);
            }
        }
    }

    /// The case's own inputs first, then the file's, then those from outside.
    fn inputs(&self, case: &Case) -> Result<GivenInputs, Vec<Diagnostic>> {
        let own = values(self.file, &case.inputs)
            .map_err(|f| vec![Diagnostic::error(f.message, &self.file.source, f.span)])?;
        let mut given = GivenInputs::default();
        given.add(own);
        given.add(self.file_inputs.clone());
        given.extend(&self.options.inputs);
        Ok(given)
    }
}

fn expected(case: &Case) -> String {
    let mut parts: Vec<String> = case
        .expectations
        .iter()
        .map(|e| match e {
            Expectation::Unknown => "unknown".to_owned(),
            Expectation::Fail(rule) => format!("fail {rule}"),
            Expectation::Message(text) => format!("message {text:?}"),
        })
        .collect();
    if parts.is_empty() || (case.expect_failure && !parts.iter().any(|p| p.starts_with("fail"))) {
        parts.insert(0, if case.expect_failure { "fail" } else { "pass" }.to_owned());
    }
    parts.join(", ")
}

impl Said {
    fn add(&mut self, label: Name, verdict: Verdict, file: &PolicyFile) {
        match verdict {
            Verdict::Pass(_) => self.passed += 1,
            Verdict::Fail(violations) => {
                self.failed.extend(violations.into_iter().map(|v| (label, v.message)));
            }
            Verdict::Unknown(because) => {
                let paths: Vec<String> = because.into_iter().map(|p| p.path).collect();
                self.unknown.push((label, paths.join(", ")));
            }
            Verdict::NotApplicable => {}
            Verdict::Error(failure) => {
                let place = Diagnostic::error(failure.message, &file.source, failure.span);
                self.errors.push(format!("policy error: {place}"));
            }
        }
    }

    /// A case that expects no failure holds as long as no policy fails: one that cannot be decided does not fail.
    fn is_as_expected(&self, case: &Case) -> bool {
        let wants_failure =
            case.expect_failure || case.expectations.iter().any(|e| matches!(e, Expectation::Fail(_)));
        let each = case.expectations.iter().all(|e| match e {
            Expectation::Unknown => !self.unknown.is_empty(),
            Expectation::Fail(rule) => self.failed.iter().any(|(label, _)| label.as_str() == rule),
            Expectation::Message(text) => self.failed.iter().any(|(_, message)| message.contains(text)),
        });
        self.errors.is_empty() && each && self.failed.is_empty() != wants_failure
    }

    fn summary(&self) -> String {
        let names = |list: &[(Name, String)]| {
            let mut names: Vec<&str> = list.iter().map(|(label, _)| label.as_str()).collect();
            names.dedup();
            names.join(", ")
        };
        match (self.errors.is_empty(), self.failed.is_empty(), self.unknown.first()) {
            (false, ..) => "policy error".to_owned(),
            (_, false, _) => format!("fail {}", names(&self.failed)),
            (_, _, Some((_, because))) => format!("unknown {} (because of {because})", names(&self.unknown)),
            _ if self.passed == 0 => "not applicable".to_owned(),
            _ => "pass".to_owned(),
        }
    }
}
