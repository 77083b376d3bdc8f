//! Telephone numbers as links, after RFC 3966.

/// Calling codes (ITU-T E.164) with which institutions here write their numbers even without `+`.
const CALLING_CODES: &[&str] = &["886", "852", "853", "86", "65", "60", "81", "82"];

/// Words that stand before an extension.
const EXTENSION_MARKS: &[&str] = &["ext.", "ext", "轉", "转", "分機", "分机", "#"];

/// The `tel:` address of a number as it is printed. A number that names its country becomes a
/// global one; another stays as it is dialled at home.
pub(super) fn address(printed: &str) -> String {
    let lower = printed.to_lowercase();
    let mark = EXTENSION_MARKS.iter().filter_map(|mark| lower.find(mark)).min();
    let (number, extension) = lower.split_at(mark.unwrap_or(lower.len()));
    let digits = digits_of(number);
    let plus = if number.trim_start().starts_with('+') || names_country(number) { "+" } else { "" };
    let extension = digits_of(extension);
    match extension.is_empty() {
        true => format!("tel:{plus}{digits}"),
        false => format!("tel:{plus}{digits};ext={extension}"),
    }
}

/// ASCII digits; full-width ones are brought to them.
fn digits_of(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
            _ => None,
        })
        .collect()
}

/// Whether a number begins with a calling code and a separator, as `886-2-23654366` does.
fn names_country(number: &str) -> bool {
    let bare = number.trim_start_matches(['(', '（', ' ']);
    CALLING_CODES.iter().any(|code| {
        bare.strip_prefix(code)
            .and_then(|rest| rest.chars().next())
            .is_some_and(|c| matches!(c, '-' | ' ' | ')' | '）' | '\u{2010}'..='\u{2014}'))
    })
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_number_that_names_its_country_is_global() {
        assert_eq!(address("886-2-23654366"), "tel:+886223654366");
        assert_eq!(address("+852 2123 4567"), "tel:+85221234567");
        assert_eq!(address("(886-2) 2365-4366 轉 12"), "tel:+886223654366;ext=12");
        assert_eq!(address("02-2365-4366#12"), "tel:0223654366;ext=12");
        assert_eq!(address("８６－１０－１２３４"), "tel:86101234");
        assert_eq!(address("8623 4567"), "tel:86234567");
    }
}
