//! Terraform's built-in functions, one file per group.
//!
//! A function is one row: its signature (from which name, parameters and result type are read), one line of
//! documentation, how it deals with unknowns, and the code. The row's code sees arguments that are already converted to
//! the parameters' types and, unless it says otherwise, none that is null or unknown. Special forms that need
//! expressions rather than values (`try`, `can`) belong to the evaluator.

#![allow(
    clippy::unnecessary_wraps,
    reason = "the code of all rows is of one type, whether it can fail or not"
)]

mod collection;
mod csv;
mod encoding;
mod format;
mod hash;
mod helper;
mod ip;
mod list;
mod number;
mod pattern;
mod regex;
mod set;
mod signature;
mod special;
mod string;
mod time;
mod types;
mod version;
mod yaml;

use std::sync::LazyLock;

use smallvec::SmallVec;

use crate::value::{Kind, Marks, Type, Unknown, Value, convert};

pub(super) use helper::fits;
pub use signature::{Parameter, Signature};
pub use special::{SPECIAL, Special, is_scoped};

/// How a function deals with what is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknowns {
    /// An argument that is unknown as a whole makes the result unknown; unknown elements are passed through.
    Whole,
    /// Anything unknown inside an argument makes the result unknown.
    Deep,
    /// The function itself knows what to do, elements that may or may not be there included.
    Handled,
}

/// One row of the table.
pub struct Function {
    /// `name(parameter type, …) type`; `…` before a type: any number; `?` after one: null is allowed.
    pub signature: &'static str,
    /// What it does, in one line.
    pub doc: &'static str,
    /// What it does about unknowns.
    pub unknowns: Unknowns,
    /// The code. An error is a sentence without the function's name or a final full stop.
    pub run: fn(&[Value]) -> Result<Value, String>,
}

impl Function {
    /// Its name, without `core::`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        Signature::name(self.signature)
    }
}

static TABLE: LazyLock<Vec<&'static Function>> = LazyLock::new(|| {
    let groups = [
        collection::FUNCTIONS,
        encoding::FUNCTIONS,
        format::FUNCTIONS,
        hash::FUNCTIONS,
        ip::FUNCTIONS,
        list::FUNCTIONS,
        number::FUNCTIONS,
        regex::FUNCTIONS,
        set::FUNCTIONS,
        string::FUNCTIONS,
        time::FUNCTIONS,
        types::FUNCTIONS,
        version::FUNCTIONS,
        yaml::FUNCTIONS,
    ];
    let mut all: Vec<&Function> = groups.into_iter().flatten().collect();
    all.sort_by_key(|f| f.name());
    all
});

/// Every function, by name.
#[must_use]
pub fn all() -> &'static [&'static Function] {
    &TABLE
}

/// Signature and one line of documentation of everything that can be called, by name.
#[must_use]
pub fn documented() -> Vec<(&'static str, &'static str)> {
    let plain = all().iter().map(|function| (function.signature, function.doc));
    let mut rows: Vec<_> =
        plain.chain(SPECIAL.iter().map(|special| (special.signature, special.doc))).collect();
    rows.sort_by_key(|row| Signature::name(row.0));
    rows
}

/// The function of this name, and its signature read.
#[must_use]
pub fn find(name: &str) -> Option<Callable> {
    let at = TABLE.binary_search_by(|f| f.name().cmp(name)).ok()?;
    let function = TABLE[at];
    Some(Callable { function, name: function.name(), signature: Signature::parse(function.signature) })
}

/// A function ready to be called.
#[derive(Clone)]
pub struct Callable {
    /// Its row.
    pub function: &'static Function,
    /// Its name.
    pub name: &'static str,
    /// Its signature, read.
    pub signature: Signature,
}

impl std::fmt::Debug for Callable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Callable {
    /// Calls it: arguments are converted, nulls refused, unknowns and marks carried to the result.
    ///
    /// # Errors
    /// A sentence about the argument or the value that is wrong.
    pub fn call(&self, args: &[Value]) -> Result<Value, String> {
        self.call_with(&mut args.iter().cloned().collect::<Arguments>())
    }

    /// The same with arguments that may be converted where they stand.
    ///
    /// # Errors
    /// As for [`Callable::call`].
    pub fn call_with(&self, args: &mut [Value]) -> Result<Value, String> {
        self.signature.check_count(args.len())?;
        for (at, arg) in args.iter_mut().enumerate() {
            self.convert_argument(at, arg)?;
        }
        self.check_kinds(args)?;
        let marks = self.take_marks(args);
        if self.is_undecided(args) {
            return Ok(self.unknown_result(args).marked(marks));
        }
        match (self.function.run)(args) {
            Ok(result) => Ok(result.marked(marks)),
            // What a function says of a secret may hold it.
            Err(_) if is_secret(marks, args) => {
                Err("this cannot be done with a sensitive value as it is".to_owned())
            }
            Err(why) => Err(why),
        }
    }

    /// Whether what it returns may hold parts of its arguments as they are.
    #[must_use]
    pub fn passes_on(&self) -> bool {
        PASSED_ON.contains(&self.name) || matches!(self.name, "contains" | "distinct" | "compact")
    }

    fn convert_argument(&self, at: usize, arg: &mut Value) -> Result<(), String> {
        let parameter = self.signature.parameter(at);
        let wrong = |why: String| format!("invalid value for \"{}\": {why}", parameter.name);
        if arg.is_null() && !parameter.nullable {
            return Err(wrong("argument must not be null".to_owned()));
        }
        if !is_of(arg, &parameter.ty) {
            *arg = convert(arg, &parameter.ty).map_err(wrong)?;
        }
        Ok(())
    }

    /// A value that is not known yet has a type all the same: an identifier is no list, whatever it will be.
    fn check_kinds(&self, args: &[Value]) -> Result<(), String> {
        let expected = match self.name {
            "concat" | "element" | "one" | "reverse" | "setproduct" | "slice" | "sum" => {
                "a list, set or tuple"
            }
            "keys" | "lookup" | "merge" | "values" => "a map or an object",
            _ => return Ok(()),
        };
        let every = matches!(self.name, "concat" | "merge" | "setproduct");
        let judged = if every { args } else { &args[..args.len().min(1)] };
        match judged.iter().filter_map(Value::as_unknown).find(|unknown| unknown.ty.is_primitive()) {
            Some(unknown) => Err(format!("{expected} is required, but this is {}", unknown.ty.friendly())),
            None => Ok(()),
        }
    }

    fn is_undecided(&self, args: &[Value]) -> bool {
        match self.function.unknowns {
            Unknowns::Handled => false,
            Unknowns::Whole => args.iter().any(|a| a.is_unknown() || a.has_possible()),
            Unknowns::Deep => args.iter().any(|a| !a.is_wholly_known() || a.any(&Value::has_possible)),
        }
    }

    fn unknown_result(&self, args: &[Value]) -> Value {
        let parts: Vec<&Unknown> = args.iter().flat_map(Value::unknowns).collect();
        let not_null = self.signature.result != Type::Dynamic;
        Unknown { ty: self.signature.result.clone(), not_null, ..Unknown::from_refs(parts) }.into()
    }

    /// The marks of the result: those of the arguments. Where the function does not pass elements on as they are, what
    /// is secret inside an argument makes all of the result secret.
    fn take_marks(&self, args: &mut [Value]) -> Marks {
        let mut marks = Marks::NONE;
        for arg in args.iter_mut() {
            marks = marks.with(arg.marks.inherited());
            let secret = if PASSED_ON.contains(&self.name) { Marks::NONE } else { arg.secrets() };
            if secret != Marks::NONE {
                marks = marks.with(secret);
                *arg = arg.without_secrets();
            }
        }
        match self.name {
            "issensitive" => marks.without(Marks::SECRET),
            "nonsensitive" => marks.without(Marks::SENSITIVE),
            "ephemeralasnull" => marks.without(Marks::EPHEMERAL),
            _ => marks,
        }
    }
}

/// Whether a secret is among the arguments, taken off them or not.
fn is_secret(taken: Marks, args: &[Value]) -> bool {
    args.iter().fold(taken, |marks, arg| marks.with(arg.secrets())).both(Marks::SECRET) != Marks::NONE
}

/// Functions whose results hold elements of their arguments as they are, or tell nothing of them.
const PASSED_ON: [&str; 24] = [
    "chunklist",
    "coalesce",
    "coalescelist",
    "concat",
    "element",
    "ephemeralasnull",
    "flatten",
    "issensitive",
    "keys",
    "length",
    "lookup",
    "merge",
    "nonsensitive",
    "one",
    "reverse",
    "sensitive",
    "setproduct",
    "slice",
    "tolist",
    "tomap",
    "toset",
    "type",
    "values",
    "zipmap",
];

/// Arguments of a call: few enough to need no memory of their own.
pub type Arguments = SmallVec<[Value; 3]>;

/// Whether a value is of a parameter's type as it is.
fn is_of(value: &Value, ty: &Type) -> bool {
    match (&value.kind, ty) {
        (_, Type::Dynamic)
        | (Kind::Bool(_), Type::Bool)
        | (Kind::Number(_), Type::Number)
        | (Kind::String(_), Type::String) => true,
        (Kind::List(e), Type::List(elem)) => e.elem == **elem && **elem != Type::Dynamic,
        _ => false,
    }
}
