//! The sitemap, after the protocol of sitemaps.org 0.9, with the alternates of each page as
//! Google reads them (`xhtml:link`).

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::catalogue::{Catalogue, Page};
use crate::config::BaseUrl;
use crate::site_path::SitePath;

/// The most addresses that one file may have.
pub const MOST_ADDRESSES: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// One address of a sitemap.
struct Address {
    location: String,
    modified: Option<String>,
    alternates: Vec<(String, String)>,
}

/// The files of the sitemap by their names: `sitemap.xml`, which is an index of the others when
/// there are more addresses than one file may have.
///
/// # Errors
/// Never in practice: the XML is written into memory.
pub fn write(catalogue: &Catalogue, url: &BaseUrl) -> Result<Vec<(String, Vec<u8>)>, io::Error> {
    let addresses = addresses(catalogue, url);
    if addresses.len() <= MOST_ADDRESSES {
        return Ok(vec![("sitemap.xml".to_owned(), url_set(&addresses)?)]);
    }
    let mut files = Vec::new();
    for (at, part) in addresses.chunks(MOST_ADDRESSES).enumerate() {
        files.push((format!("sitemap-{}.xml", at + 1), url_set(part)?));
    }
    let names: Vec<String> =
        files.iter().map(|(name, _)| format!("{}{name}", url.as_str())).collect();
    files.push(("sitemap.xml".to_owned(), index(&names)?));
    Ok(files)
}

fn addresses(catalogue: &Catalogue, url: &BaseUrl) -> Vec<Address> {
    let located = |alternates: Vec<(String, SitePath)>| {
        let address = |(tag, path): (String, SitePath)| (tag, path.address(url.as_str()));
        alternates.into_iter().map(address).collect()
    };
    // The choice of editions is the home page of those whose language is not known.
    let mut addresses = vec![Address {
        location: url.as_str().to_owned(),
        modified: None,
        alternates: located(catalogue.alternates(Page::Home)),
    }];
    for (edition, _) in catalogue.editions().iter() {
        let pages = catalogue.pages(edition).into_iter().filter(|page| *page != Page::NotFound);
        let articles = catalogue.articles_in(edition).map(Page::Article);
        for page in pages.chain(articles) {
            addresses.push(Address {
                location: catalogue.path(page, edition).address(url.as_str()),
                modified: modified(catalogue, page),
                alternates: located(catalogue.alternates(page)),
            });
        }
    }
    addresses
}

/// The day on which an article was last changed, if it is known.
fn modified(catalogue: &Catalogue, page: Page) -> Option<String> {
    let Page::Article(index) = page else { return None };
    let identity = &catalogue.article(index).identity;
    identity.updated.or(identity.date).map(|date| date.format("%Y-%m-%d").to_string())
}

fn url_set(addresses: &[Address]) -> Result<Vec<u8>, io::Error> {
    let mut writer = begin()?;
    let root =
        BytesStart::new("urlset").with_attributes([("xmlns", NAMESPACE), ("xmlns:xhtml", XHTML)]);
    writer.write_event(Event::Start(root))?;
    for address in addresses {
        writer.write_event(Event::Start(BytesStart::new("url")))?;
        element(&mut writer, "loc", &address.location)?;
        if let Some(modified) = &address.modified {
            element(&mut writer, "lastmod", modified)?;
        }
        for (tag, href) in &address.alternates {
            let link = BytesStart::new("xhtml:link").with_attributes([
                ("rel", "alternate"),
                ("hreflang", tag.as_str()),
                ("href", href.as_str()),
            ]);
            writer.write_event(Event::Empty(link))?;
        }
        writer.write_event(Event::End(BytesEnd::new("url")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("urlset")))?;
    Ok(finish(writer))
}

fn index(names: &[String]) -> Result<Vec<u8>, io::Error> {
    let mut writer = begin()?;
    let root = BytesStart::new("sitemapindex").with_attributes([("xmlns", NAMESPACE)]);
    writer.write_event(Event::Start(root))?;
    for name in names {
        writer.write_event(Event::Start(BytesStart::new("sitemap")))?;
        element(&mut writer, "loc", name)?;
        writer.write_event(Event::End(BytesEnd::new("sitemap")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("sitemapindex")))?;
    Ok(finish(writer))
}

fn begin() -> Result<Writer<Vec<u8>>, io::Error> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(writer)
}

fn element(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> Result<(), io::Error> {
    writer.write_event(Event::Start(BytesStart::new(name)))?;
    writer.write_event(Event::Text(BytesText::new(text)))?;
    writer.write_event(Event::End(BytesEnd::new(name)))?;
    Ok(())
}

fn finish(writer: Writer<Vec<u8>>) -> Vec<u8> {
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}
