//! The pages at the site's root, which belong to no edition.

use tera::{Context, Value};

use super::{Rendered, Renderer, generator, insert, publisher_view};
use crate::catalogue::Page;
use crate::edition::EditionIndex;
use crate::render::naming;
use crate::render::view::{ChooserEditionView, ChooserView, PageView};
use crate::site_path::SitePath;

impl Renderer<'_> {
    /// The page at the site's root, which offers every edition.
    ///
    /// # Errors
    /// When a template is wrong.
    pub fn chooser(&self, path: &SitePath) -> Rendered {
        let link = |target: &SitePath| path.link_to(target);
        let mut context = self.root_context(path, "chooser");
        insert(&mut context, "chooser", &self.choices(path, &link));
        self.theme.render("chooser.html", &context)
    }

    /// The page that a host shows for a wrong address at any depth: its style stands inside, and
    /// its links are absolute, if it is known where the site stands.
    ///
    /// # Errors
    /// When a template is wrong.
    pub fn root_not_found(&self, path: &SitePath) -> Rendered {
        let link = |target: &SitePath| match self.url {
            Some(url) => target.address(url.as_str()),
            None => path.link_to(target),
        };
        let mut context = self.root_context(path, "root_not_found");
        insert(&mut context, "chooser", &self.choices(path, &link));
        context.insert_value("style", Value::safe_string(&self.theme.style()));
        self.theme.render("root_not_found.html", &context)
    }

    /// What the templates at the root get.
    fn root_context(&self, path: &SitePath, template: &'static str) -> Context {
        let first = self.catalogue.editions().first();
        let is_home = template == "chooser";
        let masthead = self.catalogue.masthead(first);
        let separator = " · ";
        let mut titles: Vec<&str> = Vec::new();
        for (index, _) in self.catalogue.editions().iter() {
            let title = self.catalogue.masthead(index).title.as_str();
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        let page = PageView {
            template,
            title: match is_home {
                true => titles.join(separator),
                false => {
                    let separator = self.word(first, "title_separator");
                    format!("404{separator}{}", masthead.title)
                }
            },
            description: masthead.description.clone(),
            canonical: self.url.filter(|_| is_home).map(|url| path.address(url.as_str())),
            alternates: if is_home { self.alternates(Page::Home) } else { Vec::new() },
            og_type: "website",
            robots: (!is_home).then_some("noindex"),
            root: path.to_root(),
        };
        let mut context = Context::new();
        insert(&mut context, "page", &page);
        insert(&mut context, "site", &self.site_view(first));
        insert(&mut context, "generator", &generator());
        context
    }

    fn choices(&self, path: &SitePath, link: &dyn Fn(&SitePath) -> String) -> ChooserView {
        let editions = self.catalogue.editions();
        let choice = |(index, edition): (EditionIndex, &crate::edition::Edition)| {
            let masthead = self.catalogue.masthead(index);
            ChooserEditionView {
                tag: edition.tag().to_owned(),
                label: naming::label(editions, index),
                name: naming::name(editions, index),
                title: masthead.title.clone(),
                description: masthead.description.clone(),
                href: link(&self.catalogue.path(Page::Home, index)),
                about: Some(link(&self.catalogue.path(Page::About, index))),
                words: self.word_values[index.position()].clone(),
                publisher: publisher_view(&masthead.publisher, path),
            }
        };
        ChooserView { editions: editions.iter().map(choice).collect() }
    }
}
