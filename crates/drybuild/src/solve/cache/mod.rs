//! What a builder knows results by, and the results that it keeps.
//!
//! Follows `solver/{edge,cachemanager}.go` at BuildKit 73ed6825. A vertex has a key of its own ([`map`]), a result is found
//! through links from the keys of its inputs ([`keys`]): those by which the inputs were made, or those of what they hold
//! ([`checksum`]). Results are [`record`]s, folders that outlive a build are [`mounts`].

pub(crate) mod checksum;
pub(crate) mod exported;
pub(crate) mod keys;
pub(crate) mod map;
pub(crate) mod mounts;
pub(crate) mod prune;
pub(crate) mod record;
