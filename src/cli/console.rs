//! `sekisho console`.

use std::io::{BufRead, IsTerminal, Write};

use crate::lang::{Node, Target, parse_expression};
use crate::output;
use crate::terraform::Module;
use crate::text::{Diagnostic, Source, Span, escape};

use super::exit::Exit;
use super::flags;
use super::problem::Problem;
use super::terminal;

/// Evaluates expressions until there are no more.
///
/// # Errors
/// Where the module or standard input cannot be read, or stdout cannot be written.
pub fn run(flags: &flags::Console) -> Result<Exit, Problem> {
    let module = Module::load(&flags.root)?;
    let stdin = std::io::stdin();
    let asks = !flags.jsonl && stdin.is_terminal();
    let mut exit = Exit::Clear;
    let mut lines = stdin.lock().lines();
    loop {
        if asks {
            prompt();
        }
        let Some(line) = lines.next() else { return Ok(exit) };
        let line = line.map_err(|error| Problem::input(format!("standard input: {error}")))?;
        let answered = match line.trim() {
            "" => continue,
            "exit" | "quit" if asks => return Ok(Exit::Clear),
            line if flags.jsonl => answer_json(&module, line)?,
            line => answer(&module, line)?,
        };
        if !answered && !asks {
            exit = Exit::Usage;
        }
    }
}

fn prompt() {
    let mut stdout = std::io::stdout().lock();
    // Where nobody reads there is nobody to ask.
    let _ = stdout.write_all(b"> ").and_then(|()| stdout.flush());
}

/// Prints the value, or says on stderr why there is none.
fn answer(module: &Module, expr: &str) -> Result<bool, Problem> {
    match evaluate(module, expr) {
        Ok(text) => {
            let shown: String =
                text.split('\n').map(|line| escape::terminal(line).into_owned() + "\n").collect();
            terminal::print(&shown).map(|()| true)
        }
        Err(diagnostics) => {
            let _ = Problem::from(diagnostics).tell();
            Ok(false)
        }
    }
}

/// Answers a line of JSON with one. What is wrong with an expression is part of the answer.
fn answer_json(module: &Module, line: &str) -> Result<bool, Problem> {
    let asked: Question = serde_json::from_str(line)
        .map_err(|error| Problem::input(format!("expected a line of {{\"expr\": …}}: {error}")))?;
    let (output, error) = match evaluate(module, &asked.expr) {
        Ok(text) => (Some(text), None),
        Err(diagnostics) => (None, Some(words(&diagnostics))),
    };
    let answer = serde_json::to_string(&Answer { expr: &asked.expr, output, error }).unwrap_or_default();
    terminal::print(&format!("{}\n", escape::json(&answer))).map(|()| true)
}

#[derive(serde::Deserialize)]
struct Question {
    expr: String,
}

#[derive(serde::Serialize)]
struct Answer<'a> {
    expr: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

fn words(diagnostics: &[Diagnostic]) -> String {
    let all: Vec<&str> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    all.join("\n")
}

/// The text of an expression's value; of `type(…)` the type, which is no value.
fn evaluate(module: &Module, expr: &str) -> Result<String, Vec<Diagnostic>> {
    let source = Source::new("<console>", expr.to_owned());
    if let Some(inner) = argument_of_type(&source) {
        let value = module.evaluate(&inner)?;
        return Ok(output::console_type(&crate::value::Type::of(&value)));
    }
    if let Some(span) = nested_type(&source) {
        let problem = Diagnostic::error("`type` cannot be part of an expression here", &source, span);
        return Err(vec![problem.with_help("what it prints is no value: ask for `type(…)` alone")]);
    }
    Ok(output::console(&module.evaluate(&source)?))
}

/// A call of `type` inside an expression.
fn nested_type(source: &Source) -> Option<Span> {
    let mut found = None;
    parse_expression(source).ok()?.walk(&mut |expr| {
        if let Node::Call(call) = &expr.node
            && let Target::Function(callable) = &call.target
            && callable.function.name() == "type"
        {
            found = Some(expr.span);
        }
    });
    found
}

/// The argument, where the whole expression is `type(…)`.
fn argument_of_type(source: &Source) -> Option<Source> {
    let expr = parse_expression(source).ok()?;
    let Node::Call(call) = &expr.node else { return None };
    let (Target::Function(function), [argument]) = (&call.target, &call.args[..]) else { return None };
    let inner = source.slice(argument.span).to_owned();
    (function.function.name() == "type").then(|| Source::new("<console>", inner))
}
