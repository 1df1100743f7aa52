//! A runner of GitHub Actions, as far as `action.yml` needs one: expressions in `env:` and `if:`, steps of bash with the
//! files for outputs and summaries, workflow commands in the log.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use base64::Engine;
use serde_json::{Value, json};

/// What the runner takes from an action's log as a command: its name and the rest of the line.
pub type Commands = Vec<(String, String)>;

/// One use of the action in a workflow.
pub struct Job {
    /// The checkout, where steps run.
    pub workspace: PathBuf,
    /// `RUNNER_TEMP`
    pub temp: PathBuf,
    /// Of the action.
    pub inputs: BTreeMap<String, String>,
    /// The `github` context, with the event in it.
    pub github: Value,
    /// More variables, or other values for those that the runner sets.
    pub variables: BTreeMap<String, String>,
    /// Folders before all others in `PATH`.
    pub tools: Option<PathBuf>,
}

/// What became of it.
#[derive(Debug)]
pub struct Outcome {
    /// Whether all steps succeeded.
    pub success: bool,
    /// The action's outputs; one that no step has set is empty.
    pub outputs: BTreeMap<String, String>,
    /// Of each step, by id.
    pub steps: BTreeMap<String, BTreeMap<String, String>>,
    /// Names of the steps that ran or that would have been another action.
    pub ran: Vec<String>,
    /// The summaries of all steps.
    pub summary: String,
    /// Everything that was printed.
    pub log: String,
    /// The commands in it that the runner carries out.
    pub commands: Commands,
}

impl Outcome {
    pub fn output(&self, name: &str) -> &str {
        self.outputs.get(name).map_or("", String::as_str)
    }

    /// The texts of annotations of a kind.
    pub fn annotations(&self, kind: &str) -> Vec<&str> {
        self.commands.iter().filter(|(name, _)| name == kind).map(|(_, rest)| rest.as_str()).collect()
    }
}

static ACTION: OnceLock<Value> = OnceLock::new();

/// A YAML file of the repository, as Terraform's `yamldecode` has it.
pub fn yaml(file: &str) -> Value {
    let expression = format!("base64encode(jsonencode(yamldecode(file(\"{file}\"))))");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
    command.args(["console", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.current_dir(env!("CARGO_MANIFEST_DIR")).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{}", json!({ "expr": expression })).unwrap();
    let answer: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    let text = answer["output"].as_str().unwrap_or_else(|| panic!("{file}: {answer}")).trim_matches('"');
    let decoded = base64::engine::general_purpose::STANDARD.decode(text).unwrap();
    serde_json::from_slice(&decoded).unwrap()
}

impl Job {
    /// Runs the steps of `action.yml`.
    pub fn run(&self) -> Outcome {
        let action = ACTION.get_or_init(|| yaml("action.yml"));
        let mut outcome = Outcome {
            success: true,
            outputs: BTreeMap::new(),
            steps: BTreeMap::new(),
            ran: Vec::new(),
            summary: String::new(),
            log: String::new(),
            commands: Vec::new(),
        };
        let mut context = self.github.clone();
        let defaults = action["inputs"].as_object().unwrap();
        for name in self.inputs.keys() {
            assert!(defaults.contains_key(name), "the action has no input {name}");
        }
        let inputs: BTreeMap<&str, String> = defaults
            .iter()
            .map(|(name, input)| {
                let default = || filled(input["default"].as_str().unwrap_or_default(), &context);
                (name.as_str(), self.inputs.get(name).cloned().unwrap_or_else(default))
            })
            .collect();
        context["inputs"] = json!(inputs);
        context["steps"] = json!({});
        for step in action["runs"]["steps"].as_array().unwrap() {
            self.step(step, &mut context, &mut outcome);
        }
        for (name, output) in action["outputs"].as_object().unwrap() {
            outcome.outputs.insert(name.clone(), filled(output["value"].as_str().unwrap(), &context));
        }
        outcome
    }

    fn step(&self, step: &Value, context: &mut Value, outcome: &mut Outcome) {
        let wanted = step["if"].as_str().is_none_or(|condition| !evaluate(condition, context).is_empty());
        if !wanted || !outcome.success {
            return;
        }
        outcome.ran.push(step["name"].as_str().unwrap().to_owned());
        let Some(script) = step["run"].as_str() else { return };
        let files =
            ["output", "summary"].map(|name| self.temp.join(format!("_{name}_{}", outcome.ran.len())));
        files.iter().for_each(|file| std::fs::write(file, "").unwrap());
        let mut command = self.bash(script, &files);
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            command.env(name, filled(value.as_str().unwrap(), context));
        }
        let output = command.output().unwrap();
        outcome.success = output.status.success();
        let log = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        outcome.commands.extend(commands(&log));
        outcome.log.push_str(&log);
        let [outputs, summary] = files.map(|file| std::fs::read_to_string(file).unwrap());
        assert!(summary.len() <= 1024 * 1024, "GitHub takes no summary of {} bytes", summary.len());
        outcome.summary.push_str(&summary);
        if let Some(id) = step["id"].as_str() {
            let outputs = named_values(&outputs);
            context["steps"][id] = json!({ "outputs": outputs });
            outcome.steps.insert(id.to_owned(), outputs);
        }
    }

    /// `shell: bash` is this, and a step sees nothing but what the runner sets.
    fn bash(&self, script: &str, [outputs, summary]: &[PathBuf; 2]) -> Command {
        let file = self.temp.join("_step.sh");
        std::fs::write(&file, script).unwrap();
        let event = self.temp.join("_event.json");
        std::fs::write(&event, self.github["github"]["event"].to_string()).unwrap();
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(file).current_dir(&self.workspace);
        let path = std::env::var("PATH").unwrap();
        let tools = self.tools.iter().map(|tools| format!("{}:", tools.display())).collect::<String>();
        command.env_clear().env("PATH", tools + &path).env("HOME", &self.temp);
        command
            .env("GITHUB_ACTIONS", "true")
            .env("CI", "true")
            .env("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR"));
        command.env("GITHUB_OUTPUT", outputs).env("GITHUB_STEP_SUMMARY", summary);
        command.env("GITHUB_EVENT_PATH", event).env("GITHUB_WORKSPACE", &self.workspace);
        for (variable, key) in [
            ("GITHUB_EVENT_NAME", "event_name"),
            ("GITHUB_REF", "ref"),
            ("GITHUB_SHA", "sha"),
            ("GITHUB_REPOSITORY", "repository"),
            ("GITHUB_SERVER_URL", "server_url"),
            ("GITHUB_API_URL", "api_url"),
        ] {
            command.env(variable, self.github["github"][key].as_str().unwrap_or_default());
        }
        command.env("RUNNER_TEMP", &self.temp).env("RUNNER_OS", "Linux").env("RUNNER_ARCH", "X64");
        command.envs(&self.variables);
        command
    }
}

/// `name=value` lines and `name<<END` blocks; the runner refuses anything else.
fn named_values(text: &str) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let equals = line.find('=').unwrap_or(usize::MAX);
        let block = line.find("<<").unwrap_or(usize::MAX);
        assert!(equals != block, "not an output: {line}");
        let (name, value) = if equals < block {
            (&line[..equals], line[equals + 1..].to_owned())
        } else {
            let end = &line[block + 2..];
            (&line[..block], lines.by_ref().take_while(|line| *line != end).collect::<Vec<_>>().join("\n"))
        };
        values.insert(name.to_owned(), value);
    }
    values
}

/// What the runner takes as commands: `::name …::…` where a line begins (blanks aside), and its old form `##[name]…` anywhere.
/// Between `::stop-commands::WORD` and `::WORD::` it takes none.
fn commands(log: &str) -> Commands {
    let mut commands = Commands::new();
    let mut stopped: Option<String> = None;
    for line in log.lines() {
        let new = line.trim_start().strip_prefix("::").and_then(|rest| {
            let (head, data) = rest.split_once("::")?;
            let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
            Some((name.to_owned(), format!("{properties}::{data}")))
        });
        let old = || {
            let (_, rest) = line.split_once("##[")?;
            let (name, data) = rest.split_once(']')?;
            Some((name.to_owned(), data.to_owned()))
        };
        let Some((name, rest)) = new.or_else(old) else { continue };
        match &stopped {
            Some(word) if *word == name => stopped = None,
            Some(_) => {}
            None if name == "stop-commands" => stopped = rest.strip_prefix("::").map(str::to_owned),
            None => commands.push((name, rest)),
        }
    }
    assert_eq!(stopped, None, "commands are never taken again");
    commands
}

/// A text with its `${{ }}` filled in.
fn filled(text: &str, context: &Value) -> String {
    let Some((before, rest)) = text.split_once("${{") else { return text.to_owned() };
    let (expression, after) = rest.split_once("}}").unwrap();
    before.to_owned() + &evaluate(expression, context) + &filled(after, context)
}

/// The expressions that the action uses: paths, texts, `==`, `!=`, `&&` and `||`. What is false, null or not there is empty.
fn evaluate(expression: &str, context: &Value) -> String {
    if let Some((left, right)) = expression.split_once("||") {
        let left = evaluate(left, context);
        return if left.is_empty() { evaluate(right, context) } else { left };
    }
    if let Some((left, right)) = expression.split_once("&&") {
        let left = evaluate(left, context);
        return if left.is_empty() { left } else { evaluate(right, context) };
    }
    let truth = |holds: bool| if holds { "true".to_owned() } else { String::new() };
    if let Some((left, right)) = expression.split_once("!=") {
        return truth(evaluate(left, context) != evaluate(right, context));
    }
    if let Some((left, right)) = expression.split_once("==") {
        return truth(evaluate(left, context) == evaluate(right, context));
    }
    let word = expression.trim();
    if let Some(text) = word.strip_prefix('\'') {
        return text.strip_suffix('\'').unwrap().to_owned();
    }
    let steps = word.replace(['[', ']'], ".");
    let value = steps.split('.').filter(|key| !key.is_empty()).fold(context, member);
    let known = ["github", "inputs", "steps"].contains(&word.split('.').next().unwrap());
    assert!(known, "no such context: {word}");
    value.as_str().map_or_else(|| value.as_u64().map(|n| n.to_string()).unwrap_or_default(), str::to_owned)
}

/// By a key or an index.
fn member<'v>(value: &'v Value, key: &str) -> &'v Value {
    key.parse().map_or_else(|_| &value[key], |index: usize| &value[index])
}

/// A folder for a test, empty.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("action").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
