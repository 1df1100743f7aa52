//! `fileset`: the files below a folder whose paths match a pattern.

use std::path::Path;

/// More files than this are not looked through.
const MOST: usize = 200_000;

/// Paths relative to the folder, as the pattern reaches them; nothing of a folder that is not `allowed`.
///
/// # Errors
/// Where the pattern is malformed or there is too much to look through.
pub(super) fn files(
    folder: &Path,
    pattern: &str,
    allowed: impl Fn(&Path) -> bool,
) -> Result<Vec<String>, String> {
    let pattern = &super::files::clean(pattern.trim_start_matches('/'));
    let (up, down) = climb(pattern);
    let base = folder.join(&pattern[..up]);
    if !base.is_dir() {
        return Ok(Vec::new());
    }
    let Some(matcher) = matcher(down)? else { return Ok(Vec::new()) };
    if !allowed(&base) {
        return Err("the folder is outside of the root module's folder, where no file is read".to_owned());
    }
    let mut found = Vec::new();
    let depth = if down.contains("**") { usize::MAX } else { down.split('/').count() };
    for (count, entry) in walkdir::WalkDir::new(&base).min_depth(1).max_depth(depth).into_iter().enumerate() {
        if count > MOST {
            return Err(format!("there are more than {MOST} files to look through"));
        }
        let Ok(entry) = entry else { continue };
        let is_file = entry.file_type().is_file() || (entry.path_is_symlink() && entry.path().is_file());
        let Some(path) = entry.path().strip_prefix(&base).ok().and_then(Path::to_str) else { continue };
        if is_file && matcher.is_match(path) {
            found.push(format!("{}{path}", &pattern[..up]));
        }
    }
    Ok(found)
}

/// None for a pattern that nothing can match.
fn matcher(pattern: &str) -> Result<Option<globset::GlobMatcher>, String> {
    let malformed = |why: &str| format!("the pattern {pattern:?} is malformed: {why}");
    if slash_in_choice(pattern) {
        return Err(malformed("a choice in braces cannot go down into folders"));
    }
    if pattern.contains("[]") || pattern.contains("[^]") {
        return Err(malformed("a class must not be empty"));
    }
    // A brace that closes nothing is a character.
    let braces = if pattern.contains('{') { pattern.to_owned() } else { pattern.replace('}', "\\}") };
    let classes = classes(&braces);
    let mut builder = globset::GlobBuilder::new(&classes);
    match builder.literal_separator(true).backslash_escape(true).build() {
        Ok(glob) => Ok(Some(glob.compile_matcher())),
        Err(error) if matches!(error.kind(), globset::ErrorKind::InvalidRange(..)) => Ok(None),
        Err(error) => Err(malformed(&error.kind().to_string())),
    }
}

fn slash_in_choice(pattern: &str) -> bool {
    let mut choices = pattern.split('{').skip(1);
    choices.any(|rest| rest.split_once('}').is_some_and(|(choice, _)| choice.contains('/')))
}

/// How long the leading `../` of a pattern are, and what follows.
fn climb(pattern: &str) -> (usize, &str) {
    let mut at = 0;
    while pattern[at..].starts_with("../") {
        at += 3;
    }
    (at, &pattern[at..])
}

/// Only `^` negates a class here; a `!` at its beginning is one of its characters and so may stand at its end.
fn classes(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once("[!") {
        let Some((class, end)) = after.split_once(']') else { break };
        out.extend([before, "[", class, "!]"]);
        rest = end;
    }
    out + rest
}
