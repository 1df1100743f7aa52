//! Functions on blocks of IP addresses, as Terraform's library computes them, its slips with odd arguments included.

use std::net::{Ipv4Addr, Ipv6Addr};

use dashu_int::{IBig, UBig};

use super::Function;
use super::Unknowns::Whole;
use super::helper::{integer, row, text};
use crate::value::{Number, Type, Value};

/// The rows of this group.
pub const FUNCTIONS: &[Function] = &[
    row("cidrhost(prefix string, hostnum number) string", "The address of a host in a block", Whole, host),
    row("cidrnetmask(prefix string) string", "The netmask of a block of IPv4 addresses", Whole, netmask),
    row(
        "cidrsubnet(prefix string, newbits number, netnum number) string",
        "A block inside a block",
        Whole,
        subnet,
    ),
    row(
        "cidrsubnets(prefix string, newbits ...number) any",
        "Blocks that follow each other in a block",
        Whole,
        subnets,
    ),
];

/// A block: its first address, the length of its prefix, and how long an address is.
#[derive(Clone, Copy)]
struct Block {
    address: u128,
    prefix: u32,
    bits: u32,
}

impl Block {
    fn parse(text: &str) -> Result<Self, String> {
        Self::read(text).ok_or_else(|| format!("invalid CIDR expression: invalid CIDR address: {text}"))
    }

    fn read(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/')?;
        let (address, bits) = if address.contains(':') {
            (u128::from(address.parse::<Ipv6Addr>().ok()?), 128)
        } else {
            (u128::from(parse_v4(address)?), 32)
        };
        let digits = !prefix.is_empty() && prefix.bytes().all(|b| b.is_ascii_digit());
        let prefix = prefix.parse().ok().filter(|p| digits && *p <= bits)?;
        let block = Self { address, prefix, bits };
        Some(Self { address: address & !block.host_mask(), ..block })
    }

    /// Ones where a host's number stands.
    fn host_mask(self) -> u128 {
        ones(self.bits - self.prefix)
    }

    /// A number put into the address at this place; negative ones end up where Go's arithmetic puts them.
    fn with_number(self, number: &IBig, at: u32) -> Result<u128, String> {
        let shifted = number << usize::try_from(at).unwrap_or(0);
        let address = IBig::from(self.address) | shifted;
        let size = UBig::try_from(if address < IBig::ZERO { -address } else { address });
        let fits = |n: u128| (self.bits == 128 || n >> self.bits == 0).then_some(n);
        let size = size.ok().and_then(|n| u128::try_from(&n).ok()).and_then(fits);
        size.ok_or_else(|| "the number does not fit into an address".to_owned())
    }

    fn show(self, address: u128) -> String {
        show(address, self.bits)
    }
}

fn ones(count: u32) -> u128 {
    1u128.checked_shl(count).map_or(u128::MAX, |n| n - 1)
}

/// Go writes IPv6 addresses that stand for IPv4 ones as the latter.
fn show(address: u128, bits: u32) -> String {
    let [.., a, b, c, d] = address.to_be_bytes();
    let is_v4 = bits == 32 || address >> 32 == 0xffff;
    if is_v4 { Ipv4Addr::new(a, b, c, d).to_string() } else { Ipv6Addr::from(address).to_string() }
}

/// Leading zeros are allowed, and decimal.
fn parse_v4(text: &str) -> Option<u32> {
    let mut address = 0;
    let mut count = 0;
    for part in text.split('.') {
        let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        address = address << 8 | u32::from(part.parse::<u8>().ok().filter(|_| digits)?);
        count += 1;
    }
    (count == 4).then_some(address)
}

fn whole(value: &Value) -> Result<IBig, String> {
    value.as_number().and_then(Number::as_integer).ok_or_else(|| "a whole number is required".to_owned())
}

/// Negative numbers count from the end.
fn host(args: &[Value]) -> Result<Value, String> {
    let block = Block::parse(text(&args[0]))?;
    let wanted = whole(&args[1])?;
    let most = IBig::from(block.host_mask());
    let number = if wanted < IBig::ZERO { &most + &wanted + IBig::ONE } else { wanted.clone() };
    if number < IBig::ZERO || number > most {
        return Err(format!("prefix of {} does not accommodate a host numbered {wanted}", block.prefix));
    }
    // The library takes an IPv6 address that stands for an IPv4 one for 32 bits long.
    let mapped = block.bits == 128 && block.address >> 32 == 0xffff;
    let address = block.with_number(&number, if mapped { 96 } else { 0 })?;
    Ok(Value::string(&block.show(address)))
}

fn netmask(args: &[Value]) -> Result<Value, String> {
    let block = Block::parse(text(&args[0]))?;
    if block.bits == 128 {
        return Err(format!("IPv6 addresses cannot have a netmask: {}", text(&args[0])));
    }
    Ok(Value::string(&show(ones(32) & !block.host_mask(), 32)))
}

fn subnet(args: &[Value]) -> Result<Value, String> {
    let block = Block::parse(text(&args[0]))?;
    let new_bits = integer(&args[1])?;
    let number = whole(&args[2])?;
    let insufficient =
        || format!("insufficient address space to extend prefix of {} by {new_bits}", block.prefix);
    let prefix = i64::from(block.prefix).checked_add(new_bits).ok_or_else(insufficient)?;
    let prefix = u32::try_from(prefix).ok().filter(|p| *p <= block.bits).ok_or_else(insufficient)?;
    let most = u32::try_from(new_bits).ok().filter(|bits| *bits < 64).map_or(u128::from(u64::MAX), ones);
    let size = if number < IBig::ZERO { -number.clone() } else { number.clone() };
    if size > IBig::from(most) {
        return Err(format!(
            "prefix extension of {new_bits} does not accommodate a subnet numbered {number}"
        ));
    }
    let address = block.with_number(&number, block.bits - prefix)?;
    Ok(Value::string(&format!("{}/{prefix}", block.show(address))))
}

fn subnets(args: &[Value]) -> Result<Value, String> {
    let block = Block::parse(text(&args[0]))?;
    let last = block.address | block.host_mask();
    // Terraform looks for the first one from the address before the block; before all addresses there is none.
    if block.address == 0 && args.len() > 1 {
        return Err(
            "not enough remaining address space: the block begins with the first of all addresses".to_owned()
        );
    }
    let mut next = Some(block.address);
    let mut blocks = Vec::new();
    for arg in &args[1..] {
        let prefix = block.prefix + extension(integer(arg)?)?;
        if prefix > block.bits {
            return Err(format!("would extend prefix to {prefix} bits, which is too long for an address"));
        }
        let rest = ones(block.bits - prefix);
        // Aligned to its own size.
        let first = next.and_then(|n| n.checked_add(rest)).map(|n| n & !rest).filter(|first| *first <= last);
        let first = first
            .ok_or_else(|| format!("not enough remaining address space for a prefix of {prefix} bits"))?;
        blocks.push(Value::string(&format!("{}/{prefix}", block.show(first))));
        next = (first | rest).checked_add(1);
    }
    Ok(Value::list_of(Type::String, blocks))
}

fn extension(bits: i64) -> Result<u32, String> {
    match u32::try_from(bits) {
        Ok(bits @ 1..=32) => Ok(bits),
        _ if bits < 1 => Err("must extend prefix by at least one bit".to_owned()),
        _ => Err("may not extend prefix by more than 32 bits".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::functions::helper::testing::check;

    #[test]
    fn known() {
        check(&[
            ("cidrhost", r#"["10.12.127.0/20",-1]"#, "10.12.127.255"),
            ("cidrhost", r#"["010.0.0.0/8",1]"#, "10.0.0.1"),
            ("cidrhost", r#"["fd00:fd12:3456:7890:00a2::/72",34]"#, "fd00:fd12:3456:7890::22"),
            ("cidrhost", r#"["::ffff:10.0.0.0/104",1]"#, "0:1::ffff:a00:0"),
            (
                "cidrhost",
                r#"["10.0.0.0/30",4]"#,
                "error: prefix of 30 does not accommodate a host numbered 4",
            ),
            (
                "cidrhost",
                r#"["10.0.0.0",1]"#,
                "error: invalid CIDR expression: invalid CIDR address: 10.0.0.0",
            ),
            ("cidrnetmask", r#"["10.0.0.1/32"]"#, "255.255.255.255"),
            ("cidrnetmask", r#"["0.0.0.0/0"]"#, "0.0.0.0"),
            ("cidrsubnet", r#"["10.1.2.77/24",4,1]"#, "10.1.2.16/28"),
            ("cidrsubnet", r#"["10.1.2.0/24",-1,0]"#, "10.1.2.0/23"),
            ("cidrsubnet", r#"["10.0.0.0/8",4,-1]"#, "0.16.0.0/12"),
            (
                "cidrsubnet",
                r#"["10.1.2.0/24",9,0]"#,
                "error: insufficient address space to extend prefix of 24 by 9",
            ),
            ("cidrsubnets", r#"["10.0.0.0/24",8,4]"#, r#"["10.0.0.0/32","10.0.0.16/28"]"#),
            (
                "cidrsubnets",
                r#"["10.0.0.0/24",1,1,1]"#,
                "error: not enough remaining address space for a prefix of 25 bits",
            ),
            ("cidrnetmask", r#"["::/0"]"#, "error: IPv6 addresses cannot have a netmask: ::/0"),
        ]);
    }
}
