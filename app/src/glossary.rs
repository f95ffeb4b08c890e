//! The page with all terms of the glossary.

mod page;
mod term;

pub(crate) use page::Glossary;
