//! Where the binary comes from: a folder, a release, a build; and that nothing else is run.

use std::path::{Path, PathBuf};

use crate::runner::{Job, folder};
use crate::stage::{Stage, TARGET, packed, release, tool, write};

const COMMIT: &str = "0123456789012345678901234567890123456789";

fn archive() -> String {
    format!("sekisho-{TARGET}.tar.gz")
}

/// A copy of the release.
fn copy(name: &str) -> PathBuf {
    let copy = folder(name);
    for file in ["SHA256SUMS", &archive()] {
        std::fs::copy(release().join(file), copy.join(file)).unwrap();
    }
    copy
}

fn from(stage: &Stage, release: &Path) -> Job {
    let mut job = stage.push();
    job.inputs.insert("install-from".to_owned(), release.to_str().unwrap().to_owned());
    job
}

#[test]
fn a_release_that_is_not_what_it_says_is_not_run() {
    let stage = Stage::new("checksums");
    let sums = std::fs::read_to_string(release().join("SHA256SUMS")).unwrap();
    let copy = copy("checksums-release");
    let cases: [(&str, &str); 5] = [
        (&sums.replace(&archive(), "sekisho-x.tar.gz"), "not one SHA-256"),
        (&format!("{sums}{sums}"), "not one SHA-256"),
        (&format!("zz  {}\n", archive()), "not one SHA-256"),
        ("", "not one SHA-256"),
        (&format!("{}  {}\n", "0".repeat(64), archive()), "is not what was released"),
    ];
    for (sums, said) in cases {
        write(&copy, "SHA256SUMS", sums);
        let outcome = from(&stage, &copy).run();
        assert!(!outcome.success && outcome.ran == ["Find sekisho"], "{sums}: {}", outcome.log);
        assert!(outcome.annotations("error")[0].contains(said), "{sums}: {}", outcome.log);
    }
    write(&copy, "SHA256SUMS", &sums);
    assert_eq!(from(&stage, &copy).run().output("exit-code"), "4");
    for other in ["", "nowhere", "$(touch pwned)"] {
        let outcome = from(&stage, &copy.join(other).join("x")).run();
        assert!(outcome.annotations("error")[0].contains("must be in"), "{}", outcome.log);
    }
}

#[test]
fn the_binary_itself_is_installed() {
    let stage = Stage::new("binary");
    let built = Path::new(env!("CARGO_BIN_EXE_sekisho"));
    let release = packed(built.parent().unwrap(), &folder("binary-release"));
    let job = from(&stage, &release);
    let outcome = job.run();
    assert_eq!(outcome.output("exit-code"), "4", "{}", outcome.log);
    let installed = Path::new(&outcome.steps["install"]["folder"]).join("sekisho");
    let installed = std::fs::read(installed).unwrap();
    assert!(installed == std::fs::read(built).unwrap());
}

#[test]
fn other_machines_are_told() {
    let stage = Stage::new("machines");
    let run = |os: &str, arch: &str| {
        let mut job = stage.push();
        job.variables =
            [("RUNNER_OS", os), ("RUNNER_ARCH", arch)].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        let outcome = job.run();
        assert!(!outcome.success && outcome.ran == ["Find sekisho"], "{}", outcome.log);
        assert_eq!(outcome.output("exit-code"), "2");
        outcome.annotations("error")[0].to_owned()
    };
    assert!(run("Windows", "X64").contains("no sekisho for Windows yet"));
    assert!(run("macOS", "ARM64").contains("sekisho-aarch64-apple-darwin.tar.gz must be in"));
    assert!(run("macOS", "X64").contains("sekisho-x86_64-apple-darwin.tar.gz must be in"));
    assert!(run("Linux", "ARM64").contains("sekisho-aarch64-unknown-linux-musl.tar.gz must be in"));
    assert!(run("Linux", "ARM").contains("Linux on ARM)"));
}

/// curl, git, gh and cargo that write down what they are asked and answer from files.
struct World {
    stage: Stage,
    tools: PathBuf,
}

impl World {
    fn new(name: &str, served: &Path) -> Self {
        let stage = Stage::new(name);
        let tools = folder(&format!("{name}-tools"));
        let shown = tools.display();
        let log = format!("printf '%s\\n' \"${{0##*/}} $*\" >>'{shown}/asked'\n");
        let served = served.display();
        tool(
            &tools,
            "curl",
            &format!(
                "{log}while [[ $1 != --output ]]; do shift; done\n[[ -f '{served}'/${{3##*/}} ]] || exit 22\ncp '{served}'/${{3##*/}} \"$2\""
            ),
        );
        tool(&tools, "gh", &format!("{log}[[ ! -f '{shown}/forged' || $2 == --help ]]"));
        let real = std::env::split_paths(&std::env::var_os("PATH").unwrap())
            .map(|p| p.join("git"))
            .find(|p| p.is_file());
        let real = real.unwrap();
        tool(
            &tools,
            "git",
            &format!(
                "{log}if [[ $1 == ls-remote ]]; then cat '{shown}/tags'; else exec '{}' \"$@\"; fi",
                real.display()
            ),
        );
        tool(&tools, "rustc", "echo 'rustc 1.94.0 (x 2026-01-01)'");
        tool(&tools, "rustup", &log);
        let binary = env!("CARGO_BIN_EXE_sekisho");
        tool(
            &tools,
            "cargo",
            &format!(
                "{log}while [[ $1 != --target-dir ]]; do shift; done\nmkdir -p \"$2/release\"\ncp '{binary}' \"$2/release/sekisho\"\necho \"toolchain $RUSTUP_TOOLCHAIN\" >>'{shown}/asked'"
            ),
        );
        write(&tools, "tags", "");
        Self { stage, tools }
    }

    fn job(&self, reference: &str) -> Job {
        let _ = std::fs::remove_file(self.tools.join("asked"));
        let mut job = self.stage.push();
        job.inputs.remove("install-from");
        job.tools = Some(self.tools.clone());
        job.github["github"]["server_url"] = "https://github.com".into();
        job.github["github"]["action_ref"] = reference.into();
        job.github["github"]["action_repository"] = "acme/sekisho".into();
        job
    }

    fn asked(&self) -> String {
        std::fs::read_to_string(self.tools.join("asked")).unwrap_or_default()
    }
}

fn version() -> String {
    format!("v{}", env!("CARGO_PKG_VERSION"))
}

#[test]
fn the_release_of_the_actions_own_tag_is_fetched_and_verified() {
    let world = World::new("tagged", release());
    let (tag, major) = (version(), "v".to_owned() + env!("CARGO_PKG_VERSION_MAJOR"));
    for reference in [&tag, &major] {
        let outcome = world.job(reference).run();
        assert_eq!((outcome.output("exit-code"), outcome.ran.len()), ("4", 2), "{}", outcome.log);
        let asked = world.asked();
        let url = format!("https://github.com/acme/sekisho/releases/download/{tag}");
        assert!(
            asked.contains(&format!("{url}/SHA256SUMS\n"))
                && asked.contains(&format!("{url}/{}\n", archive())),
            "{asked}"
        );
        assert!(asked.contains("--proto =https") && !asked.contains("own-token"), "{asked}");
        assert!(
            asked.contains(&format!(
                "--repo acme/sekisho --deny-self-hosted-runners --source-ref refs/tags/{tag} --signer-workflow acme/sekisho/.github/workflows/release.yml\n"
            )),
            "{asked}"
        );
    }
    // A commit that is tagged: the archive must be made of it.
    write(
        &world.tools,
        "tags",
        &format!("{}\trefs/tags/{tag}\n{COMMIT}\trefs/tags/{tag}^{{}}\n", "f".repeat(40)),
    );
    let outcome = world.job(COMMIT).run();
    assert_eq!((outcome.output("exit-code"), outcome.ran.len()), ("4", 2), "{}", outcome.log);
    assert!(world.asked().contains(&format!("release.yml --source-digest {COMMIT}\n")), "{}", world.asked());

    write(&world.tools, "forged", "");
    let outcome = world.job(&tag).run();
    assert!(!outcome.success && outcome.ran == ["Find sekisho"], "{}", outcome.log);
    assert!(outcome.annotations("error")[0].contains("no attestation"), "{}", outcome.log);
    let mut job = world.job(&tag);
    job.inputs.insert("token".to_owned(), String::new());
    let outcome = job.run();
    assert_eq!(outcome.output("exit-code"), "4");
    assert!(outcome.log.contains("attestation was not verified"), "{}", outcome.log);
}

#[test]
fn a_named_version_is_that_or_nothing() {
    let world = World::new("named-version", release());
    let run = |version: &str| {
        let mut job = world.job("main");
        job.inputs.insert("version".to_owned(), version.to_owned());
        job.run()
    };
    let outcome = run("v9.8.7");
    assert_eq!(outcome.output("exit-code"), "4", "{}", outcome.log);
    assert!(world.asked().contains("/download/v9.8.7/SHA256SUMS"), "{}", world.asked());
    for version in ["latest", "9.8", "../v1.2.3", "v1.2.3/../..", "-x", "v1.2.3\n--x", "$(touch pwned)"] {
        let outcome = run(version);
        assert!(!outcome.success && outcome.ran == ["Find sekisho"], "{version}: {}", outcome.log);
        assert!(outcome.annotations("error")[0].contains("expected one such as v0.1.0"), "{}", outcome.log);
        assert!(!world.asked().contains("curl"), "{}", world.asked());
    }
    let empty = World::new("no-such-version", &folder("no-release"));
    let mut job = empty.job("main");
    job.inputs.insert("version".to_owned(), "v9.8.7".to_owned());
    let outcome = job.run();
    assert!(
        outcome.annotations("error")[0].contains("v9.8.7 of acme/sekisho has no archive"),
        "{}",
        outcome.log
    );
}

#[test]
fn a_forged_download_is_not_run() {
    let copy = copy("forged-download");
    std::fs::write(copy.join(archive()), "not an archive").unwrap();
    let world = World::new("forged", &copy);
    let outcome = world.job(&version()).run();
    assert!(!outcome.success && outcome.ran == ["Find sekisho"], "{}", outcome.log);
    assert!(outcome.annotations("error")[0].contains("is not what was released"), "{}", outcome.log);
}

#[test]
fn without_a_release_its_own_source_is_built() {
    let world = World::new("built", &folder("nothing-released"));
    let steps = ["Find sekisho", "Look for a build", "Build sekisho", "Keep the build", "Check"];
    // A tag that has no release yet, a branch, a commit between two tags, a folder of the checkout.
    for reference in [version().as_str(), "main", COMMIT, ""] {
        let outcome = world.job(reference).run();
        assert_eq!(outcome.output("exit-code"), "4", "{reference}: {}", outcome.log);
        assert_eq!(outcome.ran, steps);
        let asked = world.asked();
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        assert!(
            asked.contains(&format!("cargo build --release --locked --manifest-path {manifest}")),
            "{asked}"
        );
        assert!(
            asked.contains("rustup toolchain install 1.95 ") && asked.contains("toolchain 1.95\n"),
            "{asked}"
        );
        assert!(outcome.steps["install"]["cache-key"].starts_with("sekisho-Linux-X64-"));
    }
}

/// A build that somebody else may have put there is not looked for: the workflow is another repository's, or of another ref.
#[test]
fn a_build_is_kept_only_where_its_writers_may_change_the_workflow() {
    let world = World::new("kept", &folder("nothing-kept"));
    let reference = "refs/pull/7/merge";
    for workflow in [
        format!("acme/rules/.github/workflows/gate.yml@{reference}"),
        format!("acme/shop-rules/.github/workflows/gate.yml@{reference}"),
        "acme/shop/.github/workflows/gate.yml@refs/heads/main".to_owned(),
        String::new(),
    ] {
        let mut job = world.job("main");
        job.github["github"]["workflow_ref"] = workflow.as_str().into();
        let outcome = job.run();
        assert_eq!(outcome.ran, ["Find sekisho", "Build sekisho", "Check"], "{workflow}: {}", outcome.log);
    }
}

#[test]
fn everything_that_a_build_reads_is_in_its_key() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = std::fs::read_to_string(root.join("action/install.sh")).unwrap();
    let listed = script.split_once("find Cargo.toml Cargo.lock ").unwrap().1.split_once(" -type").unwrap().0;
    assert_eq!(listed, "src rules data");
    let known = |path: &Path| {
        let inside = path.strip_prefix(root.canonicalize().unwrap()).unwrap().to_owned();
        listed.split(' ').any(|folder| inside.starts_with(folder))
    };
    for file in walkdir::WalkDir::new(root.join("src")).into_iter().filter_map(Result::ok) {
        let text = std::fs::read_to_string(file.path()).unwrap_or_default();
        for (sign, from) in [
            ("include_str!(\"", file.path().parent().unwrap()),
            ("include_bytes!(\"", file.path().parent().unwrap()),
            ("rerun-if-changed=", root),
        ] {
            for rest in text.split(sign).skip(1) {
                let path = from.join(rest.split('"').next().unwrap()).canonicalize().unwrap();
                assert!(known(&path), "{}: {}", file.path().display(), path.display());
            }
        }
    }
}
