//! Comma-separated values, as strict as Go's reader: quotes only around a whole field, no field left open.

/// The records of a text; empty lines are none.
pub(super) fn records(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut records = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(after) = line_end(rest) {
            rest = after;
            continue;
        }
        let (fields, after) = record(rest)?;
        records.push(fields);
        rest = after;
    }
    Ok(records)
}

/// What follows a line end, where one comes next.
fn line_end(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n'))
}

fn record(text: &str) -> Result<(Vec<String>, &str), String> {
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(inner) => quoted(inner)?,
            None => plain(rest)?,
        };
        fields.push(field);
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None => return Ok((fields, line_end(after).unwrap_or(after))),
        }
    }
}

fn plain(text: &str) -> Result<(String, &str), String> {
    let line = text.find('\n').unwrap_or(text.len());
    let line = if text[..line].ends_with('\r') { line - 1 } else { line };
    let (field, rest) = text.split_at(text[..line].find(',').unwrap_or(line));
    if field.contains('"') {
        return Err("bare \" in non-quoted field".to_owned());
    }
    // A carriage return at the very end belongs to a line end as well.
    Ok((field.to_owned(), if rest == "\r" { "" } else { rest }))
}

/// Two quotes are one.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let wrong = || "extraneous or missing \" in quoted field".to_owned();
    let mut field = String::new();
    let mut rest = text;
    loop {
        let (part, after) = rest.split_once('"').ok_or_else(wrong)?;
        field.push_str(&part.replace("\r\n", "\n"));
        match after.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                rest = after;
            }
            None if after.is_empty() || after.starts_with(',') || line_end(after).is_some() => {
                return Ok((field, after));
            }
            None => return Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn reads_as_go_does() {
        for (text, want) in [
            ("a,b\n\n1,\"x,\"\"y\"\"\"\r\n", "[[\"a\", \"b\"], [\"1\", \"x,\\\"y\\\"\"]]"),
            (",\n", "[[\"\", \"\"]]"),
            ("a,", "[[\"a\", \"\"]]"),
            ("", "[]"),
        ] {
            assert_eq!(format!("{:?}", records(text).unwrap()), want);
        }
        for wrong in ["a\n\"x", "x\"y", "\"x\"y"] {
            assert!(records(wrong).is_err(), "{wrong}");
        }
    }
}
