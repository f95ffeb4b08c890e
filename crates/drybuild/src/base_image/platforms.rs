//! Which architectures a public image is published for.

use super::Images;
use crate::platform::Platform;
use crate::reference::Reference;

/// Repository and architectures under linux, as the images' pages on Docker Hub list them in late 2025 (not measured).
const PUBLISHED: &[(&str, &str)] = &[
    ("alpine", "amd64 arm arm64 386 ppc64le riscv64 s390x"),
    ("busybox", "amd64 arm arm64 386 ppc64le riscv64 s390x"),
    (
        "debian",
        "amd64 arm arm64 386 ppc64le riscv64 s390x mips64le",
    ),
    ("eclipse-temurin", "amd64 arm arm64 ppc64le riscv64 s390x"),
    (
        "golang",
        "amd64 arm arm64 386 ppc64le riscv64 s390x mips64le",
    ),
    ("nginx", "amd64 arm arm64 386 ppc64le riscv64 s390x"),
    ("node", "amd64 arm arm64 ppc64le s390x"),
    ("postgres", "amd64 arm arm64 386 ppc64le riscv64 s390x"),
    ("python", "amd64 arm arm64 386 ppc64le riscv64 s390x"),
    ("redis", "amd64 arm arm64 386 ppc64le riscv64 s390x"),
    ("rust", "amd64 arm arm64 386 ppc64le riscv64 s390x"),
    ("ubuntu", "amd64 arm arm64 ppc64le riscv64 s390x"),
];

/// Whether there is an image of a platform under a name. Images of which nobody knows are there for every platform, and
/// so are those that the caller adds.
pub(super) fn is_published(images: &Images, reference: &Reference, platform: &Platform) -> bool {
    let name = reference.clone().with_default_tag().familiar();
    if images.own.contains_key(&name) {
        return true;
    }
    let repository = name.split([':', '@']).next().unwrap_or_default();
    let mut rows = PUBLISHED.iter();
    let row = rows.find(|(published, _)| *published == repository);
    let platform = platform.normalize();
    row.is_none_or(|(_, architectures)| {
        platform.os == "linux"
            && architectures
                .split(' ')
                .any(|one| one == platform.architecture)
    })
}
