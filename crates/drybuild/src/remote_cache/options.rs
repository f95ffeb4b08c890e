//! `--cache-to` and `--cache-from` as buildx and BuildKit's client read them.
//!
//! Follows `util/buildflags/cache.go` of buildx and `parseCacheOptions` of `client/solve.go`.

use std::collections::BTreeMap;

use super::Place;
use crate::options::BuildOptions;
use crate::quote::quote;
use crate::reference::Reference;
use crate::solve::CacheMode;

/// One option.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CacheOption {
    /// `registry`, `local`, `inline`, `gha`, `s3`, `azblob`.
    pub kind: String,
    /// All other fields.
    pub attrs: BTreeMap<String, String>,
}

const KINDS: [&str; 6] = ["inline", "registry", "local", "gha", "s3", "azblob"];

impl CacheOption {
    /// Reads an option; the client's text for what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if !text.contains([',', '=']) {
            return Ok(Self {
                kind: "registry".to_owned(),
                attrs: BTreeMap::from([("ref".to_owned(), text.to_owned())]),
            });
        }
        let mut option = Self::default();
        for field in text.split(',') {
            let Some((key, value)) = field.split_once('=') else {
                return Err(format!("invalid value {field}"));
            };
            match key.to_lowercase().as_str() {
                "type" => value.clone_into(&mut option.kind),
                key => {
                    option.attrs.insert(key.to_owned(), value.to_owned());
                }
            }
        }
        if option.kind.is_empty() {
            return Err(format!("type required form> {}", quote(text)));
        }
        Ok(option)
    }

    /// `mode=`; what is neither `min` nor `max` counts as `min`.
    #[must_use]
    pub fn mode(&self) -> CacheMode {
        match self.attr("mode") {
            "max" => CacheMode::Max,
            _ => CacheMode::Min,
        }
    }

    fn attr(&self, key: &str) -> &str {
        self.attrs.get(key).map_or("", String::as_str)
    }

    /// Where `--cache-from` reads; `None` where the client leaves it out.
    pub(super) fn source(&self, options: &BuildOptions) -> Result<Option<Place>, String> {
        match self.kind.as_str() {
            "local" if self.attr("src").is_empty() => {
                Err("local cache importer requires src".to_owned())
            }
            "local" => Ok(Some(self.folder("src"))),
            "registry" if self.attr("ref").is_empty() => {
                Err("registry cache importer requires ref".to_owned())
            }
            // What cannot be read is said in the log, and the build goes on.
            _ if !KINDS.contains(&self.kind.as_str()) => Ok(None),
            _ => Ok(self.place(options).ok().flatten()),
        }
    }

    /// Where `--cache-to` writes; `None` where the client leaves it out.
    pub(super) fn destination(&self, options: &BuildOptions) -> Result<Option<Place>, String> {
        match self.kind.as_str() {
            "local" if self.attr("dest").is_empty() => {
                Err("local cache exporter requires dest".to_owned())
            }
            "local" => Ok(Some(self.folder("dest"))),
            "registry" if self.attr("ref").is_empty() => {
                Err("registry cache exporter requires ref".to_owned())
            }
            kind if !KINDS.contains(&kind) => {
                Err(format!("unknown cache exporter: {}", quote(kind)))
            }
            kind => self
                .place(options)
                .map_err(|why| format!("failed to configure {kind} cache exporter: {why}")),
        }
    }

    fn folder(&self, key: &str) -> Place {
        let folder = self
            .attr(key)
            .trim_start_matches("./")
            .trim_end_matches('/');
        let tag = self.attrs.get("tag").map_or("latest", String::as_str);
        Place::Local {
            folder: folder.to_owned(),
            tag: tag.to_owned(),
        }
    }

    fn place(&self, options: &BuildOptions) -> Result<Option<Place>, String> {
        let given = |key: &str, variable: &str| {
            let own = self.attrs.get(key).filter(|value| !value.is_empty());
            own.or_else(|| {
                options
                    .client_env
                    .get(variable)
                    .filter(|value| !value.is_empty())
            })
            .cloned()
        };
        let name = self
            .attrs
            .get("name")
            .map_or("buildkit", String::as_str)
            .to_owned();
        Ok(match self.kind.as_str() {
            "registry" => {
                let reference = Reference::parse(self.attr("ref"))
                    .map_err(|_| "invalid reference format".to_owned())?;
                Some(Place::Registry(reference.with_default_tag().familiar()))
            }
            "gha" => {
                let token = given("token", "ACTIONS_RUNTIME_TOKEN");
                let url = given("url_v2", "ACTIONS_RESULTS_URL")
                    .or_else(|| given("url", "ACTIONS_CACHE_URL"));
                // Outside of GitHub Actions the client leaves it out and says nothing.
                let scope = self.attrs.get("scope").map_or("buildkit", String::as_str);
                token.and(url).map(|_| Place::GitHub {
                    scope: scope.to_owned(),
                })
            }
            "s3" => {
                let bucket = given("bucket", "AWS_BUCKET")
                    .ok_or("bucket ($AWS_BUCKET) not set for s3 cache")?;
                given("region", "AWS_REGION").ok_or("region ($AWS_REGION) not set for s3 cache")?;
                Some(Place::S3 { bucket, name })
            }
            "azblob" => {
                let account = given("account_url", "BUILDKIT_AZURE_STORAGE_ACCOUNT_URL").ok_or(
                    "either ${BUILDKIT_AZURE_STORAGE_ACCOUNT_URL} or account_url attribute is required for azblob cache",
                )?;
                let container = given("container", "BUILDKIT_AZURE_STORAGE_CONTAINER");
                let container = container.unwrap_or_else(|| "buildkit-cache".to_owned());
                Some(Place::Azure {
                    account,
                    container,
                    name,
                })
            }
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_the_client_does() {
        let wrong = |text: &str| CacheOption::parse(text).unwrap_err();
        assert_eq!(
            CacheOption::parse("corp/app:cache").unwrap().kind,
            "registry"
        );
        assert_eq!(
            wrong("mode=max,ref=a"),
            "type required form> \"mode=max,ref=a\""
        );
        assert_eq!(wrong("type=local,dest"), "invalid value dest");
    }

    #[test]
    fn what_is_missing_is_named() {
        let options = BuildOptions::default();
        let to = |text: &str| {
            CacheOption::parse(text)
                .unwrap()
                .destination(&options)
                .unwrap_err()
        };
        assert_eq!(
            to("type=local,mode=max"),
            "local cache exporter requires dest"
        );
        assert_eq!(
            to("type=registry,mode=max"),
            "registry cache exporter requires ref"
        );
        assert_eq!(to("type=ftp,a=b"), "unknown cache exporter: \"ftp\"");
        assert_eq!(
            to("type=s3,bucket=b"),
            "failed to configure s3 cache exporter: region ($AWS_REGION) not set for s3 cache"
        );
        let from = |text: &str| CacheOption::parse(text).unwrap().source(&options);
        assert_eq!(
            from("type=local,dest=x"),
            Err("local cache importer requires src".to_owned())
        );
        assert_eq!(from("type=gha"), Ok(None));
    }
}
