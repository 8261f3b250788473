//! What a screen that is made for one session knows of it.

use crate::access::Access;
use crate::door::Seated;
use crate::pen::looked_text;
use crate::seat::States;

/// A session, for forms and for what is its own.
pub struct Session<'a> {
    /// Who is in.
    pub seated: &'a Seated,
    /// Who may come in.
    pub access: &'a Access,
    /// How far the viewer's rooms have come.
    pub states: &'a States,
}

impl Session<'_> {
    /// The token that its forms bring.
    pub fn csrf(&self) -> &str {
        self.seated.csrf().map(|csrf| csrf.reveal()).unwrap_or_default()
    }

    /// A new id for a form.
    pub fn form_id(&self) -> String {
        self.access.form_id(self.seated)
    }

    /// What a form carries to tell later who was faster.
    pub fn looked(&self) -> String {
        looked_text(self.states)
    }
}
