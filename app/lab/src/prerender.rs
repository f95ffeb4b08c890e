use leptos::prelude::*;

use crate::bench::Bench;

/// A lab as it looks before it comes alive: the inside of its `.lab-bench`. `data` is the exercise as JSON; what cannot
/// be read as one gives an empty lab. The result depends on the input alone; it never fails.
pub fn prerendered(id: &str, data: &str) -> String {
    let exercise = serde_json::from_str(data).unwrap_or_default();
    let id = id.to_owned();
    let owner = Owner::new_root(None);
    let html = owner.with(|| view! { <Bench id exercise/> }.to_html());
    owner.unset();
    // Leptos marks places with the shortest comment that browsers accept; the standard calls it an error.
    html.replace("<!>", "<!---->")
}

#[cfg(test)]
mod tests {
    use super::prerendered;

    #[test]
    fn a_lab_can_be_read_before_it_comes_alive() {
        let data = r#"{"start":{"dockerfile":"FROM <a>\n","command":"docker build ."},
            "goal":{"conditions":["native"]}}"#;
        let html = prerendered("one", data);
        assert!(html.contains("FROM &lt;a&gt;"), "{html}");
        assert!(html.contains("docker build ."), "{html}");
        assert_eq!(html, prerendered("one", data));
        assert!(!html.contains("style="), "{html}");
        assert!(!prerendered("one", "no JSON").is_empty());
    }
}
