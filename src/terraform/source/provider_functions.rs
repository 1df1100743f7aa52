//! Functions that a provider brings: those of hashicorp/aws, as its version 5.100.0 answers them. What others return only
//! their own programs know.

use crate::value::{Marks, Type, Unknown, Value, convert};

/// The provider whose functions are known here.
const AWS: &str = "registry.terraform.io/hashicorp/aws";
/// The parts of an ARN as `arn_parse` names them, in their order.
const PARTS: [&str; 5] = ["partition", "service", "region", "account_id", "resource"];

type Result<T> = std::result::Result<T, String>;

/// Calls a function of the provider with this source; unknown where it is not known here.
pub(super) fn call(provider: &str, function: &str, args: &[Value]) -> Result<Value> {
    let run: fn(&[&str]) -> Result<Value> = match function {
        _ if provider != AWS => return Ok(Unknown::anything().into()),
        "arn_parse" => |texts| Ok(parse(texts[0])?.into_value()),
        "arn_build" => |texts| Ok(Value::string(&format!("arn:{}", texts.join(":")))),
        "trim_iam_role_path" => |texts| Ok(Value::string(&without_path(&parse(texts[0])?)?)),
        _ => return Ok(Unknown::anything().into()),
    };
    let expected = if function == "arn_build" { PARTS.len() } else { 1 };
    if args.len() != expected {
        return Err(format!("expected {expected} argument(s), got {}", args.len()));
    }
    let marks = args.iter().fold(Marks::NONE, |marks, arg| marks.with(arg.marks.inherited()));
    let args = args.iter().map(text).collect::<Result<Vec<_>>>()?;
    let known: Option<Vec<&str>> = args.iter().map(Value::as_str).collect();
    let result = match known {
        Some(texts) => run(&texts)?,
        None => undecided(function, &args),
    };
    Ok(result.marked(marks))
}

fn text(arg: &Value) -> Result<Value> {
    if arg.is_null() {
        return Err("argument must not be null".to_owned());
    }
    convert(arg, &Type::String)
}

/// The result of arguments of which one is not known.
fn undecided(function: &str, args: &[Value]) -> Value {
    let unknown =
        |ty| Unknown { ty, not_null: true, ..Unknown::from_refs(args.iter().flat_map(Value::unknowns)) };
    if function == "arn_parse" {
        let part = |name: &str| (name.into(), Value::from(unknown(Type::String)));
        return Value::object(PARTS.into_iter().map(part).collect());
    }
    unknown(Type::String).into()
}

struct Arn<'t>([&'t str; 5]);

impl Arn<'_> {
    fn into_value(self) -> Value {
        Value::object(
            PARTS.into_iter().zip(self.0).map(|(name, part)| (name.into(), Value::string(part))).collect(),
        )
    }
}

fn parse(text: &str) -> Result<Arn<'_>> {
    let parts = text.strip_prefix("arn:").map(|rest| rest.splitn(5, ':').collect::<Vec<_>>());
    let parts = parts.and_then(|parts| <[&str; 5]>::try_from(parts).ok());
    parts.map(Arn).ok_or_else(|| format!("{text:?} is no ARN"))
}

/// The ARN of a role without the path before its name.
fn without_path(Arn([partition, service, region, account, resource]): &Arn<'_>) -> Result<String> {
    let name = resource.strip_prefix("role/").map(|path| path.rsplit('/').next().unwrap_or_default());
    match name {
        Some(name) if *service == "iam" && region.is_empty() => {
            Ok(format!("arn:{partition}:{service}:{region}:{account}:role/{name}"))
        }
        _ => Err("this is no ARN of an IAM role".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{AWS, call};
    use crate::value::{Type, Unknown, Value, display};

    fn said(function: &str, args: &[&str]) -> Option<String> {
        let args: Vec<Value> = args.iter().map(|arg| Value::string(arg)).collect();
        call(AWS, function, &args).ok().map(|value| display(&value))
    }

    #[test]
    fn arns_are_taken_apart_and_put_together() {
        // As `terraform plan` showed it with the provider.
        let parsed = |text| said("arn_parse", &[text]);
        assert_eq!(
            parsed("arn:aws:s3:::b/k:x:y").unwrap(),
            r#"{"account_id":"","partition":"aws","region":"","resource":"b/k:x:y","service":"s3"}"#
        );
        assert!(parsed("arn:::::").is_some() && parsed("arn:a:b:c:d:").is_some());
        for wrong in ["arn:aws:iam::444455556666", "xrn:aws:iam::444455556666:role", ""] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
        let built = said("arn_build", &["aws", "iam", "", "444455556666", "role/example"]);
        assert_eq!(built.unwrap(), "arn:aws:iam::444455556666:role/example");
        assert_eq!(said("arn_build", &["", "", "", "", ""]).unwrap(), "arn:::::");
    }

    #[test]
    fn roles_lose_their_paths() {
        let trimmed = |resource: &str| said("trim_iam_role_path", &[&format!("arn:aws:iam::4:{resource}")]);
        let role = |name: &str| Some(format!("arn:aws:iam::4:role/{name}"));
        assert_eq!(trimmed("role/with/path/example"), role("example"));
        assert_eq!(trimmed("role/example"), role("example"));
        assert_eq!(
            (trimmed("role/x/y/"), trimmed("role/"), trimmed("role//y")),
            (role(""), role(""), role("y"))
        );
        assert_eq!((trimmed("role"), trimmed("roles/x/y"), trimmed("user/a/b")), (None, None, None));
        for wrong in
            ["arn:aws:sts::44:role/x/y", "arn:aws:iam:eu-west-1:4:role/x/y", "arn:aws:s3:::role/a/b", "nope"]
        {
            assert_eq!(said("trim_iam_role_path", &[wrong]), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_not_known_has_its_type() {
        let unknown: Value = Unknown::anything().into();
        let parsed = call(AWS, "arn_parse", std::slice::from_ref(&unknown)).unwrap();
        assert!(parsed.as_fields().unwrap().get_str("region").unwrap().is_unknown());
        let trimmed = call(AWS, "trim_iam_role_path", std::slice::from_ref(&unknown)).unwrap();
        assert_eq!(Type::of(&trimmed), Type::String);
        assert!(
            call(AWS, "later", &[]).unwrap().is_unknown()
                && call("x/y/z", "arn_parse", &[]).unwrap().is_unknown()
        );
        assert!(
            call(AWS, "arn_build", &[Value::null()]).is_err()
                && call(AWS, "arn_parse", &[Value::null()]).is_err()
        );
    }
}
