//! The lab in a page: an editor, a command, a terminal, and what the simulator says of them.
//!
//! A module of its own, so that a page without a lab does not wait for it. In: an [`lab_protocol::Exercise`] as JSON.
//! Out: with the feature `ssr` the lab as it looks before it comes alive ([`prerendered`]), in a browser the labs of
//! a page come alive ([`start`]). It simulates nothing: that is the worker's part, with which it speaks
//! [`lab_protocol`].
//!
//! # What a page and this module say to each other
//!
//! A page has, for each lab,
//!
//! ```html
//! <section class="lab" id="lab-ID" data-lab="ID">
//!   <div class="lab-bench">…what prerendered() gave…</div>
//!   <script type="application/json" class="lab-data">…the exercise…</script>
//! </section>
//! ```
//!
//! and sets `data-near` on the section when a reader comes near it. The rest are events:
//!
//! | event | at | from | `detail` | means |
//! |---|---|---|---|---|
//! | `layerwise-lab-near` | document | page | – | some section has got its `data-near` |
//! | `layerwise-lab-left` | document | page | – | the page goes to another topic |
//! | `layerwise-lab-goal` | section, bubbles | module | `met` or `unmet` | the goal is judged anew |
//! | `layerwise-lab-report` | section, bubbles | module | [`lab_protocol::Answer`] as JSON | the simulator has answered |
//! | `layerwise-lab-ask` | section | anyone | – | tell the report, and the goal, again |

// A lab is nested views, and every view is a type.
#![recursion_limit = "256"]
#![expect(
    unreachable_pub,
    reason = "the macro `component` makes public items of every component"
)]

mod alive;
mod attestation;
mod bench;
mod caches;
mod command;
mod completion;
mod diagnostic;
mod diagnostics;
mod draft_model;
mod editor;
mod editor_model;
mod escape;
mod files;
mod fix;
mod goal;
mod graph;
mod line_link;
mod marked;
mod reach;
mod report_model;
mod result;
mod results;
mod session_model;
mod setting;
mod share;
mod start;
mod tabs;
mod terminal;
mod timeline;
mod workbench;

mod platform;

#[cfg(feature = "ssr")]
mod prerender;

pub use platform::start;
#[cfg(feature = "ssr")]
pub use prerender::prerendered;
