//! How the answers about deals put changes and shares into words.

use super::{Table, four_digits};
use crate::doc::{Inline, Line, joined};
use crate::lang::{Arg, Lang};
use detente_deals::questions::Change;
use detente_model::scenario::ScenarioError;

impl Table<'_> {
    /// What a change gives to each party to which it makes a difference: “Ukraine −3 · Russia +9”.
    pub fn gained(&self, gains: &[i64]) -> Line {
        let touched = gains.iter().enumerate().filter(|(_, gain)| **gain != 0);
        joined(touched.map(|(party, gain)| self.party_change(party, *gain)), " · ")
    }

    /// What a party gains or loses: “Ukraine −3”.
    pub fn party_change(&self, party: usize, gain: i64) -> Line {
        let args =
            vec![("party", self.parties[party].clone().into()), ("n", self.change(party, gain).into())];
        self.lang.line("party-number", args)
    }

    /// What a change of one issue is called in a message.
    pub fn change_args(&self, change: Change) -> Vec<(&'static str, Arg)> {
        let option = |option: u32| Arg::from(self.option(change.issue, option));
        let issue = Arg::from(self.issues[change.issue].clone());
        vec![("issue", issue), ("from", option(change.from)), ("to", option(change.to))]
    }

    /// A share in per cent: “14%”, below ten with one digit after the point.
    pub fn percent(&self, share: f64) -> Line {
        let (whole, fine) = (share.abs() * 100.0, share.abs() < 0.1);
        let text = if fine { format!("{whole:.1}") } else { format!("{whole:.0}") };
        let text = text.strip_suffix(".0").unwrap_or(&text).to_owned();
        self.lang.line("percent", vec![("n", Inline::data(text).into())])
    }

    /// A number on no party's own scale.
    pub fn number(&self, number: f64) -> Inline {
        Inline::data(four_digits(number))
    }
}

/// Why there is no scenario, in a sentence.
pub fn scenario_error(lang: &Lang, error: &ScenarioError) -> Line {
    let (id, what) = match error {
        ScenarioError::NoPreferences => return lang.line("scenario-no-preferences", vec![]),
        ScenarioError::NoOptions(issue) => ("scenario-no-options", issue),
        ScenarioError::TooPrecise(party) => ("scenario-too-precise", party),
        ScenarioError::BadConstraint(party) => ("scenario-bad-constraint", party),
        ScenarioError::TooWide(party) => ("scenario-too-wide", party),
    };
    lang.line(id, vec![("what", Inline::data(what).into())])
}
