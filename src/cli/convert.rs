//! `shanben convert`: text or Markdown from one script to another.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::report::Reporter;
use super::{Outcome, Talk};
use crate::config;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::render::markdown;
use crate::script::vocabulary::{Choice, Glossary, Kind};
use crate::script::{self, Conversion, Scripts};

/// About how much text is converted at once, in bytes; more than this is never in memory.
const BLOCK: usize = 256 * 1024;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The text; without one, standard input. A name that ends in .md is Markdown
    file: Option<PathBuf>,
    /// The edition in which the text is written
    #[arg(long, default_value = "zh-Hant-TW", value_name = "TAG")]
    from: Edition,
    /// The edition that it becomes
    #[arg(long, default_value = "zh-Hans-CN", value_name = "TAG")]
    to: Edition,
    /// Which words change with the region
    #[arg(long, value_enum, default_value_t, value_name = "WORDS")]
    vocabulary: Words,
    /// The editor's own words, tab-separated; the first file wins
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,
    /// The text is Markdown: convert its prose only
    #[arg(long)]
    markdown: bool,
    /// Say on standard error which words were decided, and by which rule
    #[arg(long)]
    explain: bool,
}

/// Which words change with the region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Words {
    /// Shanben's own vocabulary for publications
    #[default]
    Publication,
    /// Characters only
    None,
    /// OpenCC's own phrases
    Opencc,
}

impl From<Words> for config::Vocabulary {
    fn from(words: Words) -> Self {
        match words {
            Words::Publication => Self::Publication,
            Words::None => Self::None,
            Words::Opencc => Self::OpenCc,
        }
    }
}

type Converted = Result<(), Box<Diagnostic>>;

pub(super) fn run(arguments: &Arguments, reporter: &Reporter, talk: Talk) -> Outcome {
    let (glossaries, diagnostics) = glossaries(&arguments.glossary);
    if !diagnostics.is_empty() {
        reporter.show_outside(&diagnostics);
        return Outcome::Failed;
    }
    match convert(arguments, glossaries, talk) {
        Ok(()) => Outcome::Done,
        Err(diagnostic) => {
            reporter.show_outside(&[*diagnostic]);
            Outcome::Failed
        }
    }
}

fn glossaries(files: &[PathBuf]) -> (Vec<Glossary>, Vec<Diagnostic>) {
    let mut glossaries = Vec::new();
    let mut diagnostics = Vec::new();
    for file in files {
        match std::fs::read_to_string(file) {
            Ok(text) => {
                let (glossary, mistakes) = Glossary::parse(file, &text);
                glossaries.push(glossary);
                diagnostics.extend(mistakes);
            }
            Err(error) => {
                let message = format!("cannot read the glossary: {error}");
                diagnostics.push(Diagnostic::error(file, message).hint("it must be UTF-8"));
            }
        }
    }
    (glossaries, diagnostics)
}

fn convert(arguments: &Arguments, glossaries: Vec<Glossary>, talk: Talk) -> Converted {
    let name = arguments.file.clone().unwrap_or_else(|| PathBuf::from("-"));
    let failed = |error: &dyn std::fmt::Display| {
        Box::new(Diagnostic::error(&name, format!("cannot convert: {error}")))
    };
    let scripts = Scripts::load(arguments.vocabulary.into(), glossaries);
    let scripts = scripts.map_err(|error| failed(&error))?;
    let conversion = scripts.between(&arguments.from, &arguments.to, None);
    let conversion = conversion.map_err(|error| failed(&error))?;
    let input: Box<dyn BufRead> = match &arguments.file {
        Some(file) => Box::new(BufReader::new(File::open(file).map_err(|error| failed(&error))?)),
        None => Box::new(io::stdin().lock()),
    };
    let work = Work {
        name: &name,
        conversion: conversion.as_ref(),
        explain: arguments.explain && talk == Talk::Normal,
    };
    let mut output = BufWriter::new(io::stdout().lock());
    let is_markdown = name.extension().is_some_and(|ending| ending == "md");
    match arguments.markdown || is_markdown {
        true => work.markdown(input, &mut output)?,
        false => work.lines(input, &mut output)?,
    }
    output.flush().map_err(|error| failed(&error))
}

/// One text on its way.
struct Work<'a> {
    name: &'a Path,
    conversion: Option<&'a Conversion<'a>>,
    explain: bool,
}

impl Work<'_> {
    /// Converts line by line, one line in, one line out; memory stays flat.
    fn lines(&self, mut input: Box<dyn BufRead>, output: &mut impl Write) -> Converted {
        let mut line_number = 1;
        let mut block = Vec::new();
        loop {
            let size = input
                .read_until(b'\n', &mut block)
                .map_err(|error| self.failed(&format!("cannot read: {error}")))?;
            if size > 0 && block.len() < BLOCK {
                continue;
            }
            if block.is_empty() {
                return Ok(());
            }
            let text = self.utf8(&block, line_number)?;
            self.explain(text, line_number);
            let converted = script::convert_text(self.conversion, text);
            self.write(output, &converted.map_err(|error| self.failed(&error.to_string()))?)?;
            line_number += block.iter().filter(|byte| **byte == b'\n').count();
            block.clear();
        }
    }

    /// Converts the prose of Markdown, whose structure needs the whole text.
    fn markdown(&self, mut input: Box<dyn BufRead>, output: &mut impl Write) -> Converted {
        let mut bytes = Vec::new();
        input
            .read_to_end(&mut bytes)
            .map_err(|error| self.failed(&format!("cannot read: {error}")))?;
        let text = self.utf8(&bytes, 1)?;
        self.explain(text, 1);
        let blocks = markdown::prose_blocks(text);
        let converted = script::convert_markdown(self.conversion, text, &blocks);
        let converted = converted.map_err(|error| self.failed(&error.to_string()))?;
        self.write(output, &converted)
    }

    fn utf8<'t>(&self, bytes: &'t [u8], line_number: usize) -> Result<&'t str, Box<Diagnostic>> {
        std::str::from_utf8(bytes).map_err(|error| {
            let before = &bytes[..error.valid_up_to()];
            let line = line_number + before.iter().filter(|byte| **byte == b'\n').count();
            let message = format!("line {line} is not UTF-8");
            let hint = "shanben import finds out other encodings";
            Box::new(Diagnostic::error(self.name, message).hint(hint))
        })
    }

    fn write(&self, output: &mut impl Write, text: &str) -> Converted {
        output
            .write_all(text.as_bytes())
            .map_err(|error| self.failed(&format!("cannot write: {error}")))
    }

    fn failed(&self, message: &str) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(self.name, message))
    }

    /// Says what was decided about words, a line each.
    fn explain(&self, text: &str, line_number: usize) {
        let Some(conversion) = self.conversion.filter(|_| self.explain) else { return };
        for (at, line) in text.lines().enumerate() {
            for choice in conversion.choices(line) {
                let column = line[..choice.range.start].chars().count() + 1;
                eprintln!("{}", explanation(&choice, line, line_number + at, column));
            }
        }
    }
}

fn explanation(choice: &Choice<'_>, line: &str, line_number: usize, column: usize) -> String {
    let decision = match choice.kind {
        Kind::Applied => "applied",
        Kind::Suggested => "suggested",
        Kind::Kept => "kept",
    };
    let rule = choice.rule;
    format!(
        "{line_number}:{column}\t{decision}\t{}\t{}\t{}:{}\t{}\t{}",
        &line[choice.range.clone()],
        choice.replacement,
        rule.table,
        rule.line,
        rule.category,
        rule.source
    )
}
