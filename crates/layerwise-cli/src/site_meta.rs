//! What search engines and feed readers ask for. Only a site that knows its own address has it:
//! all of it names addresses in full.

use app::{Page, Route, escape};
use course::{Course, Publication};

use crate::site::Site;

const SITEMAP: &str = "sitemap.xml";

/// The feed of what was changed.
pub(crate) const FEED: &str = "feed.xml";

/// Adds the sitemap and, if a topic says when it was changed, the feed.
pub(crate) fn add(site: &mut Site, course: &Course, publication: &Publication) {
    if let Some(url) = &publication.url {
        site.add(SITEMAP, sitemap(course, publication, url));
        if let Some(feed) = feed(course, publication, url) {
            site.add(FEED, feed);
        }
    }
}

/// Whether [`add`] makes a feed.
pub(crate) fn has_feed(publication: &Publication) -> bool {
    publication.url.is_some() && !publication.updated.is_empty()
}

fn sitemap(course: &Course, publication: &Publication, url: &str) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    let topics = course.chapters.iter().flat_map(|chapter| &chapter.topics);
    let topic = |id: &String| (Route::Topic(id.clone()), publication.updated.get(id));
    let pages = [(Page::Home.route(), None), (Page::Tags.route(), None)];
    for (route, updated) in pages.into_iter().chain(topics.map(|meta| topic(&meta.id))) {
        let address = escape(&format!("{url}{}", route.folder()));
        xml.push_str(&format!("<url><loc>{address}</loc>"));
        if let Some(date) = updated {
            xml.push_str(&format!("<lastmod>{date}</lastmod>"));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Topics with a date, the newest first; `None` if there is none, because a feed must have one.
fn feed(course: &Course, publication: &Publication, url: &str) -> Option<String> {
    let topics = course.chapters.iter().flat_map(|chapter| &chapter.topics);
    let mut dated: Vec<_> = topics
        .filter_map(|topic| Some((publication.updated.get(&topic.id)?, topic)))
        .collect();
    dated.sort_by(|(one, _), (other, _)| other.cmp(one));
    let newest = dated.first()?.0;
    let title = escape(&course.title);
    let site = escape(url);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
         <id>{site}</id>\n\
         <title>{title}</title>\n\
         <subtitle>{subtitle}</subtitle>\n\
         <updated>{newest}T00:00:00Z</updated>\n\
         <author><name>{title}</name></author>\n\
         <link rel=\"alternate\" href=\"{site}\"/>\n\
         <link rel=\"self\" href=\"{site}{FEED}\"/>\n",
        language = escape(&course.language),
        subtitle = escape(&course.summary),
    );
    for (date, topic) in dated {
        let address = escape(&format!("{url}{}", Route::Topic(topic.id.clone()).folder()));
        xml.push_str(&format!(
            "<entry>\n\
             <id>{address}</id>\n\
             <title>{title}</title>\n\
             <updated>{date}T00:00:00Z</updated>\n\
             <link rel=\"alternate\" href=\"{address}\"/>\n\
             <summary>{summary}</summary>\n\
             </entry>\n",
            title = escape(&topic.title),
            summary = escape(&topic.summary),
        ));
    }
    xml.push_str("</feed>\n");
    Some(xml)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn publication() -> Publication {
        let updated = [("arg-secrets", "2026-11-20"), ("buildkit", "2026-11-27")];
        Publication {
            url: Some("https://example.org/a&b/".to_owned()),
            updated: updated
                .map(|(id, date)| (id.to_owned(), date.to_owned()))
                .into(),
        }
    }

    #[test]
    fn a_site_without_an_address_of_its_own_has_neither() {
        let site = sample::site();
        assert!(site.file(SITEMAP).is_none() && site.file(FEED).is_none());
        assert!(!has_feed(&Publication::default()));
    }

    #[test]
    fn the_sitemap_names_every_page_in_full() {
        let (course, _) = sample::course();
        let xml = sitemap(&course, &publication(), "https://example.org/a&b/");
        assert_eq!(xml.matches("<loc>https://example.org/a&amp;b/").count(), 5);
        assert!(xml.contains("arg-secrets/</loc><lastmod>2026-11-20</lastmod>"));
    }

    #[test]
    fn the_feed_has_the_newest_first_and_escapes_titles() {
        let (course, _) = sample::course();
        let xml = feed(&course, &publication(), "https://example.org/a&b/").expect("a feed");
        assert!(xml.contains("<updated>2026-11-27T00:00:00Z</updated>\n<author>"));
        let newest = xml.find("BuildKit &lt;and&gt; you");
        assert!(newest.is_some() && newest < xml.find("A password in ARG stays"));
        assert_eq!(xml.matches("<entry>").count(), 2);
    }
}
