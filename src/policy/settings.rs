//! The `policy` block: which plans a file is about, and what it builds on.

use crate::lang::{Block, Body, functions};
use crate::text::Diagnostic;
use crate::value::Value;

use super::file::{FileReader, PolicyFile};

impl FileReader<'_> {
    pub(super) fn settings(&mut self, body: &Body, file: &mut PolicyFile) {
        let blocks: Vec<&Block> = body.blocks_of("policy").collect();
        if let [_, second, ..] = blocks[..] {
            self.problem("a file has at most one `policy` block", second.header);
        }
        let Some(block) = blocks.first() else { return };
        let parts = ["required_providers", "terraform_config", "plugins"];
        self.only(&block.body, "`policy`", &["enforcement_level"], &parts);
        if let Some(attribute) = block.body.attribute("enforcement_level") {
            file.level = self.constant_level(&attribute.expr).unwrap_or_default();
        }
        block.body.blocks_of("terraform_config").for_each(|config| self.terraform(config, file));
        block.body.blocks_of("required_providers").for_each(|providers| self.providers(providers, file));
        for plugins in block.body.blocks_of("plugins") {
            let names: Vec<&str> = plugins.body.attributes.iter().map(|a| a.name.as_str()).collect();
            let message = format!("plugins are not run by sekisho: {}", names.join(", "));
            file.warnings.push(Diagnostic::error(message, self.source, plugins.header).into_warning());
        }
    }

    fn terraform(&mut self, config: &Block, file: &mut PolicyFile) {
        self.only(&config.body, "`terraform_config`", &["required_version"], &[]);
        let Some(attribute) = config.body.attribute("required_version") else { return };
        let Some(constraint) = self.constant_text(attribute) else { return };
        match admits(&constraint, "1.0.0") {
            Ok(_) => file.required_terraform = Some(constraint),
            Err(why) => {
                let help = "for example \">= 1.10\" or \">= 1.6, < 2.0\"";
                self.problem(why, attribute.expr.span).help = Some(help.to_owned());
            }
        }
    }

    fn providers(&mut self, block: &Block, file: &mut PolicyFile) {
        for attribute in &block.body.attributes {
            let Ok(value) = super::inputs::constant(&attribute.expr) else {
                self.problem("a provider's source and version must be constants", attribute.expr.span);
                continue;
            };
            let text = |name: &str| value.as_fields()?.get_str(name)?.as_str().map(str::to_owned);
            let source = text("source").unwrap_or_else(|| format!("hashicorp/{}", attribute.name));
            let version = text("version").or_else(|| value.as_str().map(str::to_owned));
            let Some(version) = version else { continue };
            if let Err(why) = admits(&version, "1.0.0") {
                self.problem(why, attribute.expr.span);
            }
            let host = if source.matches('/').count() < 2 { "registry.terraform.io/" } else { "" };
            file.required_providers.push((format!("{host}{source}"), version));
        }
    }
}

/// Whether a version fulfils a constraint; of one before a release, whether the release does.
///
/// # Errors
/// Where one of them is none.
pub fn admits(constraint: &str, version: &str) -> Result<bool, String> {
    let release = version.split(['-', '+']).next().unwrap_or(version);
    let Some(function) = functions::find("semverconstraint") else { return Ok(true) };
    let result = function.call(&[Value::string(release), Value::string(constraint)])?;
    Ok(result.as_bool().unwrap_or(true))
}

#[cfg(test)]
mod tests {
    use crate::policy::PolicyFile;
    use crate::text::Source;

    fn parse(text: &str) -> Result<PolicyFile, String> {
        let join = |all: Vec<crate::text::Diagnostic>| {
            all.iter().map(|d| d.message.clone()).collect::<Vec<_>>().join("; ")
        };
        PolicyFile::parse(&Source::new("t", text.to_owned())).map_err(join)
    }

    #[test]
    fn an_empty_block_is_a_block() {
        assert_eq!(parse("policy {}\n").unwrap().required_terraform, None);
    }

    #[test]
    fn constraints_are_checked_when_the_file_is_read() {
        let text = "policy {\n  terraform_config {\n    required_version = \">= 1.10\"\n  }\n  required_providers {\n    aws = { source = \"hashicorp/aws\", version = \"~> 5.0\" }\n  }\n}\n";
        let file = parse(text).unwrap();
        assert_eq!(file.required_terraform.as_deref(), Some(">= 1.10"));
        let aws = ("registry.terraform.io/hashicorp/aws".to_owned(), "~> 5.0".to_owned());
        assert_eq!(file.required_providers, [aws]);
        assert!(parse("policy {\n terraform_config {\n required_version = \"new\"\n}\n}\n").is_err());
    }

    #[test]
    fn a_version_before_a_release_counts_as_the_release() {
        assert_eq!(super::admits(">= 1.10", "1.10.0-beta1"), Ok(true));
        assert_eq!(super::admits(">= 1.10", "1.9.8"), Ok(false));
    }
}
