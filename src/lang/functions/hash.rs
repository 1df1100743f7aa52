//! Digests, and identifiers made of them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::Digest;

use super::Function;
use super::Unknowns::{Handled, Whole};
use super::helper::{integer, row, text, unknown_from, unknown_until_apply};
use crate::value::{Reason, Type, Unknown, Value};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("base64sha256(str string) string", "The SHA-256 of text, as base64", Whole, base64_sha256),
    row("base64sha512(str string) string", "The SHA-512 of text, as base64", Whole, base64_sha512),
    row("bcrypt(str string, cost ...number) string", "A password's hash, another each time", Handled, bcrypt),
    row("md5(str string) string", "The MD5 of text", Whole, md5),
    row(
        "rsadecrypt(ciphertext string, privatekey string) string",
        "Text decrypted with a key",
        Handled,
        until_apply,
    ),
    row("sha1(str string) string", "The SHA-1 of text", Whole, sha1),
    row("sha256(str string) string", "The SHA-256 of text", Whole, sha256),
    row("sha512(str string) string", "The SHA-512 of text", Whole, sha512),
    row("uuid() string", "An identifier, another each time", Handled, until_apply),
    row("uuidv5(namespace string, name string) string", "The identifier of a name", Whole, uuid_v5),
];

/// Either it differs each time, or it needs what a check must not use.
fn until_apply(args: &[Value]) -> Result<Value, String> {
    Ok(unknown_until_apply(Type::String, args))
}

/// The salt is another each time; how it begins is certain.
fn bcrypt(args: &[Value]) -> Result<Value, String> {
    let cost = match args.get(1) {
        Some(cost) if cost.is_unknown() => return until_apply(args),
        Some(cost) => integer(cost)?,
        None => 10,
    };
    if cost > 31 || args.len() > 2 {
        return Err("the cost must be one number, and not greater than 31".to_owned());
    }
    let prefix = format!("$2a${:02}$", if cost < 4 { 10 } else { cost }).into();
    let unknown = unknown_from(Type::String, args);
    Ok(Unknown { prefix, not_empty: true, reason: Reason::Function, ..unknown }.into())
}

fn hex(bytes: &[u8]) -> Result<Value, String> {
    Ok(Value::string(&crate::text::hex(bytes)))
}

fn md5(args: &[Value]) -> Result<Value, String> {
    hex(&md5::Md5::digest(text(&args[0])))
}

fn sha1(args: &[Value]) -> Result<Value, String> {
    hex(&sha1::Sha1::digest(text(&args[0])))
}

fn sha256(args: &[Value]) -> Result<Value, String> {
    hex(&sha2::Sha256::digest(text(&args[0])))
}

fn sha512(args: &[Value]) -> Result<Value, String> {
    hex(&sha2::Sha512::digest(text(&args[0])))
}

fn base64_sha256(args: &[Value]) -> Result<Value, String> {
    Ok(Value::string(&STANDARD.encode(sha2::Sha256::digest(text(&args[0])))))
}

fn base64_sha512(args: &[Value]) -> Result<Value, String> {
    Ok(Value::string(&STANDARD.encode(sha2::Sha512::digest(text(&args[0])))))
}

/// RFC 4122: the SHA-1 of namespace and name, with version and variant written into it.
fn uuid_v5(args: &[Value]) -> Result<Value, String> {
    let namespace = namespace(text(&args[0]))?;
    let mut hash = sha1::Sha1::new();
    hash.update(namespace.to_be_bytes());
    hash.update(text(&args[1]));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    let id = u128::from_be_bytes(bytes);
    let id = id & !(0xf << 76) & !(0b11 << 62) | (5 << 76) | (0b10 << 62);
    let hex = format!("{id:032x}");
    Ok(Value::string(&format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )))
}

fn namespace(name: &str) -> Result<u128, String> {
    /// The first of RFC 4122's namespaces; the others follow it.
    const DNS: u128 = 0x6ba7_b810_9dad_11d1_80b4_00c0_4fd4_30c8;
    let nth = |n: u128| DNS + (n << 96);
    match name {
        "dns" => Ok(nth(0)),
        "url" => Ok(nth(1)),
        "oid" => Ok(nth(2)),
        "x500" => Ok(nth(4)),
        other => parse_uuid(other).ok_or_else(|| format!("uuidv5() doesn't support namespace {other}")),
    }
}

fn parse_uuid(text: &str) -> Option<u128> {
    let text = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let text = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).unwrap_or(text);
    let dashes = text.bytes().enumerate().filter(|(_, b)| *b == b'-').map(|(at, _)| at);
    let well_placed = matches!(&dashes.collect::<Vec<_>>()[..], [] | [8, 13, 18, 23]);
    let digits = text.replace('-', "");
    let valid = well_placed && digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if valid { u128::from_str_radix(&digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::check;

    #[test]
    fn known() {
        check(&[
            ("md5", r#"["hello"]"#, "5d41402abc4b2a76b9719d911017c592"),
            ("sha1", r#"["hello"]"#, "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"),
            ("sha256", "[1]", "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"),
            ("base64sha256", r#"["hello"]"#, "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
            ("uuidv5", r#"["dns","www.terraform.io"]"#, "a5008fae-b28c-5ba5-96cd-82b4c53552d6"),
            ("uuidv5", r#"["x500","CN=Example,C=GB"]"#, "84e09961-4aa4-57f8-95b7-03edb1073253"),
            (
                "uuidv5",
                r#"["6ba7b810-9dad-11d1-80b4-00c04fd430c8","www.terraform.io"]"#,
                "a5008fae-b28c-5ba5-96cd-82b4c53552d6",
            ),
            ("uuidv5", r#"["nope","x"]"#, "error: uuidv5() doesn't support namespace nope"),
            ("uuid", "[]", "?"),
            ("bcrypt", r#"["x"]"#, "?"),
        ]);
    }
}
