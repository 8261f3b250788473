//! `detente explain`: what a fault means and how to mend it.

use crate::{Exit, Outcome};
use detente_model::{Code, nearest};

macro_rules! pages {
    ($($code:ident = $file:literal;)+) => {
        /// The page of a code.
        fn page(code: Code) -> &'static str {
            match code { $(Code::$code => include_str!(concat!("../explain/", $file, ".md"))),+ }
        }
    };
}

pages! {
    NoFile = "D001";
    Empty = "D002";
    NotText = "D003";
    TooLarge = "D004";
    Syntax = "D005";
    TooDeep = "D006";
    NotPlain = "D007";
    KeyTwice = "D008";
    BadRoomFile = "D009";
    OutsideFolder = "D010";
    DamagedLog = "D011";
    UnknownKey = "D101";
    MissingKey = "D102";
    WrongKind = "D103";
    UnknownWord = "D104";
    BadDate = "D105";
    BadNumber = "D106";
    BadId = "D107";
    BadLanguage = "D108";
    BadPlace = "D109";
    UnknownId = "D201";
    WrongKindOfId = "D202";
    NarrowerRoom = "D203";
    SameId = "D204";
    AmbiguousId = "D205";
    Cycle = "D206";
    NoSuchOption = "D207";
    NotInSource = "D208";
    NotOfParty = "D209";
    Contradiction = "D301";
    OutOfRange = "D302";
    EndsBeforeStart = "D303";
    BadWeights = "D304";
    BadCorrection = "D305";
    BadRelease = "D306";
    WrongRoom = "D307";
    NoSource = "D308";
    BadPosition = "D309";
    OutsideOwnRedLine = "D310";
    BadHeader = "D311";
    RecordedBefore = "D312";
    NoLongerFits = "D313";
    BeyondPermission = "D314";
}

/// The page of `code`, or the list of all codes.
pub fn explain(code: Option<&str>) -> Outcome {
    let Some(text) = code else {
        let lines = Code::ALL.iter().map(|code| format!("{code}  {}\n", code.title()));
        return Outcome::done(lines.collect());
    };
    match Code::parse(text) {
        Some(code) => Outcome::done(page(code).to_owned()),
        None => {
            let known = Code::ALL.iter().map(|code| code.as_str());
            let near = nearest(&text.to_uppercase(), known).map(|near| format!("; did you mean {near}?"));
            let message = format!("there is no code “{text}”{}", near.unwrap_or_default());
            Outcome {
                err: format!("error: {message}\ndetente explain lists all codes\n"),
                out: String::new(),
                exit: Exit::WrongUse,
            }
        }
    }
}
