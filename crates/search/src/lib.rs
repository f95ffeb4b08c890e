//! Full-text search in a course, without a server.
//!
//! In: the texts of a course in sections ([`Entry`]). Out: an index in pieces ([`index`]), each a
//! small file; and, from a query and as few of these files as possible, the best sections
//! ([`Search`]). A course that is indexed and a query that is typed are cut into words by the same
//! function, which also knows scripts that are written without spaces.
//!
//! It does not fetch: it says which files it needs, and is given them ([`Session`] does so by
//! messages). So it runs the same in a browser's worker, in one file without a network, and in a
//! test.

mod directory;
mod excerpt;
mod index;
mod query;
mod session;
mod words;

pub use directory::{Place, Shelf};
pub use excerpt::Piece;
pub use index::{Entry, IndexFile, index};
pub use query::{Hit, Reply, Search, WhichPage};
pub use session::{Ask, Message, Session, Told};
