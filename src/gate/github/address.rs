//! Addresses that answers lead to: next pages and redirects.

use ureq::http::HeaderMap;

/// The address behind `rel="next"` in `Link` headers.
pub fn next_page(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all("link").iter().filter_map(|value| value.to_str().ok());
    all.flat_map(links)
        .find(|(_, parameters)| parameters.iter().any(|p| is_next(p)))
        .map(|(to, _)| to.to_owned())
}

/// `rel`, in any letters, among whose words is `next`.
fn is_next(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let mut words = value.trim().trim_matches('"').split_whitespace();
    name.trim().eq_ignore_ascii_case("rel") && words.any(|word| word.eq_ignore_ascii_case("next"))
}

/// Targets with their parameters. Commas and semicolons may stand in a target, and in quotes.
fn links(header: &str) -> Vec<(&str, Vec<&str>)> {
    let mut found = Vec::new();
    let mut rest = header;
    while let Some((target, after)) = rest.split_once('<').and_then(|(_, after)| after.split_once('>')) {
        let (parameters, more) = split_outside_quotes(after, ',');
        let mut list = Vec::new();
        let mut left = parameters;
        while !left.is_empty() {
            let (one, others) = split_outside_quotes(left, ';');
            list.push(one.trim());
            left = others;
        }
        found.push((target, list));
        rest = more;
    }
    found
}

fn split_outside_quotes(text: &str, mark: char) -> (&str, &str) {
    let mut quoted = false;
    for (at, letter) in text.char_indices() {
        if letter == '"' {
            quoted = !quoted;
        } else if letter == mark && !quoted {
            return (&text[..at], &text[at + letter.len_utf8()..]);
        }
    }
    (text, "")
}

/// `https://host:port`, in small letters and without the port that goes without saying.
pub fn origin(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
    let scheme = scheme.to_lowercase();
    let usual = if scheme == "https" { ":443" } else { ":80" };
    format!("{scheme}://{}", host.strip_suffix(usual).unwrap_or(&host))
}

/// The host of an origin on TLS, that of IPv6 in its brackets, and the port.
pub fn host_and_port(authority: &str) -> (&str, u16) {
    let end = authority.rfind(':').filter(|colon| !authority[*colon..].contains(']'));
    let port = end.and_then(|colon| authority[colon + 1..].parse().ok());
    (&authority[..end.unwrap_or(authority.len())], port.unwrap_or(443))
}

/// What stands behind the host; none where the address is on another host than this one.
pub fn path_on<'u>(url: &'u str, own: &str) -> Option<&'u str> {
    if url.starts_with('/') && !url.starts_with("//") {
        return Some(url);
    }
    let (_, rest) = url.split_once("://").filter(|_| origin(url) == own)?;
    rest.find('/').map(|at| &rest[at..])
}

#[cfg(test)]
mod tests {
    use super::{host_and_port, next_page, origin, path_on};
    use ureq::http::{HeaderMap, HeaderValue};

    fn next(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("link", HeaderValue::from_str(line).unwrap());
        }
        next_page(&headers)
    }

    #[test]
    fn the_next_page_is_found_however_it_is_written() {
        let found = Some("https://h/repositories/1/x?page=2".to_owned());
        for line in [
            r#"<https://h/repositories/1/x?page=2>; rel="next", <https://h/x?page=9>; rel="last""#,
            r#"<https://h/x?page=1>; rel="prev",<https://h/x?page=1>; rel="first" , <https://h/repositories/1/x?page=2>;rel=next"#,
            r#"<https://h/x?a=1,2>; title="a, <b>; rel=next"; rel="last", <https://h/repositories/1/x?page=2>; title="x"; REL="Next""#,
            r#"<https://h/repositories/1/x?page=2>; rel="last next""#,
        ] {
            assert_eq!(next(&[line]), found, "{line}");
        }
        assert_eq!(
            next(&[r#"<https://h/x>; rel="prev""#, r#"<https://h/repositories/1/x?page=2>; rel="next""#]),
            found
        );
        for line in [
            "",
            "<",
            r#"<https://h/x>; rel="last""#,
            r#"<https://h/x>; rel="nextish""#,
            "<https://h/x>; next",
            r#"<https://h/x; rel="next""#,
        ] {
            assert_eq!(next(&[line]), None, "{line}");
        }
    }

    #[test]
    fn ports_stand_behind_hosts() {
        assert_eq!(host_and_port("ghe.example"), ("ghe.example", 443));
        assert_eq!(host_and_port("ghe.example:8443"), ("ghe.example", 8443));
        assert_eq!(host_and_port("[::1]"), ("[::1]", 443));
        assert_eq!(host_and_port("[::1]:99"), ("[::1]", 99));
    }

    #[test]
    fn only_the_same_host_is_the_same_host() {
        let own = origin("https://GHE.example/api/v3");
        for (url, path) in [
            ("https://ghe.example/x?y#z", Some("/x?y#z")),
            ("HTTPS://Ghe.Example:443/x", Some("/x")),
            ("/x", Some("/x")),
            ("//evil.example/x", None),
            ("http://ghe.example/x", None),
            ("https://ghe.example:8443/x", None),
            ("https://ghe.example@evil.example/x", None),
            ("https://ghe.example.evil.example/x", None),
            ("https://ghe.example\\@evil.example/x", None),
            ("https://evil.example/https://ghe.example/x", None),
            ("https://ghe.example", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(path_on(url, &own), path, "{url}");
        }
    }
}
