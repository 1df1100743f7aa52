//! Which folders are root modules, and what each is planned with.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::GlobMatcher;

use crate::lang::Node;
use crate::terraform::{
    Account, Deployment, SourceOptions, VariableFlag, holds_source, is_automatic, is_source,
};
use crate::text::{Diagnostic, Source, Span, nearest};

use super::Config;
use super::kind::folders;
use super::read::{Labelled, Said};

const WORKSPACE: &str = "TF_WORKSPACE";

/// What the settings say of root modules.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    declared: Vec<Arc<Root>>,
    searched: bool,
    only: Vec<Pattern>,
    skip: Vec<Pattern>,
    /// The folder that patterns are from, links resolved.
    top: PathBuf,
    path: PathBuf,
    file: Option<Source>,
}

/// A root module that is declared, or one of the ways in which a folder is planned.
#[derive(Clone, Debug)]
pub struct Root {
    /// What it goes by on the command line.
    label: String,
    /// Its name, where the folder is not all that it goes by.
    pub name: Option<String>,
    /// Its folder, from the current one.
    pub folder: PathBuf,
    /// Where its folder is said.
    span: Span,
    /// Its files of values, where each is named.
    files: Vec<(PathBuf, Span)>,
    variables: Vec<VariableFlag>,
    workspace: Option<String>,
    account: Option<Account>,
}

#[derive(Clone, Debug)]
struct Pattern {
    text: String,
    matcher: GlobMatcher,
    span: Span,
}

impl Config {
    /// What it says of root modules.
    #[must_use]
    pub fn roots(&self) -> Roots {
        let pattern = |(text, span): (String, Span)| {
            let matcher = folders(&text).ok()?;
            Some(Pattern { text, matcher, span })
        };
        let patterns =
            |key: &str| self.said(key).into_iter().flat_map(Said::elements).filter_map(pattern).collect();
        Roots {
            declared: self.labelled("root").map(|row| Arc::new(self.root(row))).collect(),
            searched: self.flag("roots.search") != Some(false),
            only: patterns("roots.only"),
            skip: patterns("roots.skip"),
            top: real(&self.folder),
            path: real(&self.file),
            file: self.document.as_ref().map(|document| document.source.clone()),
        }
    }

    fn root(&self, row: &Labelled) -> Root {
        let named = row.settings.get("folder");
        let folder = named.and_then(|said| said.value.as_str()).unwrap_or(&row.label);
        let folder = seen_from_here(&self.path(folder));
        let files: Vec<(PathBuf, Span)> = row
            .settings
            .get("var_files")
            .map(Said::elements)
            .unwrap_or_default()
            .into_iter()
            .map(|(text, span)| (cleaned(&folder.join(text)), span))
            .collect();
        let mut variables: Vec<VariableFlag> =
            files.iter().map(|(path, _)| VariableFlag::File(path.clone())).collect();
        variables.extend(row.settings.get("variables").into_iter().flat_map(|said| self.variables(said)));
        let workspace = row.text("workspace").map(str::to_owned);
        Root {
            label: row.label.clone(),
            name: named.map(|_| row.label.clone()),
            folder,
            span: named.map_or(row.span, |said| said.expr.span),
            files,
            variables,
            workspace,
            account: self.account(row),
        }
    }

    fn account(&self, row: &Labelled) -> Option<Account> {
        let said = row.settings.get("account")?;
        let name = said.value.as_str()?;
        let id = self.names("accounts")?.get(name)?.value.as_str()?;
        Some(Account {
            id: id.to_owned(),
            name: name.to_owned(),
            source: self.at_hand()?,
            span: said.expr.span,
        })
    }

    /// The file under the name that it has at hand, also where it was read from a base: findings point at files that are
    /// there.
    fn at_hand(&self) -> Option<Source> {
        let document = self.document.as_ref()?;
        Some(Source::new(self.file.display().to_string(), document.source.text().to_owned()))
    }

    /// The members of a map, each as it is written.
    fn variables(&self, said: &Said) -> Vec<VariableFlag> {
        let (Some(source), Node::Object(items)) = (self.at_hand(), &said.expr.node) else {
            return Vec::new();
        };
        let one = |(name, value): &(crate::lang::Expr, crate::lang::Expr)| {
            let name = crate::policy::constant(name).ok()?.as_str()?.to_owned();
            Some(VariableFlag::Written(name, source.clone(), value.clone()))
        };
        items.iter().filter_map(one).collect()
    }
}

impl Root {
    /// What it is planned with: what is declared of it, then what is given for all.
    #[must_use]
    pub fn options(&self, given: &SourceOptions) -> SourceOptions {
        let mut options = given.clone();
        options.variables = [self.variables.clone(), given.variables.clone()].concat();
        if let Some(workspace) = &self.workspace {
            options.environment.insert(WORKSPACE.to_owned(), workspace.clone());
        }
        options.deployment = Deployment { name: self.name.clone(), account: self.account.clone() };
        options
    }

    /// The same without what is given for all.
    #[must_use]
    pub fn own(&self) -> SourceOptions {
        self.options(&SourceOptions::default())
    }

    /// Its label, as it is written in the settings.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.label
    }

    /// The workspace that is declared of it.
    #[must_use]
    pub fn workspace(&self) -> Option<&str> {
        self.workspace.as_deref()
    }
}

impl Roots {
    /// The folders of root modules that are declared in a folder or below it.
    #[must_use]
    pub fn below(&self, folder: &Path) -> Vec<PathBuf> {
        let folder = real(folder);
        let all = self.declared.iter().map(|root| root.folder.clone());
        all.filter(|root| holds_source(root) && real(root).starts_with(&folder)).collect()
    }

    /// The ways in which a folder is planned: those that are declared of it, else just as it is.
    #[must_use]
    pub fn ways(&self, folder: &Path) -> Vec<Option<Arc<Root>>> {
        let declared: Vec<_> = self.of(folder).map(|root| Some(root.clone())).collect();
        if declared.is_empty() { vec![None] } else { declared }
    }

    /// All that are declared.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Root>> {
        self.declared.iter()
    }

    /// What is declared of a folder.
    pub fn of(&self, folder: &Path) -> impl Iterator<Item = &Arc<Root>> {
        let folder = real(folder);
        self.declared.iter().filter(move |root| real(&root.folder) == folder)
    }

    /// The root module that goes by a name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Arc<Root>> {
        self.declared.iter().find(|root| root.label == name)
    }

    /// The name that is nearest to another.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.declared.iter().map(|root| root.label.as_str()))
    }

    /// Whether a folder is taken for a root module where the search finds it, by its path, links resolved.
    #[must_use]
    pub fn is_wanted(&self, folder: &Path) -> bool {
        let matches = |patterns: &[Pattern]| patterns.iter().any(|pattern| self.matches(pattern, folder));
        self.searched && (self.only.is_empty() || matches(&self.only)) && !matches(&self.skip)
    }

    fn matches(&self, pattern: &Pattern, folder: &Path) -> bool {
        let below = folder.strip_prefix(&self.top).ok();
        below.is_some_and(|path| {
            pattern.matcher.is_match(if path.as_os_str().is_empty() { Path::new(".") } else { path })
        })
    }

    /// The root modules, each by its folder, that one of these files, links resolved, is a file of values of.
    #[must_use]
    pub fn given_by(&self, files: &[PathBuf]) -> Vec<Arc<Root>> {
        let is_given = |root: &&Arc<Root>| root.files.iter().any(|(path, _)| files.contains(&real(path)));
        self.declared.iter().filter(is_given).cloned().collect()
    }

    /// Whether a file, links resolved, holds values for those root modules only that name it.
    #[must_use]
    pub fn keeps(&self, file: &Path) -> bool {
        let is_named =
            self.declared.iter().any(|root| root.files.iter().any(|(path, _)| real(path) == *file));
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        is_named && !is_source(&name) && !is_automatic(&name)
    }

    /// Whether one of these files, links resolved, is the file of settings.
    #[must_use]
    pub fn are_among(&self, files: &[PathBuf]) -> bool {
        files.contains(&self.path)
    }

    /// What is declared and is not there.
    #[must_use]
    pub fn missing(&self) -> Vec<Diagnostic> {
        let Some(file) = &self.file else { return Vec::new() };
        let mut found = Vec::new();
        for root in &self.declared {
            if !holds_source(&root.folder) {
                let message = format!("there is no Terraform source in {}", root.folder.display());
                let near = neighbour(&root.folder).map(|near| root.folder.with_file_name(near));
                let help = near.map(|near| format!("did you mean {}?", near.display()));
                found.push(Diagnostic { help, ..Diagnostic::error(message, file, root.span) });
                continue;
            }
            for (path, span) in root.files.iter().filter(|(path, _)| !path.is_file()) {
                let message = format!("there is no file {}", path.display());
                let near = neighbour(path).map(|near| format!("did you mean {near}?"));
                let help = near.unwrap_or_else(|| "`var_files` are from the root's folder".to_owned());
                found.push(Diagnostic::error(message, file, *span).with_help(help));
            }
        }
        found
    }

    /// The folder that patterns are from, where there are some.
    #[must_use]
    pub fn patterned(&self) -> Option<&Path> {
        (!self.only.is_empty() || !self.skip.is_empty()).then_some(&self.top)
    }

    /// Patterns that match none of the root modules that a search from the settings' folder finds, as warnings.
    #[must_use]
    pub fn idle(&self, searched: &Path, found: &[PathBuf]) -> Vec<Diagnostic> {
        let Some(file) = self.file.as_ref().filter(|_| real(searched) == self.top) else { return Vec::new() };
        let is_idle = |pattern: &&Pattern| !found.iter().any(|root| self.matches(pattern, &real(root)));
        let problem = |pattern: &Pattern| {
            let message = format!("no root module matches `{}`", pattern.text);
            Diagnostic::error(message, file, pattern.span).into_warning()
        };
        self.only.iter().chain(&self.skip).filter(is_idle).map(problem).collect()
    }
}

/// A folder by its path from the current one, where it is in it.
fn seen_from_here(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().map(|current| real(&current)).unwrap_or_default();
    match real(folder).strip_prefix(&here) {
        Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Ok(below) => below.to_owned(),
        Err(_) => folder.components().collect(),
    }
}

/// A path without `.` and `..`, as far as that leads to the same place.
fn cleaned(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(clean.components().next_back(), Some(Component::Normal(_))) => {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    if real(&clean) == real(path) { clean } else { path.to_owned() }
}

/// What was probably meant by a path that is not there.
fn neighbour(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let beside = std::fs::read_dir(real(path.parent()?)).ok()?.filter_map(Result::ok);
    let names: Vec<String> = beside.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let near = nearest(name, names.iter().map(String::as_str)).filter(|near| *near != name)?;
    Some(near.to_owned())
}

/// A path with links resolved; as it is where there is nothing.
pub fn real(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
