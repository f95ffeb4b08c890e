use leptos::prelude::{document, window};
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlScriptElement, Response, Worker, WorkerOptions, WorkerType};

/// Starts a script of the bundle as a worker: `search.js`.
pub(crate) fn worker(name: &str) -> Option<Worker> {
    // The one file has made an address for it, of a script that is whole.
    if let Some(link) = element(&format!("worker:{name}")) {
        return Worker::new(&link.get_attribute("href")?).ok();
    }
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&bundle_address(name)?, &options).ok()
}

/// Loads a script of the bundle as a module, unless it is here or on its way; whether it had to.
/// Its address is absolute: a relative one means another file once the reader has gone to another
/// page.
pub(crate) fn load_module(name: &str) -> bool {
    let is_there = document()
        .query_selector(&format!("script[src$='/{name}']"))
        .is_ok_and(|found| found.is_some());
    !is_there && add_script(name).is_some()
}

fn add_script(name: &str) -> Option<()> {
    let address = bundle_address(name)?;
    let script = document().create_element("script").ok()?;
    let script = script.dyn_into::<HtmlScriptElement>().ok()?;
    script.set_type("module");
    script.set_src(&address);
    document().head()?.append_child(&script).ok()?;
    Some(())
}

thread_local! {
    /// The bundle's folder. A relative address means another one as soon as the reader has gone
    /// to another page without a page load, so it is read once.
    static BUNDLE: Option<String> = bundle_folder();
}

/// The absolute address of a file of the bundle: `search.js`.
pub(crate) fn bundle_address(name: &str) -> Option<String> {
    BUNDLE.with(|folder| folder.as_ref().map(|folder| format!("{folder}{name}")))
}

/// Reads where the bundle is, before the reader goes anywhere.
pub(crate) fn start() {
    BUNDLE.with(|_| ());
}

/// Told by the address of the script that starts this page's module, which comes first.
fn bundle_folder() -> Option<String> {
    let boot = document()
        .query_selector("script[type=module][src$='boot.js']")
        .ok()??
        .dyn_into::<HtmlScriptElement>()
        .ok()?
        .src();
    Some(format!("{}/", boot.rsplit_once('/')?.0))
}

/// The absolute address of the site's root, with its trailing slash: the bundle is two folders
/// below it.
fn root() -> Option<String> {
    let folder = bundle_address("")?;
    let above = folder
        .strip_suffix('/')?
        .rsplit_once('/')?
        .0
        .rsplit_once('/')?
        .0;
    Some(format!("{above}/"))
}

/// The text of a file of the site, by its path under the root; `None` if it cannot be had.
pub async fn text(path: &str) -> Option<String> {
    // The one file has it with it.
    if let Some(file) = element(&format!("file:{path}")) {
        return file.text_content();
    }
    let address = format!("{}{path}", root()?);
    let response: Response = JsFuture::from(window().fetch_with_str(&address))
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()
}

fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}
