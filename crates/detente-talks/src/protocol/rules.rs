//! Protocols as people write them: `sao`, `sao:one-offer-per-step,offering-is-not-accepting`, `tau:min-unique=2,window=50`.

use super::{AlternatingOffers, MultipleOffers, PROTOCOLS, Protocol, TentativeAgreement};
use detente_model::nearest;
use std::fmt;

/// A protocol with its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// `sao`
    Alternating(AlternatingOffers),
    /// `tau`
    Tentative(TentativeAgreement),
    /// `amop`
    Multiple,
}

/// The options of `sao`.
pub const SAO: [&str; 3] = ["one-offer-per-step", "offering-is-not-accepting", "go-on-without-offer"];
const MIN_UNIQUE: &str = "min-unique";
const WINDOW: &str = "window";

/// What is wrong with a protocol as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesError(String);

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RulesError {}

fn unknown(what: &str, written: &str, known: &[&str]) -> RulesError {
    RulesError(match nearest(written, known.iter().copied()) {
        Some(near) => format!("unknown {what} {written}; did you mean {near}?"),
        None if known.is_empty() => format!("unknown {what} {written}; there are none"),
        None => format!("unknown {what} {written}; there are {}", known.join(", ")),
    })
}

impl Rules {
    /// Reads a protocol.
    pub fn parse(text: &str) -> Result<Rules, RulesError> {
        let (name, options) = text.split_once(':').unwrap_or((text, ""));
        let options: Vec<&str> = options.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
        match name.trim() {
            "sao" => Rules::alternating(&options),
            "tau" => Rules::tentative(&options),
            "amop" => match options.first() {
                None => Ok(Rules::Multiple),
                Some(option) => Err(unknown("option of amop", option, &[])),
            },
            name => {
                let known: Vec<&str> = PROTOCOLS.iter().map(|row| row.name).collect();
                Err(unknown("protocol", name, &known))
            }
        }
    }

    fn alternating(options: &[&str]) -> Result<Rules, RulesError> {
        if let Some(option) = options.iter().find(|option| !SAO.contains(option)) {
            return Err(unknown("option of sao", option, &SAO));
        }
        let has = |place: usize| options.contains(&SAO[place]);
        Ok(Rules::Alternating(AlternatingOffers {
            one_offer_per_step: has(0),
            offering_is_accepting: !has(1),
            end_on_no_response: !has(2),
        }))
    }

    fn tentative(options: &[&str]) -> Result<Rules, RulesError> {
        let mut rules = TentativeAgreement::default();
        for option in options {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            let (name, value) = (name.trim(), value.trim());
            let wrong = |what: &str| RulesError(format!("{name} cannot be {value}: {what}"));
            match name {
                MIN_UNIQUE => {
                    let read = value.parse::<u32>().map_err(|_| wrong("a whole number"))?;
                    rules.min_unique = read as usize;
                }
                WINDOW => {
                    let read = value.parse().map_err(|_| wrong("a whole number of steps, from 1"))?;
                    rules.window = Some(read);
                }
                name => return Err(unknown("option of tau", name, &[MIN_UNIQUE, WINDOW])),
            }
        }
        Ok(Rules::Tentative(rules))
    }

    /// The protocol.
    pub fn protocol(&self) -> &dyn Protocol {
        match self {
            Rules::Alternating(rules) => rules,
            Rules::Tentative(rules) => rules,
            Rules::Multiple => &MultipleOffers,
        }
    }
}

impl fmt::Display for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rules::Alternating(rules) => {
                let set = [rules.one_offer_per_step, !rules.offering_is_accepting, !rules.end_on_no_response];
                let set: Vec<&str> =
                    SAO.iter().zip(set).filter(|(_, set)| *set).map(|(name, _)| *name).collect();
                if set.is_empty() { f.write_str("sao") } else { write!(f, "sao:{}", set.join(",")) }
            }
            Rules::Tentative(TentativeAgreement { min_unique, window }) => {
                let set = [
                    (*min_unique > 0).then(|| format!("{MIN_UNIQUE}={min_unique}")),
                    window.map(|window| format!("{WINDOW}={window}")),
                ];
                let set: Vec<String> = set.into_iter().flatten().collect();
                if set.is_empty() { f.write_str("tau") } else { write!(f, "tau:{}", set.join(",")) }
            }
            Rules::Multiple => f.write_str("amop"),
        }
    }
}
