//! Identifiers that registries give: DOI and ORCID.

use std::fmt;
use std::str::FromStr;

/// A Digital Object Identifier (ISO 26324), in its bare form `10.1000/xyz`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doi(String);

impl Doi {
    /// The address that resolves it.
    #[must_use]
    pub fn address(&self) -> String {
        format!("https://doi.org/{}", self.0)
    }
}

impl fmt::Display for Doi {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for Doi {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let prefixes = ["https://doi.org/", "http://dx.doi.org/", "https://dx.doi.org/", "doi:"];
        let bare = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text);
        let (registrant, suffix) = bare.trim().split_once('/').ok_or(())?;
        let digits = registrant.strip_prefix("10.").ok_or(())?;
        let sound = (4..=9).contains(&digits.split('.').next().unwrap_or_default().len())
            && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && !suffix.is_empty()
            && suffix.bytes().all(|byte| byte.is_ascii_graphic());
        if sound { Ok(Self(bare.trim().to_owned())) } else { Err(()) }
    }
}

/// An ORCID iD: sixteen digits in fours, the last one a check digit after ISO 7064, MOD 11-2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orcid(String);

impl Orcid {
    /// The address that resolves it, the form that ORCID asks to show.
    #[must_use]
    pub fn address(&self) -> String {
        format!("https://orcid.org/{}", self.0)
    }
}

impl fmt::Display for Orcid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for Orcid {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bare = text.strip_prefix("https://orcid.org/").unwrap_or(text).trim();
        let groups: Vec<&str> = bare.split('-').collect();
        if groups.len() != 4 || groups.iter().any(|group| group.len() != 4) {
            return Err(());
        }
        let digits: Vec<u8> = groups.concat().into_bytes();
        let (check, digits) = digits.split_last().ok_or(())?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(());
        }
        let sum = digits.iter().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2);
        let expected = match (12 - sum % 11) % 11 {
            10 => b'X',
            digit => b"0123456789"[digit as usize],
        };
        if *check == expected { Ok(Self(bare.to_owned())) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_orcid_has_a_right_check_digit() {
        // The two examples of ORCID's own documentation of the check digit.
        assert!("0000-0002-1825-0097".parse::<Orcid>().is_ok());
        assert!("https://orcid.org/0000-0002-1694-233X".parse::<Orcid>().is_ok());
        for bad in ["0000-0002-1825-0098", "0000000218250097", "", "0000-0002-1825-009善"] {
            assert!(bad.parse::<Orcid>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_doi_is_kept_bare() {
        let doi: Doi = "https://doi.org/10.6164/JRS.2025".parse().unwrap();
        assert_eq!(doi.to_string(), "10.6164/JRS.2025");
        assert_eq!(doi.address(), "https://doi.org/10.6164/JRS.2025");
        for bad in ["11.1000/x", "10.1000/", "10.1000", "10.1/x", "x", "10.1000/善"] {
            assert!(bad.parse::<Doi>().is_err(), "{bad}");
        }
    }
}
