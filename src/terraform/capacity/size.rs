//! Sizes of instances, in the names that AWS gives them: `t3.micro`, `db.m6g.4xlarge`, `m5.large.search`, `ra3.xlplus`,
//! `small_2_0`, `metal-24xl`.
//!
//! How large a size is goes by AWS's normalisation factors
//! (<https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html>): `large` is 4, `xlarge` 8, and `Nxlarge` N times 8.
//! Within each family of EC2 that order is the order of processors and memory, as `DescribeInstanceTypes` tells them. What
//! is in no such order (`db.serverless`, `mac2.metal`, a name that is not known) has no size.

use std::cmp::Ordering;

/// Sizes that most families have, by their factors in quarters: steps between sizes are counted on them.
const LADDER: [u64; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 384, 512, 768, 1024, 1536, 3072, 7168];

const XLARGE: u64 = 32;

/// A whole machine is as large as the largest instance of its family, and named `metal` alone where there is one such
/// machine: how many times an xlarge, by family. From `DescribeInstanceTypes`; of i3 from the factors.
const METAL: [(u64, &[&str]); 9] = [
    (4, &["a1"]),
    (12, &["m5zn", "x2iezn", "z1d"]),
    (
        16,
        &[
            "c6g", "c6gd", "c7g", "c7gd", "c7gn", "g5g", "i3", "m6g", "m6gd", "m7g", "m7gd", "r6g", "r6gd",
            "r7g",
        ],
    ),
    (16, &["r7gd", "x2gd"]),
    (18, &["c5n"]),
    (24, &["c5", "c5d", "g4dn", "i3en", "m5", "m5d", "m5dn", "m5n", "r5", "r5b", "r5d", "r5dn", "r5n"]),
    (32, &["c6i", "c6id", "c6in", "i4i", "m6i", "m6id", "m6idn", "m6in", "r6i", "r6id", "r6idn", "r6in"]),
    (32, &["x2idn", "x2iedn"]),
    (48, &["c6a", "m6a", "r6a"]),
];

/// A size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// Four times AWS's normalisation factor, so that `nano` is 1.
    quarters: u64,
}

impl Size {
    /// The size in an instance's name: the last part of it that is one.
    pub fn of(name: &str) -> Option<Self> {
        let parts: Vec<String> = name.split(['.', '_', ' ']).map(str::to_lowercase).collect();
        let at = |at: usize| match parts[at].as_str() {
            "metal" => Some(metal(parts.get(at.checked_sub(1)?)?)),
            word => quarters(word).map(Some),
        };
        let quarters = (0..parts.len()).rev().find_map(at)??;
        Some(Self { quarters })
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
        _ => {
            let times =
                word.strip_suffix("xlarge").or_else(|| word.strip_prefix("metal-")?.strip_suffix("xl"));
            times?.parse::<u64>().ok().filter(|times| (1..1_000).contains(times))? * XLARGE
        }
    })
}

fn metal(family: &str) -> Option<u64> {
    let (times, _) = METAL.iter().find(|(_, families)| families.contains(&family))?;
    Some(times * XLARGE)
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
            ("m5.24xlarge", "m5.metal", Equal, 0),
            ("m5.24xlarge", "a1.metal", Less, -4),
            ("c5n.18xlarge", "c5.metal", Greater, 1),
            ("u-6tb1.56xlarge", "u-6tb1.112xlarge", Greater, 1),
            ("m8i.metal-48xl", "m8i.metal-96xl", Greater, 1),
            ("trn1.2xlarge", "trn1.32xlarge", Greater, 6),
            ("t1.micro", "m7i-flex.large", Greater, 3),
            ("express.m7g.large", "kafka.m5.xlarge", Greater, 1),
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
        let unknown =
            ["mac2.metal", "mac2-m2pro.metal", "u-24tb1.metal", "metal", "m99.metal", "c5.large.metal"];
        let nameless =
            ["db.serverless", "optimal", "c5", "", "xxlarge", "0.5", "99999xlarge", "0xlarge", "m5.huge"];
        for nothing in unknown.into_iter().chain(nameless) {
            assert_eq!(Size::of(nothing), None, "{nothing}");
        }
    }
}
