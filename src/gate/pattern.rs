//! One pattern of CODEOWNERS, compiled to steps from folder to folder.
//!
//! It is gitignore's language with GitHub's exceptions: `docs/*` matches the files of `docs` and not those of its
//! folders, `!` and `[ ]` mean nothing, and case matters everywhere.

use std::str::Chars;

/// A compiled pattern. Those that are equal match the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Step {
    /// Any number of folders, none too.
    Deep,
    /// One name, whatever it is.
    Any,
    /// One name, this.
    Name(String),
    /// One name that matches.
    Glob(Vec<Token>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Token {
    Letter(char),
    One,
    Many,
}

impl Pattern {
    /// Compiles a pattern as it is written, spaces behind backslashes included.
    ///
    /// # Errors
    /// What GitHub does not support, as a sentence without a full stop.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.starts_with('!') {
            return Err("`!` is not supported: GitHub skips this line".to_owned());
        }
        if text.contains("\\#") {
            return Err("`\\#` is not supported: GitHub skips this line".to_owned());
        }
        if text.contains(['[', ']']) {
            return Err("`[ ]` is not supported: GitHub skips this line".to_owned());
        }
        Ok(Self { steps: steps(text) })
    }

    /// Whether it matches a file, named by its path from the root, without a slash in front.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.matches_names(&path.split('/').collect::<Vec<_>>())
    }

    /// The same of a path that is taken apart already.
    #[must_use]
    pub fn matches_names(&self, names: &[&str]) -> bool {
        let (mut step, mut name) = (0, 0);
        // Only the last `**` needs to be tried again: what stands before it has matched as early as it can.
        let mut again = None;
        while name < names.len() {
            match self.steps.get(step) {
                Some(Step::Deep) => {
                    again = Some((step + 1, name));
                    step += 1;
                }
                Some(wanted) if wanted.fits(names[name]) => (step, name) = (step + 1, name + 1),
                _ => {
                    let Some((after, from)) = again else { return false };
                    again = Some((after, from + 1));
                    (step, name) = (after, from + 1);
                }
            }
        }
        self.steps[step.min(self.steps.len())..].iter().all(|step| *step == Step::Deep)
    }

    /// Texts that stand in every path that it matches: as long as they can be told, of names and the slashes between.
    #[must_use]
    pub fn pieces(&self) -> Vec<String> {
        let mut pieces = vec![String::new()];
        let mut before = &Step::Deep;
        for step in &self.steps {
            // Around any number of folders, none too, no slash is certain.
            if *before != Step::Deep && *step != Step::Deep {
                push(&mut pieces, Some('/'));
            }
            match step {
                Step::Deep | Step::Any => push(&mut pieces, None),
                Step::Name(name) => name.chars().for_each(|letter| push(&mut pieces, Some(letter))),
                Step::Glob(tokens) => tokens.iter().for_each(|token| push(&mut pieces, token.letter())),
            }
            before = step;
        }
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }
}

/// Goes on with the last piece, or begins another after what may be anything.
fn push(pieces: &mut Vec<String>, letter: Option<char>) {
    match (letter, pieces.last_mut()) {
        (Some(letter), Some(last)) => last.push(letter),
        _ => pieces.push(String::new()),
    }
}

impl Token {
    fn letter(self) -> Option<char> {
        match self {
            Self::Letter(letter) => Some(letter),
            Self::One | Self::Many => None,
        }
    }
}

impl Step {
    fn fits(&self, name: &str) -> bool {
        match self {
            Self::Deep => false,
            Self::Any => true,
            Self::Name(own) => own == name,
            Self::Glob(tokens) => glob(tokens, name),
        }
    }
}

/// As for steps: only the last `*` needs to be tried again.
fn glob(tokens: &[Token], name: &str) -> bool {
    let (mut at, mut rest) = (0, name.chars());
    let mut again: Option<(usize, Chars<'_>)> = None;
    loop {
        let mut next = rest.clone();
        match (tokens.get(at), next.next()) {
            (Some(Token::Many), _) => {
                at += 1;
                again = Some((at, rest.clone()));
            }
            (None, None) => return true,
            (Some(Token::One), Some(_)) => (at, rest) = (at + 1, next),
            (Some(Token::Letter(letter)), Some(found)) if *letter == found => (at, rest) = (at + 1, next),
            _ => {
                let Some((after, mut from)) = again else { return false };
                if from.next().is_none() {
                    return false;
                }
                (at, rest) = (after, from.clone());
                again = Some((after, from));
            }
        }
    }
}

fn steps(text: &str) -> Vec<Step> {
    let below = text.ends_with('/');
    let own = text.strip_suffix('/').unwrap_or(text);
    let is_anchored = own.contains('/') || text == "/";
    let mut steps = if is_anchored { Vec::new() } else { vec![Step::Deep] };
    steps.extend(own.strip_prefix('/').unwrap_or(own).split('/').map(step));
    match steps.last() {
        Some(Step::Name(_)) if !below => steps.push(Step::Deep),
        // Everything inside, so something there must be.
        Some(Step::Deep) => steps.extend([Step::Any, Step::Deep]),
        _ if below => steps.extend([Step::Any, Step::Deep]),
        _ => {}
    }
    steps
}

fn step(segment: &str) -> Step {
    match segment {
        "**" => Step::Deep,
        "*" => Step::Any,
        _ => {
            let tokens = tokens(segment);
            match tokens.iter().map(|token| token.letter()).collect() {
                Some(name) => Step::Name(name),
                None => Step::Glob(tokens),
            }
        }
    }
}

/// A backslash takes the meaning from what follows it; at the end it is itself.
fn tokens(segment: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut letters = segment.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '*' if tokens.last() == Some(&Token::Many) => {}
            '*' => tokens.push(Token::Many),
            '?' => tokens.push(Token::One),
            '\\' => tokens.push(Token::Letter(letters.next().unwrap_or('\\'))),
            _ => tokens.push(Token::Letter(letter)),
        }
    }
    tokens
}
