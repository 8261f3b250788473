//! On what a statement rests.

crate::words! {
    /// On what an entry rests, strongest first. What is computed has the weakest basis of its
    /// inputs (the greatest in this order).
    pub enum Basis {
        /// A public source says so.
        Reported = "reported",
        /// A party said so to us.
        Stated = "stated",
        /// We conclude it.
        Inferred = "inferred",
        /// We suppose it, to compute with.
        Assumed = "assumed",
    }
}

impl Basis {
    /// The weakest of `bases`, if there is any.
    pub fn weakest(bases: impl IntoIterator<Item = Basis>) -> Option<Basis> {
        bases.into_iter().max()
    }
}
