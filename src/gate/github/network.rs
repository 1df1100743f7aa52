//! What stands between here and GitHub, by the variables that tell all programs: proxies, and whose certificates are trusted.

use ureq::tls::{Certificate, PemItem, RootCerts, parse_pem};
use ureq::{Proxy, ProxyProtocol};

/// A variable of the environment.
pub type Variable<'v> = &'v dyn Fn(&str) -> Option<String>;

/// Where a proxy may be told: first for this alone, then for everything; in small letters, which win on GitHub's runners
/// (actions/runner, ADR 263, as is what follows), then in capitals. `HTTP_PROXY` is for what goes without TLS.
const PROXIES: [&str; 4] = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
/// Where hosts may be told that are reached without one.
const DIRECT: [&str; 2] = ["no_proxy", "NO_PROXY"];
/// Where a file of certificates may be told, as OpenSSL has it.
const AUTHORITIES: &str = "SSL_CERT_FILE";
/// Where systems keep those that they trust, among them those of a company's own.
const SYSTEMS: [&str; 5] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

/// The proxy for a host; none where it is reached without one.
pub fn proxy(host: &str, port: u16, variable: Variable<'_>) -> Option<Proxy> {
    let first = |names: &[&str]| names.iter().find_map(|name| variable(name).filter(|text| !text.is_empty()));
    let url = first(&PROXIES)?;
    let is_direct = first(&DIRECT).is_some_and(|list| is_listed(&list, host, port));
    let is_http = |proxy: &Proxy| matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https);
    let proxy = Proxy::new(url.trim()).ok().filter(is_http);
    if is_direct { None } else { proxy }
}

/// Whether a host is in a list, by its name or that of a domain above it, with or without a port.
fn is_listed(list: &str, host: &str, port: u16) -> bool {
    let host = host.to_lowercase();
    let entries = list.split([',', ' ', '\t']).map(str::to_lowercase);
    let mut entries = entries.filter(|entry| !entry.is_empty());
    entries.any(|entry| {
        let entry = entry.strip_suffix(&format!(":{port}")).unwrap_or(&entry);
        let name = entry.trim_start_matches('*').trim_start_matches('.');
        entry == "*" || host == name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'))
    })
}

/// Who is trusted to say who a server is: those of a file that is named, else the system's, else Mozilla's.
pub fn authorities(variable: Variable<'_>) -> RootCerts {
    let named = variable(AUTHORITIES).filter(|path| !path.is_empty());
    let files = named.into_iter().chain(SYSTEMS.map(str::to_owned));
    let found = files.filter_map(|path| std::fs::read(path).ok()).map(|text| certificates(&text));
    found
        .into_iter()
        .find(|found| !found.is_empty())
        .map_or(RootCerts::WebPki, |found| RootCerts::new_with_certs(&found))
}

/// All that can be read.
fn certificates(text: &[u8]) -> Vec<Certificate<'static>> {
    let certificate = |item| if let Ok(PemItem::Certificate(found)) = item { Some(found) } else { None };
    parse_pem(text).filter_map(certificate).collect()
}

#[cfg(test)]
mod tests {
    use super::{RootCerts, authorities, certificates, proxy};

    fn chosen(host: &str, variables: &[(&str, &str)]) -> Option<String> {
        let variable = |name: &str| {
            let mut all = variables.iter();
            all.find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let found = proxy(host, 443, &variable)?;
        Some(format!("{}:{} {}", found.host(), found.port(), found.username().unwrap_or_default()))
    }

    #[test]
    fn proxies_are_taken_as_runners_take_them() {
        let found = |variables: &[(&str, &str)]| chosen("api.github.com", variables);
        let all = ("ALL_PROXY", "http://all:1");
        let https = ("HTTPS_PROXY", "http://me:p%40ss@upper:2");
        assert_eq!(found(&[]), None);
        assert_eq!(found(&[all]).as_deref(), Some("all:1 "));
        assert_eq!(found(&[all, https]).as_deref(), Some("upper:2 me"));
        assert_eq!(found(&[https, ("https_proxy", "lower:3")]).as_deref(), Some("lower:3 "));
        assert_eq!(found(&[https, ("https_proxy", "")]).as_deref(), Some("upper:2 me"));
        for (name, url) in
            [("HTTP_PROXY", "http://plain:4"), ("ALL_PROXY", "socks5://x:5"), ("ALL_PROXY", "::")]
        {
            assert_eq!(found(&[(name, url)]), None, "{name}={url}");
        }
    }

    #[test]
    fn hosts_that_are_listed_are_reached_without_one() {
        let found = |host: &str, list: &str| {
            let variables = [("HTTPS_PROXY", "http://p"), ("NO_PROXY", list)];
            chosen(host, &variables).is_none()
        };
        for list in [
            "ghe.acme.example",
            "GHE.acme.example",
            "localhost, ghe.acme.example",
            "localhost ghe.acme.example:443",
            "acme.example",
            ".acme.example,",
            "*.acme.example",
            "*",
        ] {
            assert!(found("ghe.Acme.example", list), "{list}");
        }
        for list in
            ["", ",", "ghe", "example.com", "he.acme.example", "ghe.acme.example:8443", "x.ghe.acme.example"]
        {
            assert!(!found("ghe.acme.example", list), "{list}");
        }
        assert!(found("127.0.0.1", "localhost,127.0.0.1") && found("[::1]", "[::1]"));
        let lower = [("HTTPS_PROXY", "http://p"), ("NO_PROXY", "x"), ("no_proxy", "h")];
        assert_eq!(chosen("h", &lower), None);
    }

    /// Of nobody: it was made for this test, and what it is of has been thrown away.
    const AUTHORITY: &str = "-----BEGIN CERTIFICATE-----
MIIBeTCCAR+gAwIBAgIUN+DUKBPrTdsI+QsdeX9PloovkegwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGbm9ib2R5MCAXDTI2MTEyODA3Mzc0NloYDzIxMjYxMTA0MDcz
NzQ2WjARMQ8wDQYDVQQDDAZub2JvZHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAQKmCYd5jjWDoe7P5qYCdFiEKfwCBJQV2U1MqudIlCSK55wgSfcHfk3jXUOcvCP
IpkJc44vcCzpQBqEOBEcmwW3o1MwUTAdBgNVHQ4EFgQU06Ap71bgxhmhb/y7XBOI
Qx5AJ+4wHwYDVR0jBBgwFoAU06Ap71bgxhmhb/y7XBOIQx5AJ+4wDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBxmYoIzgEkFrtE4PVpC6STa32GcUmN
w7hhjkjKE6pOCgIhALEztEVD7v3UmN0PqvT//4hELAU7VVlyJmZj7Tfrviu6
-----END CERTIFICATE-----
";

    #[test]
    fn a_file_of_ones_own_says_who_is_trusted() {
        assert_eq!(certificates(format!("# ours\n{AUTHORITY}\nwhat?\n{AUTHORITY}").as_bytes()).len(), 2);
        for text in ["", "what?", "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"] {
            assert_eq!(certificates(text.as_bytes()).len(), 0, "{text}");
        }
        let file = std::env::temp_dir().join(format!("sekisho-authorities-{}.pem", std::process::id()));
        std::fs::write(&file, AUTHORITY).unwrap();
        let path = file.to_string_lossy().into_owned();
        let found = authorities(&|name| (name == "SSL_CERT_FILE").then(|| path.clone()));
        std::fs::remove_file(&file).unwrap();
        assert!(matches!(found, RootCerts::Specific(found) if found.len() == 1));
    }
}
