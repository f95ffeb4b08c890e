//! The flags of `docker buildx build`.

/// What a flag takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// Nothing, or `=true` / `=false`.
    Switch,
    /// One value.
    Value,
}

/// One flag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flag {
    /// Without the dashes.
    pub(super) name: &'static str,
    /// The one-letter form.
    pub(super) short: Option<char>,
    pub(super) takes: Takes,
}

const fn value(name: &'static str) -> Flag {
    Flag {
        name,
        short: None,
        takes: Takes::Value,
    }
}

const fn switch(name: &'static str) -> Flag {
    Flag {
        name,
        short: None,
        takes: Takes::Switch,
    }
}

const fn short(flag: Flag, letter: char) -> Flag {
    Flag {
        short: Some(letter),
        ..flag
    }
}

/// Those of buildx 0.29, and the legacy ones that it accepts and ignores.
pub(super) const FLAGS: &[Flag] = &[
    value("add-host"),
    value("allow"),
    value("annotation"),
    value("attest"),
    value("build-arg"),
    value("build-context"),
    value("builder"),
    value("cache-from"),
    value("cache-to"),
    value("call"),
    value("cgroup-parent"),
    switch("check"),
    switch("compress"),
    value("cpu-period"),
    value("cpu-quota"),
    value("cpu-shares"),
    value("cpuset-cpus"),
    value("cpuset-mems"),
    short(switch("debug"), 'D'),
    short(value("file"), 'f'),
    switch("force-rm"),
    value("iidfile"),
    value("isolation"),
    value("label"),
    switch("load"),
    short(value("memory"), 'm'),
    value("memory-swap"),
    value("metadata-file"),
    value("network"),
    switch("no-cache"),
    value("no-cache-filter"),
    short(value("output"), 'o'),
    value("platform"),
    value("policy"),
    value("progress"),
    value("provenance"),
    switch("pull"),
    switch("push"),
    short(switch("quiet"), 'q'),
    switch("rm"),
    value("sbom"),
    value("secret"),
    value("security-opt"),
    value("shm-size"),
    switch("squash"),
    value("ssh"),
    short(value("tag"), 't'),
    value("target"),
    value("ulimit"),
];

/// The flag with this name.
pub(super) fn long(name: &str) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.name == name)
}

/// The flag with this letter.
pub(super) fn letter(letter: char) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.short == Some(letter))
}
