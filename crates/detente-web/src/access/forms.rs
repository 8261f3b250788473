//! The forms that somebody sent, so that a form sent twice is carried out once.
//!
//! They are remembered while the server runs, for each session and each token apart.

use super::presence::{Presence, Reading};
use super::secret::{Key, Secret};
use super::{Access, State};
use crate::door::Seated;
use crate::guard::{Guard, stands};
use std::collections::{BTreeMap, VecDeque};

/// The forms of a session whose results are remembered.
pub const MOST_FORMS: usize = 256;

/// The most bytes of their results: the newest is remembered however long it is.
pub const MOST_RESULTS: usize = 1 << 20;

/// What became of a form that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It comes for the first time: carry it out, then [`super::Access::remember`] its result, or
    /// [`super::Access::forget`] it if nothing came of it.
    First,
    /// It is being carried out.
    Running,
    /// It was carried out, with this result.
    Done(String),
}

/// The forms of one session, of which the last [`MOST_FORMS`] are remembered.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    results: BTreeMap<Key, Option<String>>,
    order: VecDeque<Key>,
    /// How long the results are together.
    bytes: usize,
}

impl Forms {
    pub(crate) fn claim(&mut self, form: &str) -> Claim {
        let form = Key::of_text(form);
        let known = self.results.get(&form).cloned();
        if stands(Guard::FormReplay, known.is_none()) {
            self.put(form, None);
            return Claim::First;
        }
        known.flatten().map_or(Claim::Running, Claim::Done)
    }

    pub(crate) fn result(&self, form: &str) -> Option<String> {
        self.results.get(&Key::of_text(form)).cloned().flatten()
    }

    pub(crate) fn remember(&mut self, form: &str, result: String) {
        self.put(Key::of_text(form), Some(result));
    }

    pub(crate) fn forget(&mut self, form: &str) {
        let form = Key::of_text(form);
        if matches!(self.results.get(&form), Some(None)) {
            self.results.remove(&form);
            self.order.retain(|known| *known != form);
        }
    }

    fn put(&mut self, form: Key, result: Option<String>) {
        self.bytes += result.as_ref().map_or(0, String::len);
        match self.results.insert(form, result) {
            None => self.order.push_back(form),
            Some(before) => self.bytes -= before.map_or(0, |before| before.len()),
        }
        while self.order.len() > MOST_FORMS || (self.bytes > MOST_RESULTS && self.order.len() > 1) {
            let Some(oldest) = self.order.pop_front() else { break };
            if let Some(Some(result)) = self.results.remove(&oldest) {
                self.bytes -= result.len();
            }
        }
    }
}

impl Access {
    /// A new id for a form.
    pub fn form_id(&self, seated: &Seated) -> String {
        let key = seated.key();
        let mut state = self.state();
        let drawn = state.presence(key).map_or(0, |presence| {
            presence.drawn += 1;
            presence.drawn
        });
        drop(state);
        Secret::new(self.chance.secret(&format!("form {drawn} of {key}"))).key().to_string()
    }

    /// Takes up a form that was sent: is it the first time?
    pub fn claim(&self, seated: &Seated, form: &str) -> Claim {
        match self.state().presence(seated.key()) {
            Some(presence) => presence.forms.claim(form),
            None => Claim::First,
        }
    }

    /// The result of a form that was carried out already.
    pub fn replayed(&self, seated: &Seated, form: &str) -> Option<String> {
        self.state().presence(seated.key()).and_then(|presence| presence.forms.result(form))
    }

    /// Remembers what came of a form, as the answer to whoever sends it again.
    pub fn remember(&self, seated: &Seated, form: &str, result: String) {
        if let Some(presence) = self.state().presence(seated.key()) {
            presence.forms.remember(form, result);
        }
    }

    /// Nothing came of the form: it may be sent again.
    pub fn forget(&self, seated: &Seated, form: &str) {
        if let Some(presence) = self.state().presence(seated.key()) {
            presence.forms.forget(form);
        }
    }
}

impl State {
    /// The presence of a session or a token that there is.
    fn presence(&mut self, key: Key) -> Option<&mut Presence> {
        let session = self.kept.sessions.get(&key).map(|session| session.reading);
        let token = || self.kept.tokens.get(&key).map(|token| Reading::from(token.at));
        let reading = session.or_else(token)?;
        Some(self.presences.of(key, reading))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_forms_are_remembered_and_no_more() {
        let mut forms = Forms::default();
        for n in 0..MOST_FORMS + 10 {
            assert_eq!(forms.claim(&n.to_string()), Claim::First);
            forms.remember(&n.to_string(), format!("/entry?id={n}"));
        }
        assert_eq!((forms.results.len(), forms.order.len()), (MOST_FORMS, MOST_FORMS));
        assert_eq!(forms.claim("9"), Claim::First);
        assert_eq!(forms.claim("265"), Claim::Done("/entry?id=265".into()));
        forms.forget("265");
        assert_eq!(forms.claim("265"), Claim::Done("/entry?id=265".into()));
        assert_eq!(forms.claim("9"), Claim::Running);
        forms.forget("9");
        assert_eq!(forms.claim("9"), Claim::First);
    }

    #[test]
    fn long_results_push_out_the_oldest() {
        let mut forms = Forms::default();
        let long = "x".repeat(MOST_RESULTS / 3);
        for n in 0..5 {
            assert_eq!(forms.claim(&n.to_string()), Claim::First);
            forms.remember(&n.to_string(), long.clone());
        }
        assert_eq!(forms.order.len(), 3);
        assert_eq!(forms.claim("4"), Claim::Done(long.clone()));
        assert_eq!(forms.claim("0"), Claim::First);
        forms.remember("0", "y".repeat(MOST_RESULTS * 2));
        assert_eq!((forms.order.len(), forms.bytes), (1, MOST_RESULTS * 2));
    }
}
