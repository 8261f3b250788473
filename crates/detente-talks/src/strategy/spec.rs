//! Strategies as people write them: `boulware`, `aspiration:exponent=2.5,max=0.97`, `micro+next:alpha=1.02`.
//!
//! A name from the table; after a colon its parameters; after a `+` an acceptance, or an opponent model, instead of its own.

use super::boa::{Boa, Model};
use super::{
    ACCEPTANCES, Entry, MODELS, Make, MakeAcceptance, MakeModel, STRATEGIES, Strategy, acceptance, boa,
};
use detente_model::nearest;
use std::fmt;

/// What a parameter may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A number between two, both allowed.
    Number {
        /// The least.
        from: f64,
        /// The greatest.
        to: f64,
    },
    /// `yes` or `no`.
    Flag,
}

impl Kind {
    fn read(self, text: &str) -> Option<f64> {
        match self {
            Kind::Number { from, to } => text.parse().ok().filter(|number| (from..=to).contains(number)),
            Kind::Flag if text == "yes" => Some(1.0),
            Kind::Flag if text == "no" => Some(0.0),
            Kind::Flag => None,
        }
    }

    fn write(self, value: f64) -> String {
        match self {
            Kind::Number { .. } => value.to_string(),
            Kind::Flag => if value == 1.0 { "yes" } else { "no" }.to_owned(),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Number { from, to } if *to == f64::INFINITY => write!(f, "a number from {from}, or inf"),
            Kind::Number { from, to } => write!(f, "a number from {from} to {to}"),
            Kind::Flag => write!(f, "yes or no"),
        }
    }
}

/// A parameter of a strategy, an acceptance or a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// What it is called.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// What it is if nothing is said.
    pub default: &'static str,
    /// What it does, in a few words.
    pub about: &'static str,
}

/// One value for each parameter of a table's row, in its order.
#[derive(Clone, Debug, PartialEq)]
pub struct Arguments {
    parameters: &'static [Parameter],
    values: Vec<f64>,
}

impl Arguments {
    fn defaults(parameters: &'static [Parameter]) -> Arguments {
        let value = |parameter: &Parameter| parameter.kind.read(parameter.default).unwrap_or(f64::NAN);
        Arguments { parameters, values: parameters.iter().map(value).collect() }
    }

    /// The number of that name; not a number where the row declares none.
    pub fn number(&self, name: &str) -> f64 {
        let place = self.parameters.iter().position(|parameter| parameter.name == name);
        place.map_or(f64::NAN, |place| self.values[place])
    }

    /// The flag of that name.
    pub fn flag(&self, name: &str) -> bool {
        self.number(name) == 1.0
    }
}

/// What is wrong with a strategy as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpecError {
    /// No row has that name.
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// What was written.
        name: String,
        /// The row with the nearest name.
        nearest: Option<&'static str>,
        /// All rows.
        known: Vec<&'static str>,
    },
    /// It has no such parameter.
    Parameter {
        /// The row.
        of: &'static str,
        /// What was written.
        name: String,
        /// The nearest parameter.
        nearest: Option<&'static str>,
        /// Its parameters.
        known: Vec<&'static str>,
    },
    /// A parameter cannot be that.
    Value {
        /// The parameter.
        name: &'static str,
        /// What was written.
        value: String,
        /// What it may be.
        expected: String,
    },
    /// A parameter or a part is given twice, or lacks its value.
    Written(String),
    /// It is not made of parts, so that none can be exchanged.
    Whole(&'static str),
}

impl fmt::Display for SpecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or = |f: &mut fmt::Formatter<'_>, nearest: &Option<&str>, known: &[&str]| match (nearest, known) {
            (Some(nearest), _) => write!(f, "; did you mean {nearest}?"),
            (None, []) => write!(f, "; there are none"),
            (None, known) => write!(f, "; there are {}", known.join(", ")),
        };
        match self {
            SpecError::Unknown { what, name, nearest, known } => {
                write!(f, "unknown {what} {name}")?;
                or(f, nearest, known)
            }
            SpecError::Parameter { of, name, nearest, known } => {
                write!(f, "{of} has no parameter {name}")?;
                or(f, nearest, known)
            }
            SpecError::Value { name, value, expected } => write!(f, "{name} cannot be {value}: {expected}"),
            SpecError::Written(text) => write!(f, "{text}"),
            SpecError::Whole(name) => {
                write!(f, "{name} is not made of parts; no other acceptance or model fits it")
            }
        }
    }
}

impl std::error::Error for SpecError {}

/// A row of a table with the values of its parameters.
struct Part<M: 'static> {
    row: &'static Entry<M>,
    arguments: Arguments,
}

impl<M> Clone for Part<M> {
    fn clone(&self) -> Part<M> {
        Part { row: self.row, arguments: self.arguments.clone() }
    }
}

impl<M> Part<M> {
    fn parse(text: &str, table: &'static [Entry<M>], what: &'static str) -> Result<Part<M>, SpecError> {
        let (name, rest) = text.split_once(':').unwrap_or((text, ""));
        let Some(row) = table.iter().find(|row| row.name == name.trim()) else {
            let known: Vec<&str> = table.iter().map(|row| row.name).collect();
            let nearest = nearest(name, known.iter().copied());
            return Err(SpecError::Unknown { what, name: name.to_owned(), nearest, known });
        };
        let mut arguments = Arguments::defaults(row.parameters);
        let mut given = vec![false; row.parameters.len()];
        for pair in rest.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (place, value) = argument(row.name, row.parameters, pair)?;
            if std::mem::replace(&mut given[place], true) {
                return Err(SpecError::Written(format!("{} is given twice", row.parameters[place].name)));
            }
            arguments.values[place] = value;
        }
        Ok(Part { row, arguments })
    }
}

fn argument(
    of: &'static str,
    parameters: &'static [Parameter],
    pair: &str,
) -> Result<(usize, f64), SpecError> {
    let (name, value) = pair
        .split_once('=')
        .ok_or_else(|| SpecError::Written(format!("{pair} lacks its value: write {pair}=…")))?;
    let (name, value) = (name.trim(), value.trim());
    let Some(place) = parameters.iter().position(|parameter| parameter.name == name) else {
        let known: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
        let nearest = nearest(name, known.iter().copied());
        return Err(SpecError::Parameter { of, name: name.to_owned(), nearest, known });
    };
    let Parameter { name, kind, .. } = parameters[place];
    let read = kind.read(value);
    let wrong = || SpecError::Value { name, value: value.to_owned(), expected: kind.to_string() };
    Ok((place, read.ok_or_else(wrong)?))
}

impl<M> fmt::Display for Part<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.row.name)?;
        let usual = Arguments::defaults(self.row.parameters);
        let pairs = self.row.parameters.iter().zip(self.arguments.values.iter().zip(&usual.values));
        let changed = pairs.filter(|(_, (value, usual))| value != usual);
        for (k, (parameter, (&value, _))) in changed.enumerate() {
            let sign = if k == 0 { ':' } else { ',' };
            write!(f, "{sign}{}={}", parameter.name, parameter.kind.write(value))?;
        }
        Ok(())
    }
}

/// A strategy with the values of its parameters; from text with [`Spec::parse`], to its shortest text with `Display`.
#[derive(Clone)]
pub struct Spec {
    strategy: Part<Make>,
    acceptance: Option<Part<MakeAcceptance>>,
    model: Option<Part<MakeModel>>,
}

impl Spec {
    /// Reads a strategy.
    pub fn parse(text: &str) -> Result<Spec, SpecError> {
        let mut parts = text.split('+').map(str::trim);
        let strategy = Part::parse(parts.next().unwrap_or(""), STRATEGIES, "strategy")?;
        let mut spec = Spec { strategy, acceptance: None, model: None };
        for part in parts {
            spec.add(part)?;
        }
        match spec.strategy.row.make {
            Make::Whole(_) if spec.acceptance.is_some() || spec.model.is_some() => {
                Err(SpecError::Whole(spec.strategy.row.name))
            }
            _ => Ok(spec),
        }
    }

    fn add(&mut self, part: &str) -> Result<(), SpecError> {
        let name = part.split(':').next().unwrap_or("").trim();
        let twice = || SpecError::Written(format!("{name}: there is already a part of this kind"));
        if MODELS.iter().any(|row| row.name == name) {
            let model = Part::parse(part, MODELS, "model")?;
            return self.model.replace(model).map_or(Ok(()), |_| Err(twice()));
        }
        if ACCEPTANCES.iter().any(|row| row.name == name) {
            let acceptance = Part::parse(part, ACCEPTANCES, "acceptance")?;
            return self.acceptance.replace(acceptance).map_or(Ok(()), |_| Err(twice()));
        }
        let known = ACCEPTANCES.iter().map(|row| row.name).chain(MODELS.iter().map(|row| row.name));
        let known: Vec<&str> = known.collect();
        let nearest = nearest(name, known.iter().copied());
        Err(SpecError::Unknown { what: "acceptance or model", name: name.to_owned(), nearest, known })
    }

    /// The name of the strategy.
    pub fn name(&self) -> &'static str {
        self.strategy.row.name
    }

    /// Makes it for one talk.
    pub fn make(&self) -> Box<dyn Strategy> {
        let arguments = &self.strategy.arguments;
        let mut boa = match self.strategy.row.make {
            Make::Whole(make) => return make(arguments),
            Make::Parts(make) => make(arguments),
            Make::Offering(make) => {
                Boa::new(make(arguments), Box::new(acceptance::Own), Box::new(boa::Unknown))
            }
        };
        if let Some(part) = &self.acceptance {
            boa = boa.with_acceptance((part.row.make)(&part.arguments));
        }
        if let Some(part) = &self.model {
            boa = boa.with_model((part.row.make)(&part.arguments));
        }
        Box::new(boa)
    }
}

/// Reads an opponent model, such as `bayesian:spread=0.3`, and makes it for one talk.
pub fn model(text: &str) -> Result<Box<dyn Model>, SpecError> {
    let part = Part::parse(text, MODELS, "model")?;
    Ok((part.row.make)(&part.arguments))
}

impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.strategy.fmt(f)?;
        if let Some(part) = &self.acceptance {
            write!(f, "+{part}")?;
        }
        match &self.model {
            Some(part) => write!(f, "+{part}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Spec({self})")
    }
}
