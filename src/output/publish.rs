//! The one place that changes a published site.
//!
//! A build writes beside the site, into `.NAME.staging/` on the same disk, and only what differs
//! from what is published. When everything has been produced without an error, a journal of the
//! changes is written, and they are made: files are renamed into place, which is never half done,
//! then files that are no longer produced are removed. Killed before the journal stands, a build
//! has changed nothing; killed after it, the next run finishes it. What Shanben did not make
//! (it remembers in [`MANIFEST`]) is left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Folder, Sink, claimed_twice};
use crate::diagnostic::Diagnostic;
use crate::site_path::SitePath;

/// The list of the files that Shanben made, in the root of a site, one site path a line.
pub const MANIFEST: &str = ".shanben-manifest";

const MANIFEST_HEAD: &str =
    "# The files that Shanben made here. It changes and removes no others.\n";

/// A site that is being built, beside the one that is published.
#[derive(Debug)]
pub struct Staging {
    /// The published site.
    out: PathBuf,
    /// Whether there is one.
    out_exists: bool,
    stage: Stage,
    /// What an earlier build made.
    made_before: BTreeSet<SitePath>,
    overwrite: Overwrite,
    produced: Mutex<BTreeMap<SitePath, State>>,
}

/// What to do with a file that Shanben did not make but wants to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Leave it alone and say so.
    Refuse,
    /// Write over it.
    Force,
}

/// How a produced file compares with the published one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The same bytes are published already.
    Unchanged,
    /// It waits in the stage.
    Staged,
    /// Something that Shanben did not make stands in its place.
    Foreign,
}

/// What publishing changed, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// New or different.
    pub written: usize,
    /// As they were.
    pub unchanged: usize,
    /// No longer produced.
    pub removed: usize,
}

impl Staging {
    /// Opens a stage beside the site in `out`. What an earlier build that was killed had begun to
    /// publish is finished first.
    ///
    /// # Errors
    /// When the folder cannot be written to, `out` is not a folder, or another build is at work.
    pub fn begin(out: &Path, overwrite: Overwrite) -> Result<Self, Box<Diagnostic>> {
        if out.exists() && !out.is_dir() {
            let message = "this is not a folder, so no site can be written here";
            return Err(Box::new(Diagnostic::error(out, message).hint("choose another --out")));
        }
        let stage = Stage::open(out)?;
        let made_before = read_manifest(out).map_err(|error| unwritable(out, &error))?;
        Ok(Self {
            out: out.to_owned(),
            out_exists: out.is_dir(),
            stage,
            made_before,
            overwrite,
            produced: Mutex::default(),
        })
    }

    /// Makes what was produced the published site.
    ///
    /// # Errors
    /// When files that Shanben did not make stand in the way: nothing has been changed then. When
    /// the disk refuses: the next build finishes the work.
    pub fn publish(self) -> Result<Published, Vec<Diagnostic>> {
        let produced = self.produced.into_inner().unwrap_or_else(PoisonError::into_inner);
        let foreign: Vec<Diagnostic> = produced
            .iter()
            .filter(|(_, state)| **state == State::Foreign)
            .map(|(path, _)| in_the_way(&self.out.join(path.to_path())))
            .collect();
        if !foreign.is_empty() {
            return Err(foreign);
        }
        let staged = produced.iter().filter(|(_, state)| **state == State::Staged);
        let mut moves: Vec<SitePath> = staged.map(|(path, _)| path.clone()).collect();
        let removed: Vec<SitePath> =
            self.made_before.iter().filter(|path| !produced.contains_key(path)).cloned().collect();
        let published = Published {
            written: moves.len(),
            unchanged: produced.len() - moves.len(),
            removed: removed.len(),
        };
        let failed = |error: io::Error| vec![*unwritable(&self.out, &error)];
        let manifest = SitePath::of_parts(&[MANIFEST]);
        let text = manifest_text(produced.keys());
        if fs::read(self.out.join(MANIFEST)).ok().as_deref() != Some(text.as_bytes()) {
            self.stage.files.put(&manifest, text.as_bytes()).map_err(|error| vec![*error])?;
            // Last, so that it never names a file that is not there yet.
            moves.push(manifest);
        }
        if self.out_exists {
            let journal = Journal { moves, removed };
            self.stage.write_journal(&journal).map_err(failed)?;
            journal.carry_out(self.stage.files.root(), &self.out).map_err(failed)?;
        } else {
            fs::rename(self.stage.files.root(), &self.out).map_err(failed)?;
        }
        self.stage.close();
        Ok(published)
    }

    /// How the bytes compare with what is published.
    fn compare(&self, path: &SitePath, bytes: &[u8]) -> State {
        if !self.out_exists {
            return State::Staged;
        }
        match fs::read(self.out.join(path.to_path())) {
            Ok(published) if published == bytes => State::Unchanged,
            Err(error) if error.kind() == io::ErrorKind::NotFound => State::Staged,
            // A file of another hand, a folder, or a file where a folder should be.
            _ if self.made_before.contains(path) || self.overwrite == Overwrite::Force => {
                State::Staged
            }
            _ => State::Foreign,
        }
    }
}

impl Sink for Staging {
    fn put(&self, path: &SitePath, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
        let state = self.compare(path, bytes);
        let earlier = {
            let mut produced = self.produced.lock().unwrap_or_else(PoisonError::into_inner);
            produced.insert(path.clone(), state)
        };
        match (earlier, state) {
            (Some(_), _) => Err(claimed_twice(path)),
            (None, State::Staged) => self.stage.files.put(path, bytes),
            (None, State::Unchanged | State::Foreign) => Ok(()),
        }
    }
}

/// The folder beside the site in which a build works, locked against another build.
#[derive(Debug)]
struct Stage {
    folder: PathBuf,
    files: Folder,
    _lock: File,
    /// Whether the folder holds a journal that must be kept until it is carried out.
    keeps_journal: std::sync::atomic::AtomicBool,
}

impl Stage {
    fn open(out: &Path) -> Result<Self, Box<Diagnostic>> {
        let folder = stage_folder(out);
        let failed = |error: io::Error| unwritable(out, &error);
        let lock = lock(&folder, out)?;
        let (files, journal) = (folder.join("new"), folder.join("journal"));
        if let Ok(text) = fs::read_to_string(&journal) {
            Journal::parse(&text).carry_out(&files, out).map_err(failed)?;
            fs::remove_file(&journal).map_err(failed)?;
        }
        if files.exists() {
            fs::remove_dir_all(&files).map_err(failed)?;
        }
        fs::create_dir_all(&files).map_err(failed)?;
        Ok(Self {
            files: Folder::new(files),
            folder,
            _lock: lock,
            keeps_journal: std::sync::atomic::AtomicBool::new(false),
        })
    }

    /// The journal appears whole: it is what tells a finished stage from an unfinished one.
    fn write_journal(&self, journal: &Journal) -> io::Result<()> {
        let draft = self.folder.join("journal.draft");
        let mut file = File::create(&draft)?;
        file.write_all(journal.text().as_bytes())?;
        file.sync_all()?;
        fs::rename(draft, self.folder.join("journal"))?;
        self.keeps_journal.store(true, std::sync::atomic::Ordering::Relaxed);
        Ok(())
    }

    /// The work is done.
    fn close(self) {
        self.keeps_journal.store(false, std::sync::atomic::Ordering::Relaxed);
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.keeps_journal.load(std::sync::atomic::Ordering::Relaxed) {
            // What cannot be removed now is removed by the next build.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn stage_folder(out: &Path) -> PathBuf {
    let name = out.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    out.with_file_name(format!(".{name}.staging"))
}

/// Locks the stage. A lock is held by a process, not by a file: one that was killed holds none.
fn lock(folder: &Path, out: &Path) -> Result<File, Box<Diagnostic>> {
    loop {
        fs::create_dir_all(folder).map_err(|error| unwritable(out, &error))?;
        let path = folder.join("lock");
        let file = match File::create(&path) {
            Ok(file) => file,
            // The build that was at work has just removed the folder.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(unwritable(out, &error)),
        };
        match file.try_lock() {
            Ok(()) if path.exists() => return Ok(file),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let message = "another build is writing this site";
                return Err(Box::new(
                    Diagnostic::error(out, message).hint("wait until it is done"),
                ));
            }
            Err(TryLockError::Error(error)) => return Err(unwritable(out, &error)),
        }
    }
}

/// What is to be done to the published site.
#[derive(Debug, Default)]
struct Journal {
    moves: Vec<SitePath>,
    removed: Vec<SitePath>,
}

impl Journal {
    fn text(&self) -> String {
        let moves = self.moves.iter().map(|path| format!("move {path}\n"));
        let removed = self.removed.iter().map(|path| format!("remove {path}\n"));
        moves.chain(removed).collect()
    }

    fn parse(text: &str) -> Self {
        let mut journal = Self::default();
        for line in text.lines() {
            match line.split_once(' ').map(|(word, path)| (word, SitePath::new(path))) {
                Some(("move", Ok(path))) => journal.moves.push(path),
                Some(("remove", Ok(path))) => journal.removed.push(path),
                _ => {}
            }
        }
        journal
    }

    /// Makes the changes. What is done already is passed over, so it may be called again.
    fn carry_out(&self, staged: &Path, out: &Path) -> io::Result<()> {
        for path in &self.moves {
            let (from, to) = (staged.join(path.to_path()), out.join(path.to_path()));
            if !from.exists() {
                continue;
            }
            clear_the_way(out, path)?;
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::rename(from, to)?;
        }
        for path in &self.removed {
            match fs::remove_file(out.join(path.to_path())) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => remove_empty_folders(out, path),
            }
        }
        Ok(())
    }
}

/// Removes what stands where a file or its folder must stand: only with
/// [`Overwrite::Force`] is there anything.
fn clear_the_way(out: &Path, path: &SitePath) -> io::Result<()> {
    let target = out.join(path.to_path());
    if target.is_dir() {
        fs::remove_dir_all(&target)?;
    }
    let folders = target.ancestors().skip(1).take_while(|folder| *folder != out);
    for folder in folders.filter(|folder| folder.is_file()) {
        fs::remove_file(folder)?;
    }
    Ok(())
}

/// Removes the folders that the removal of `path` has left empty.
fn remove_empty_folders(out: &Path, path: &SitePath) {
    let target = out.join(path.to_path());
    for folder in target.ancestors().skip(1).take_while(|folder| *folder != out) {
        // It fails, as it should, on a folder that is not empty.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

fn read_manifest(out: &Path) -> io::Result<BTreeSet<SitePath>> {
    let text = match fs::read_to_string(out.join(MANIFEST)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(error),
    };
    let paths = text.lines().filter(|line| !line.starts_with('#'));
    Ok(paths.filter_map(|line| SitePath::new(line).ok()).collect())
}

fn manifest_text<'a>(paths: impl Iterator<Item = &'a SitePath>) -> String {
    paths.fold(MANIFEST_HEAD.to_owned(), |text, path| text + path.as_str() + "\n")
}

fn unwritable(out: &Path, error: &io::Error) -> Box<Diagnostic> {
    let message = format!("cannot write the site: {error}");
    Box::new(Diagnostic::error(out, message).hint(
        "check that the folder and the one that holds it may be written to, and that the disk has room",
    ))
}

fn in_the_way(file: &Path) -> Diagnostic {
    Diagnostic::error(file, "this was not made by Shanben, and a page must stand here")
        .hint("move it away, choose another --out, or write over it with --force")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Site(tempfile::TempDir);

    impl Site {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn out(&self) -> PathBuf {
            self.0.path().join("site")
        }

        fn stage(&self, files: &[(&str, &str)], overwrite: Overwrite) -> Staging {
            let staging = Staging::begin(&self.out(), overwrite).unwrap();
            for (path, text) in files {
                staging.put(&SitePath::new(*path).unwrap(), text.as_bytes()).unwrap();
            }
            staging
        }

        fn publish(&self, files: &[(&str, &str)]) -> Result<Published, Vec<Diagnostic>> {
            self.stage(files, Overwrite::Refuse).publish()
        }

        /// Everything in the folder that holds the site, as text.
        fn tree(&self) -> Vec<(String, String)> {
            let top = self.0.path();
            walkdir::WalkDir::new(top)
                .sort_by_file_name()
                .into_iter()
                .map(Result::unwrap)
                .filter(|entry| entry.file_type().is_file() && entry.file_name() != MANIFEST)
                .map(|entry| {
                    let name = entry.path().strip_prefix(top).unwrap().display().to_string();
                    (name, fs::read_to_string(entry.path()).unwrap())
                })
                .collect()
        }
    }

    fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn what_changed_is_written_and_what_is_gone_is_removed() {
        let site = Site::new();
        let first = site.publish(&[("a.html", "1"), ("b/c.html", "2"), ("d.html", "3")]).unwrap();
        assert_eq!(first, Published { written: 3, unchanged: 0, removed: 0 });
        let second = site.publish(&[("a.html", "1"), ("d.html", "4")]).unwrap();
        assert_eq!(second, Published { written: 1, unchanged: 1, removed: 1 });
        assert_eq!(site.tree(), owned(&[("site/a.html", "1"), ("site/d.html", "4")]));
        assert!(!site.out().join("b").exists());
    }

    #[test]
    fn what_shanben_did_not_make_is_left_alone() {
        let site = Site::new();
        fs::create_dir_all(site.out().join("b")).unwrap();
        fs::write(site.out().join("CNAME"), "example.org").unwrap();
        fs::write(site.out().join("b/own.txt"), "x").unwrap();
        site.publish(&[("a.html", "1"), ("b/c.html", "2")]).unwrap();
        site.publish(&[("a.html", "1")]).unwrap();
        assert_eq!(
            site.tree(),
            owned(&[("site/CNAME", "example.org"), ("site/a.html", "1"), ("site/b/own.txt", "x")])
        );
    }

    #[test]
    fn a_file_of_another_hand_is_not_written_over_unless_forced() {
        let site = Site::new();
        fs::create_dir_all(site.out().join("b.html")).unwrap();
        fs::write(site.out().join("a.html"), "mine").unwrap();
        fs::write(site.out().join("c"), "mine").unwrap();
        let files = [("a.html", "1"), ("b.html", "2"), ("c/d.html", "3"), ("e.html", "4")];
        let errors = site.publish(&files).unwrap_err();
        assert_eq!(errors.len(), 3, "{errors:#?}");
        assert_eq!(site.tree(), owned(&[("site/a.html", "mine"), ("site/c", "mine")]));
        site.stage(&files, Overwrite::Force).publish().unwrap();
        assert_eq!(site.tree().len(), 4);
    }

    #[test]
    fn an_unfinished_build_changes_nothing() {
        let site = Site::new();
        site.publish(&[("a.html", "1")]).unwrap();
        drop(site.stage(&[("a.html", "2"), ("b.html", "3")], Overwrite::Refuse));
        assert_eq!(site.tree(), owned(&[("site/a.html", "1")]));
    }

    #[test]
    fn a_killed_build_is_thrown_away_or_finished() {
        let site = Site::new();
        site.publish(&[("a.html", "1"), ("b.html", "2")]).unwrap();
        // Killed while it was staging: no journal.
        let folder = stage_folder(&site.out());
        fs::create_dir_all(folder.join("new")).unwrap();
        fs::write(folder.join("new/a.html"), "half").unwrap();
        site.publish(&[("a.html", "1"), ("b.html", "2")]).unwrap();
        assert_eq!(site.tree(), owned(&[("site/a.html", "1"), ("site/b.html", "2")]));
        // Killed while it was publishing: `c.html` is moved, the rest is not.
        fs::create_dir_all(folder.join("new")).unwrap();
        fs::write(folder.join("new/a.html"), "3").unwrap();
        fs::write(folder.join("journal"), "move c.html\nmove a.html\nremove b.html\n").unwrap();
        let staging = Staging::begin(&site.out(), Overwrite::Refuse).unwrap();
        drop(staging);
        assert_eq!(site.tree(), owned(&[("site/a.html", "3")]));
    }

    #[test]
    fn a_journal_cannot_lead_out_of_the_site() {
        let journal = Journal::parse("move ../x\nremove /etc/passwd\nmove a.html\nnonsense\n");
        assert_eq!((journal.moves.len(), journal.removed.len()), (1, 0));
    }

    #[test]
    fn two_builds_do_not_write_one_site() {
        let site = Site::new();
        let first = site.stage(&[("a.html", "1")], Overwrite::Refuse);
        let error = Staging::begin(&site.out(), Overwrite::Refuse).unwrap_err();
        assert!(error.message.contains("another build"), "{error}");
        first.publish().unwrap();
        assert!(site.publish(&[("a.html", "1")]).is_ok());
    }

    #[test]
    fn one_path_is_claimed_once() {
        let site = Site::new();
        let staging = site.stage(&[("a.html", "1")], Overwrite::Refuse);
        assert!(staging.put(&SitePath::new("a.html").unwrap(), b"2").is_err());
    }

    #[test]
    fn a_file_in_place_of_the_folder_is_refused() {
        let site = Site::new();
        fs::write(site.out(), "x").unwrap();
        let error = Staging::begin(&site.out(), Overwrite::Refuse).unwrap_err();
        assert!(error.message.contains("not a folder"), "{error}");
    }
}
