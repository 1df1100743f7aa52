//! CODEOWNERS as GitHub reads it: the last line that matches decides, a bad line is skipped and not the file.

use std::path::{Path, PathBuf};

use crate::text::{Diagnostic, Level, Source, Span};

use super::index::Index;
use super::owner::Owner;
use super::pattern::Pattern;

/// Where GitHub looks, in this order; the first that is there is the only one.
pub const PLACES: [&str; 3] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/// GitHub does not load a file that is not "under 3 MB". Where decimal and binary megabytes differ, nobody owns.
pub const MAX_BYTES: u64 = 3_000_000;

/// A file of code owners, its patterns compiled.
#[derive(Clone, Debug)]
pub struct CodeOwners {
    /// The file.
    pub source: Source,
    /// Its lines that mean something, in its order.
    pub lines: Vec<Line>,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
    /// Their patterns.
    index: Index,
}

/// A line with a pattern.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: usize,
    /// The pattern as it is written.
    pub text: String,
    /// Where the pattern stands.
    pub span: Span,
    /// The pattern.
    pub pattern: Pattern,
    /// Any one of these suffices; none where the line takes ownership away.
    pub owners: Vec<Owner>,
}

/// What a repository has.
#[derive(Clone, Debug)]
pub enum Found {
    /// No file.
    Nothing,
    /// A file that GitHub does not load, so that nobody owns anything.
    TooLarge(PathBuf, u64),
    /// A file.
    File(Box<CodeOwners>),
}

impl Found {
    /// The code owners of a repository.
    ///
    /// # Errors
    /// Where there is a file that cannot be read.
    pub fn at(root: &Path) -> Result<Self, Diagnostic> {
        let there = PLACES.iter().map(|place| root.join(place)).find(|path| path.is_file());
        let Some(path) = there else { return Ok(Self::Nothing) };
        // A link that somebody commits must not make a log of what stands elsewhere on this machine.
        let inside =
            root.canonicalize().is_ok_and(|root| path.canonicalize().is_ok_and(|p| p.starts_with(root)));
        if !inside {
            let message = format!("{} is a link that leads out of the repository", shown(&path));
            return Err(Diagnostic::bare(Level::Error, message));
        }
        Self::read(&path)
    }

    /// The code owners of this file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(path: &Path) -> Result<Self, Diagnostic> {
        let wrong = |error: std::io::Error| {
            Diagnostic::bare(
                Level::Error,
                format!("the code owners cannot be read from {}: {error}", path.display()),
            )
        };
        let size = std::fs::metadata(path).map_err(wrong)?.len();
        if size > MAX_BYTES {
            return Ok(Self::TooLarge(path.to_owned(), size));
        }
        // A line that is no text matches no path that we could name, so the rest of the file still counts.
        let text = String::from_utf8_lossy(&std::fs::read(path).map_err(wrong)?).into_owned();
        let name = shown(path);
        Ok(Self::File(Box::new(CodeOwners::parse(Source::new(name, text)))))
    }

    /// The file, where there is one that counts.
    #[must_use]
    pub fn file(&self) -> Option<&CodeOwners> {
        match self {
            Self::File(file) => Some(file),
            Self::Nothing | Self::TooLarge(..) => None,
        }
    }

    /// Where it is, whether it counts or not.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Nothing => None,
            Self::TooLarge(path, _) => Some(path),
            Self::File(file) => Some(Path::new(file.source.name())),
        }
    }

    /// What is to be said of it.
    #[must_use]
    pub fn problems(&self) -> Vec<Diagnostic> {
        match self {
            Self::Nothing => Vec::new(),
            Self::TooLarge(path, size) => vec![too_large(path, *size)],
            Self::File(file) => file.problems.clone(),
        }
    }
}

/// From the current folder, where it is below that.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).or_else(|_| path.strip_prefix(".")).unwrap_or(path).display().to_string()
}

fn too_large(path: &Path, size: u64) -> Diagnostic {
    let message = format!(
        "{} has {size} bytes: GitHub does not load a file of more than 3 MB, so nobody owns anything",
        shown(path)
    );
    Diagnostic::bare(Level::Warning, message).with_help("let fewer lines with wildcards say the same")
}

impl CodeOwners {
    /// Reads a text. Nothing in it is an error: bad lines are skipped, as GitHub does, and said.
    #[must_use]
    pub fn parse(source: Source) -> Self {
        let (mut lines, mut problems) = (Vec::new(), Vec::new());
        let mut start = 0;
        for (at, text) in source.text().split('\n').enumerate() {
            match line(at + 1, start, text) {
                Ok(line) => lines.extend(line),
                Err(problem) => problems.push(problem.in_file(&source)),
            }
            start += text.len() + 1;
        }
        let index = Index::new(lines.iter().map(|line| &line.pattern));
        Self { source, lines, problems, index }
    }

    /// The line that decides who owns a file: the last that matches. The path is from the repository's root, with no
    /// slash or dot in front.
    #[must_use]
    pub fn line_for(&self, path: &str) -> Option<&Line> {
        self.index.last(path).map(|at| &self.lines[at])
    }

    /// The line that decides, and those before it that match too.
    #[must_use]
    pub fn lines_for(&self, path: &str) -> Option<(&Line, Vec<&Line>)> {
        let mut lines: Vec<&Line> = self.index.all(path).into_iter().map(|at| &self.lines[at]).collect();
        lines.pop().map(|last| (last, lines))
    }

    /// Who owns a file; any one of them can approve.
    #[must_use]
    pub fn owners_of(&self, path: &str) -> &[Owner] {
        self.line_for(path).map_or(&[], |line| &line.owners)
    }
}

/// What is wrong with a line.
struct Wrong {
    message: String,
    span: Span,
    help: Option<&'static str>,
}

impl Wrong {
    fn in_file(self, source: &Source) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.message, source, self.span).into_warning();
        match self.help {
            None => diagnostic,
            Some(help) => diagnostic.with_help(help),
        }
    }
}

/// A line's pattern and owners; nothing where it is empty or a comment.
fn line(number: usize, start: usize, text: &str) -> Result<Option<Line>, Wrong> {
    let end = start + text.trim_end().len();
    let indent = text.len() - text.trim_start().len();
    let (start, text) = (start + indent, text.trim_start().trim_end_matches('\r'));
    if text.is_empty() || text.starts_with('#') {
        return Ok(None);
    }
    let wrong = |message: String, span| Wrong { message, span, help: None };
    if is_section(text) {
        return Err(Wrong {
            message: "this is a section, which is GitLab syntax: GitHub skips this line".to_owned(),
            span: Span::new(start..end),
            help: Some("for GitHub, give each line its owners"),
        });
    }
    let (pattern, rest) = text.split_at(pattern_length(text));
    let span = Span::new(start..start + pattern.len());
    let compiled = Pattern::parse(pattern).map_err(|message| wrong(message, span))?;
    let mut owners = Vec::new();
    for (at, word) in words(rest).take_while(|(_, word)| !word.starts_with('#')) {
        let at = start + pattern.len() + at;
        let skipped = |message| format!("{message}; GitHub skips this line");
        let place = Span::new(at..at + word.len());
        owners.push(Owner::parse(word).map_err(|message| wrong(skipped(message), place))?);
    }
    Ok(Some(Line { number, text: pattern.to_owned(), span, pattern: compiled, owners }))
}

/// Bytes up to the first blank that no backslash stands before.
fn pattern_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        if letter.is_whitespace() && !escaped {
            return at;
        }
        escaped = letter == '\\' && !escaped;
    }
    text.len()
}

/// Words and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let offset = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (offset(word), word))
}

/// `[Section]`, `^[Section]`, `[Section][2] @owner`: what stands behind the bracket tells it from a pattern.
fn is_section(text: &str) -> bool {
    let text = text.strip_prefix('^').unwrap_or(text).trim_end();
    let inside = text.strip_prefix('[').and_then(|inside| inside.split_once(']'));
    inside.is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with([' ', '\t', '[']))
}
