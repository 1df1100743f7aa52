//! Text to [`Body`] and [`Expr`] in one pass: a recursive descent that interns names, numbers loop variables, resolves
//! functions and folds constants on the way.
//!
//! What is wrong is noted, and parsing goes on where the next entry, argument or block begins, so that a file's errors
//! are all told at once and none of them twice.

mod body;
mod call;
mod collection;
mod expression;
mod mistakes;
mod mistakes_in_bodies;
mod mistakes_in_lists;
mod recover;
mod steps;
mod template;

use crate::text::{Diagnostic, Source, Span};
use crate::value::{Name, Unknown};

use super::expr::{Body, Expr, Node};
use super::token::{Kind, Scanner, Token};

/// Parses a file.
///
/// # Errors
/// Everything that is wrong with its syntax and with the names of functions in it.
pub fn parse_file(source: &Source) -> Result<Body, Vec<Diagnostic>> {
    let (body, problems) = parse_file_whole(source);
    if problems.is_empty() { Ok(body) } else { Err(problems) }
}

/// Parses a file as far as it can be understood, with everything that is wrong beside it, in the order of the text.
///
/// An argument whose value is broken has an unknown value; a body in which something is missing says so
/// ([`Body::is_whole`]).
#[must_use]
pub fn parse_file_whole(source: &Source) -> (Body, Vec<Diagnostic>) {
    let mut parser = Parser::new(source, true);
    let body = parser.file();
    (body, parser.into_problems())
}

/// Parses a text that is one expression.
///
/// # Errors
/// As for [`parse_file`].
pub fn parse_expression(source: &Source) -> Result<Expr, Vec<Diagnostic>> {
    let mut parser = Parser::new(source, false);
    let expr = parser.only_expression();
    parser.finish(expr)
}

/// Parses a text that is a template: the contents of a file for `templatefile`.
///
/// # Errors
/// As for [`parse_file`].
pub fn parse_template(source: &Source) -> Result<Expr, Vec<Diagnostic>> {
    let mut parser = Parser::new(source, false);
    let expr = parser.file_template();
    parser.finish(expr)
}

/// Where the comments of a file stand, in the order of the text; broken files have theirs too.
#[must_use]
pub fn comments(source: &Source) -> Vec<Span> {
    let mut parser = Parser::new(source, true);
    parser.scanner = Scanner::at(source.text(), 0);
    parser.scanner.comments = Some(Vec::new());
    parser.advance();
    parser.file();
    let mut comments = parser.scanner.comments.unwrap_or_default();
    // After an error, parts of the text are looked at twice.
    comments.sort_unstable();
    comments.dedup();
    comments
}

/// How deep brackets, blocks and directives may be nested: each level is a level of recursion.
const MOST_NESTING: usize = 200;

/// How many levels an expression may have: what works with expressions does so by recursion, on the small stacks of
/// threads.
const MOST_LEVELS: usize = 300;

/// Parsing cannot go on here; what is wrong has been noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// It can go on with the next entry of the innermost brackets.
    Entry,
    /// It can go on with the next argument or block.
    Item,
}

type Parsed<T> = Result<T, Stop>;

/// What is restored when parsing goes on after an error.
#[derive(Clone, Copy)]
struct Mark {
    open: usize,
    slots: usize,
    depth: usize,
    newlines: bool,
}

struct Parser<'s> {
    source: &'s Source,
    text: &'s str,
    scanner: Scanner<'s>,
    /// The next token, not yet taken.
    token: Token,
    /// Where the last token that was taken ends.
    previous_end: usize,
    /// Whether line ends are tokens here, or blanks.
    newlines: bool,
    /// Brackets that are not closed yet.
    open: Vec<Token>,
    /// Loop variables in scope, by slot.
    slots: Vec<Option<Name>>,
    /// Levels of recursion.
    depth: usize,
    /// Levels of the expression that was parsed last.
    height: usize,
    /// Keys of objects may be references here: in the `providers` of a module call.
    allows_paths: bool,
    /// How many brackets were open where the argument or block began.
    base: usize,
    /// How many mistakes of syntax there were.
    mistakes: usize,
    /// The next argument or block begins at the token, whatever brackets are open.
    resume_here: bool,
    /// The text ended inside of something, and that has been said.
    said_unclosed: bool,
    /// The first brace that is closed on a line with another indentation.
    odd: Option<Token>,
    /// Nested too deeply: nothing more is said.
    gave_up: bool,
    problems: Vec<Diagnostic>,
}

impl<'s> Parser<'s> {
    fn new(source: &'s Source, newlines: bool) -> Self {
        let text = source.text();
        let start = Token { kind: Kind::Newline, start: 0, end: 0 };
        let mut parser = Self {
            source,
            text,
            scanner: Scanner::at(text, 0),
            token: start,
            previous_end: 0,
            newlines,
            open: Vec::new(),
            slots: Vec::new(),
            depth: 0,
            height: 0,
            allows_paths: false,
            base: 0,
            mistakes: 0,
            resume_here: false,
            said_unclosed: false,
            odd: None,
            gave_up: false,
            problems: Vec::new(),
        };
        parser.advance();
        parser
    }

    fn into_problems(mut self) -> Vec<Diagnostic> {
        self.problems.sort_by_key(|d| d.place.as_ref().map(|(_, span)| span.start));
        self.problems
    }

    fn finish(self, expr: Parsed<Expr>) -> Result<Expr, Vec<Diagnostic>> {
        match expr {
            Ok(expr) if self.problems.is_empty() => Ok(expr),
            _ => Err(self.into_problems()),
        }
    }

    /// Takes the token.
    fn advance(&mut self) {
        self.previous_end = self.token.end;
        self.token = self.scanner.next();
        while self.token.kind == Kind::Newline && !self.newlines {
            self.token = self.scanner.next();
        }
    }

    fn at(&self, kind: Kind) -> bool {
        self.token.kind == kind
    }

    fn word(&self) -> Option<&'s str> {
        self.at(Kind::Word).then(|| self.text_of(self.token))
    }

    fn is_word(&self, word: &str) -> bool {
        self.word() == Some(word)
    }

    fn text_of(&self, token: Token) -> &'s str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    fn take(&mut self, kind: Kind) -> bool {
        let found = self.at(kind);
        if found {
            self.advance();
        }
        found
    }

    /// The kind of the token after this one, line ends included.
    fn kind_after(&self) -> Kind {
        Scanner::at(self.text, self.token.end).next().kind
    }

    fn skip_newlines(&mut self) {
        while self.take(Kind::Newline) {}
    }

    /// Takes an opening bracket, inside of which line ends are tokens or not. Gives what [`Parser::close`] needs.
    fn open(&mut self, newlines: bool) -> bool {
        self.open.push(self.token);
        let outside = std::mem::replace(&mut self.newlines, newlines);
        self.advance();
        outside
    }

    /// Takes the closing bracket, if it is the next token.
    fn close(&mut self, outside: bool) -> bool {
        let closing = self.open.last().and_then(|open| open.kind.closing());
        if closing != Some(self.token.kind) {
            return false;
        }
        let open = self.open.pop();
        if self.odd.is_none() && self.at(Kind::CloseBrace) {
            self.odd = open.filter(|open| self.is_odd(*open));
        }
        self.newlines = outside;
        self.advance();
        true
    }

    /// Whether the closing bracket at the token begins a line, but with other blanks than the line of this opening one.
    fn is_odd(&self, open: Token) -> bool {
        let blanks = |text: &str| text.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let before = &self.text[..self.token.start];
        let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
        if !before[..before.len() - indent].ends_with('\n') {
            return false;
        }
        let line = memchr::memrchr(b'\n', &before.as_bytes()[..open.start]).map_or(0, |end| end + 1);
        indent != blanks(&before[line..])
    }

    fn mark(&self) -> Mark {
        Mark { open: self.open.len(), slots: self.slots.len(), depth: self.depth, newlines: self.newlines }
    }

    fn restore(&mut self, mark: Mark) {
        self.open.truncate(mark.open);
        self.slots.truncate(mark.slots);
        self.depth = mark.depth;
        self.newlines = mark.newlines;
    }

    /// One level deeper.
    fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth <= MOST_NESTING {
            return Ok(());
        }
        self.give_up(format!("this is nested deeper than {MOST_NESTING} levels"), self.token.span());
        Err(Stop::Item)
    }

    fn give_up(&mut self, message: String, span: Span) {
        self.problem(message, span, Some("take it apart with local values".to_owned()));
        self.gave_up = true;
        self.scanner.at = self.text.len();
        self.token = self.scanner.next();
    }

    /// An expression that began here and ends with the last token, one level above what was parsed last.
    fn node(&mut self, node: Node, start: usize) -> Parsed<Expr> {
        self.spanned(node, Span::new(start..self.previous_end.max(start)))
    }

    fn spanned(&mut self, node: Node, span: Span) -> Parsed<Expr> {
        self.height += 1;
        if self.height > MOST_LEVELS {
            self.give_up(format!("this expression has more than {MOST_LEVELS} levels"), span);
            return Err(Stop::Item);
        }
        Ok(Expr { node, span })
    }

    fn leaf(&mut self, node: Node, span: Span) -> Expr {
        self.height = 1;
        Expr { node, span }
    }

    /// Stands for a value that could not be understood: nothing is known of it.
    fn broken(&mut self, span: Span) -> Expr {
        self.leaf(Node::Literal(Unknown::anything().into()), span)
    }

    fn problem(&mut self, message: impl Into<String>, span: Span, help: Option<String>) {
        if !self.gave_up {
            let mut diagnostic = Diagnostic::error(message, self.source, span);
            diagnostic.help = help;
            self.problems.push(diagnostic);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::expr::Node;
    use crate::lang::{comments, parse_expression, parse_file, parse_file_whole};
    use crate::text::Source;

    fn source(text: &str) -> Source {
        Source::new("x.hcl", text.to_owned())
    }

    #[test]
    fn duplicate_keys_keep_their_names() {
        for text in
            ["{a = 1, b = 2, a = 3}", "{\"a\" = 1, b = 2, \"a\" = 3}", "{\n  a = 1\n  b = 2\n  a = 3\n}"]
        {
            let expr = parse_expression(&source(text)).unwrap();
            let Node::Object(entries) = &expr.node else { panic!("{text}") };
            let keys: Vec<_> = entries.iter().filter_map(|(k, _)| k.as_literal()?.as_str()).collect();
            assert_eq!(keys, ["a", "b", "a"], "{text}");
        }
    }

    #[test]
    fn a_syntax_error_says_where() {
        let errors = parse_file(&source("policy {\n  a = \n}\n")).unwrap_err();
        assert_eq!(errors[0].location().unwrap(), "x.hcl:2:7");
        assert_eq!(errors[0].message, "syntax error: a value is missing here");
    }

    #[test]
    fn a_byte_order_mark_is_no_error() {
        assert_eq!(parse_file(&source("\u{feff}a = 1\n")).unwrap().attributes.len(), 1);
    }

    /// What is said about a text, a line for each problem.
    fn said(text: &str) -> Vec<String> {
        let problems = parse_file(&source(text)).unwrap_err();
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_error_is_told_and_none_twice() {
        let text = "a {\n  b = \"x\n  c = [1, 2\n  d = f(\n  e = {\n    f = \n    g = 'h'\n  }\n}\n\n\
                    i = 1 +\nj = \"${k l}\"\nm = 1\n}\nn = core::nothing(1)\n";
        let said = said(text);
        let lines: Vec<&str> = said.iter().filter_map(|line| line.split(':').nth(1)).collect();
        assert_eq!(lines, ["2", "3", "4", "6", "7", "11", "12", "14", "15"], "{said:#?}");
    }

    #[test]
    fn what_could_be_understood_is_kept() {
        let (body, problems) = parse_file_whole(&source("a = 1\nb = 2 3\nc {\n  d = 4\n  e\n  f = 5\n}\n"));
        assert_eq!(problems.len(), 2);
        let names: Vec<&str> = body.attributes.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
        assert!(body.attributes[1].expr.as_literal().unwrap().is_unknown());
        let inner = &body.blocks[0].body;
        assert_eq!(inner.attributes.len(), 2);
        assert_eq!((body.is_whole, inner.is_whole, body.is_whole_below()), (true, false, false));
    }

    #[test]
    fn too_deep_is_one_honest_error() {
        for open in ["(", "[", "{ a = ", "!", "\"${", "a ? b : ", "1 + ", "upper("] {
            let said = said(&format!("a = {}\n", open.repeat(1000)));
            assert_eq!(said.len(), 1, "{open}: {said:?}");
            assert!(said[0].contains("levels"), "{open}: {said:?}");
        }
    }

    #[test]
    fn comments_are_not_looked_for_in_text() {
        let text =
            "# a\nb = \"# no ${ 1 /* c */ } // no\" // d\nc = <<E\n# no\nE\n/* e */ d \"x\" { # f\n}\n";
        let source = source(text);
        let found: Vec<&str> = comments(&source).into_iter().map(|span| source.slice(span)).collect();
        assert_eq!(found, ["# a", "/* c */", "// d", "/* e */", "# f"]);
    }

    #[test]
    fn arguments_and_blocks_know_all_of_their_place() {
        let source = source("a \"b\" c {\n  d = (1 + 2)\n}\n");
        let body = parse_file(&source).unwrap();
        let block = &body.blocks[0];
        assert_eq!(source.slice(block.header), "a \"b\" c");
        assert_eq!(source.slice(block.span), source.text().trim_end());
        assert_eq!(source.slice(block.body.attributes[0].span), "d = (1 + 2)");
        assert_eq!(source.slice(block.body.attributes[0].expr.span), "1 + 2");
    }
}
