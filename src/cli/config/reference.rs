//! The reference page: written from the rows of the settings.

use std::fmt::Write as _;

use super::settings::{BLOCKS, Block, Holds, Setting};

/// What stands above the blocks.
const HEAD: &str = include_str!("reference.md");

/// A file that a test uses.
const EXAMPLE: &str = include_str!("example.hcl");

/// The page, in Markdown; kept in `docs/config.md`.
#[must_use]
pub fn page() -> String {
    let mut page = HEAD.replace("EXAMPLE\n", EXAMPLE);
    for block in BLOCKS {
        let _ = write!(page, "\n## `{}`\n\n{}\n", block.form(), block.about);
        let settings: Vec<&Setting> = block.settings().collect();
        if !settings.is_empty() {
            page.push('\n');
            page.push_str(&table(block, &settings));
        }
    }
    page
}

fn table(block: &Block, settings: &[&Setting]) -> String {
    let has_flags = !matches!(block.holds, Holds::Labelled(..));
    let mut table = String::from("| setting | value | default |");
    table.push_str(if has_flags {
        " flag | meaning |\n|---|---|---|---|---|\n"
    } else {
        " meaning |\n|---|---|---|---|\n"
    });
    let code = |text: &str| if text.is_empty() { String::new() } else { format!("`{text}`") };
    for setting in settings {
        let flag =
            if has_flags { format!(" {} |", code(setting.flag.unwrap_or_default())) } else { String::new() };
        let (kind, default) = (setting.kind.describe().replace('"', "`"), code(setting.default));
        let _ = writeln!(table, "| `{}` | {kind} | {default} |{flag} {} |", setting.name, setting.about);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::page;

    /// `SEKISHO_BLESS=1 cargo test the_reference_page` writes it anew.
    #[test]
    fn the_reference_page_says_what_is_so() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/config.md");
        if std::env::var_os("SEKISHO_BLESS").is_some() {
            std::fs::write(&path, page()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), page());
    }
}
