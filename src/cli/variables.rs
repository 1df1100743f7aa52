//! `--var` and `--var-file`: of several the last counts, whichever of the two it is, so their order is kept.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};

use crate::terraform::VariableFlag;

const VALUE: &str = "var";
const FILE: &str = "var_file";

/// Values for the variables of a root module, in the order of the command line.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    /// Each of them.
    pub given: Vec<VariableFlag>,
}

impl Args for Variables {
    fn augment_args(command: Command) -> Command {
        let value = Arg::new(VALUE).long("var").value_name("NAME=VALUE").value_parser(assignment);
        let file =
            Arg::new(FILE).long("var-file").value_name("FILE").value_parser(clap::value_parser!(PathBuf));
        command
            .arg(flag(value, "A value for a variable of the root module; may be given several times"))
            .arg(flag(file, "A file of such values (tfvars)"))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

fn flag(arg: Arg, help: &'static str) -> Arg {
    arg.action(ArgAction::Append).help(help).help_heading("Source")
}

impl FromArgMatches for Variables {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let places = |id: &str| matches.indices_of(id).into_iter().flatten().collect::<Vec<_>>();
        let values = matches.get_many::<(String, String)>(VALUE).into_iter().flatten();
        let values = values.map(|(name, value)| VariableFlag::Value(name.clone(), value.clone()));
        let files = matches.get_many::<PathBuf>(FILE).into_iter().flatten();
        let files = files.map(|path| VariableFlag::File(path.clone()));
        let mut given: Vec<(usize, VariableFlag)> = places(VALUE).into_iter().zip(values).collect();
        given.extend(places(FILE).into_iter().zip(files));
        given.sort_by_key(|(place, _)| *place);
        Ok(Self { given: given.into_iter().map(|(_, flag)| flag).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn assignment(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}
