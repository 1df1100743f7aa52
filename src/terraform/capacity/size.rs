//! Sizes of instances, in the names that AWS gives them: `t3.micro`, `db.m6g.4xlarge`, `m5.large.search`, `ra3.xlplus`,
//! `small_2_0`, `metal-24xl`.
//!
//! How large a size is goes by AWS's normalisation factors
//! (<https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html>): `large` is 4, `xlarge` 8, and `Nxlarge` N times 8.

use std::cmp::Ordering;

/// Sizes that most families have, by their factors in quarters: steps between sizes are counted on them.
const LADDER: [u64; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 384, 512, 768, 1024, 1536, 3072, u64::MAX];

const XLARGE: u64 = 32;

/// A size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// Four times AWS's normalisation factor, so that `nano` is 1.
    quarters: u64,
}

impl Size {
    /// The size in an instance's name: the last part of it that is one.
    pub fn of(name: &str) -> Option<Self> {
        let parts: Vec<&str> = name.split(['.', '_', ' ']).collect();
        parts.iter().rev().find_map(|part| quarters(&part.to_lowercase())).map(|quarters| Self { quarters })
    }

    /// Which is larger.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.quarters.cmp(&other.quarters)
    }

    /// How many sizes lie from this one to the other; at least one where they differ.
    pub fn steps_to(&self, other: &Self) -> i64 {
        let rung = |size: &Self| {
            let nearest = LADDER.iter().enumerate().min_by_key(|(_, rung)| rung.abs_diff(size.quarters));
            nearest.map_or(0, |(at, _)| i64::try_from(at).unwrap_or(i64::MAX))
        };
        let steps = rung(other) - rung(self);
        match other.compare(self) {
            Ordering::Greater => steps.max(1),
            Ordering::Less => steps.min(-1),
            Ordering::Equal => 0,
        }
    }
}

fn quarters(word: &str) -> Option<u64> {
    Some(match word {
        "nano" => 1,
        "micro" => 2,
        "small" => 4,
        "medium" => 8,
        "large" => 16,
        "xlarge" => XLARGE,
        // Of Redshift only: more than an xlarge, less than the next size that it has.
        "xlplus" => XLARGE + 1,
        "metal" => u64::MAX,
        _ => {
            let times =
                word.strip_suffix("xlarge").or_else(|| word.strip_prefix("metal-")?.strip_suffix("xl"));
            times?.parse::<u64>().ok().filter(|times| *times < 1_000)? * XLARGE
        }
    })
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::Size;

    /// From a name to another: which is larger, and by how many sizes.
    fn compared(from: &str, to: &str) -> Option<(std::cmp::Ordering, i64)> {
        let (from, to) = (Size::of(from)?, Size::of(to)?);
        Some((to.compare(&from), from.steps_to(&to)))
    }

    #[test]
    fn sizes_are_ordered_whatever_the_family() {
        for (from, to, order, steps) in [
            ("t3.nano", "t3.micro", Greater, 1),
            ("t3.small", "m5.4xlarge", Greater, 5),
            ("db.m6g.large", "db.m6g.4xlarge", Greater, 3),
            ("db.t3.medium", "db.r5.4xlarge", Greater, 4),
            ("m5.24xlarge", "m5.16xlarge", Less, -1),
            ("c5.4xlarge", "c5.9xlarge", Greater, 1),
            ("c5.9xlarge", "c5.12xlarge", Greater, 1),
            ("m4.4xlarge", "m4.10xlarge", Greater, 1),
            ("i3en.2xlarge", "i3en.3xlarge", Greater, 1),
            ("m5.24xlarge", "m5.metal", Greater, 4),
            ("m7i.metal-24xl", "m7i.24xlarge", Equal, 0),
            ("m7i.metal-24xl", "m7i.metal-48xl", Greater, 2),
            ("u7in-16tb.224xlarge", "u7in-16tb.112xlarge", Less, -1),
            ("cache.r6g.large", "cache.r7g.large", Equal, 0),
            ("cache.t4g.small", "cache.m7g.xlarge", Greater, 3),
            ("m5.large.search", "r6g.2xlarge.search", Greater, 2),
            ("ultrawarm1.medium.search", "ultrawarm1.large.search", Greater, 1),
            ("m5.large.elasticsearch", "m5.xlarge.elasticsearch", Greater, 1),
            ("dc2.large", "dc2.8xlarge", Greater, 4),
            ("ra3.large", "ra3.xlplus", Greater, 1),
            ("ra3.xlplus", "ra3.4xlarge", Greater, 2),
            ("ml.t3.medium", "ml.m5.xlarge", Greater, 2),
            ("mq.m5.large", "mq.t3.micro", Less, -3),
            ("kafka.m5.large", "kafka.m7g.4xlarge", Greater, 3),
            ("db.r5.4xlarge.tpc2.mem2x", "db.r5.2xlarge.tpc2.mem4x", Less, -1),
            ("stream.graphics.g4dn.xlarge", "stream.graphics.g4dn.2xlarge", Greater, 1),
            ("search.small", "search.2xlarge", Greater, 4),
            ("kx.s.large", "kx.s.16xlarge", Greater, 6),
            ("micro_2_0", "small_2_0", Greater, 1),
            ("2xlarge_3_0", "xlarge_3_0", Less, -1),
            ("dax.r5.large", "dax.r5.24xlarge", Greater, 7),
            ("mw1.small", "mw1.2xlarge", Greater, 4),
        ] {
            assert_eq!(compared(from, to), Some((order, steps)), "{from} to {to}");
        }
        for nothing in ["db.serverless", "optimal", "", "xxlarge", "0.5", "99999xlarge"] {
            assert_eq!(Size::of(nothing), None, "{nothing}");
        }
    }
}
