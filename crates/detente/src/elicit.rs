//! `detente elicit`: weights from a party's answers.

use crate::args::{Elicit, Format};
use crate::{Exit, Outcome, Talk, desk};
use detente_brief::{Elicited, Lang, TextStyle};
use detente_deals::elicit::{
    BestWorst, BestWorstError, MOST_DIGITS, Pairwise, PairwiseError, Swing, SwingError,
};
use detente_model::scenario::Fraction;
use detente_model::{Decimal, Issue, Node, NodeKind};
use detente_record::AsOf;
use std::path::Path;
use std::sync::Arc;

/// Turns answers into weights.
pub fn elicit(asked: &Elicit, talk: &Talk) -> Outcome {
    try_elicit(asked, talk).unwrap_or_else(|outcome| outcome)
}

fn try_elicit(asked: &Elicit, talk: &Talk) -> Result<Outcome, Outcome> {
    let (Elicit::Swing { how, .. } | Elicit::BestWorst { how, .. } | Elicit::Pairwise { how }) = asked;
    let lang =
        Lang::new(how.lang.as_deref().unwrap_or("en")).map_err(|error| Outcome::wrong(error.to_string()))?;
    let digits = how.digits.min(MOST_DIGITS);
    let given = given(asked, talk).map_err(Outcome::wrong)?;
    let (issues, elicited) = match asked {
        Elicit::Swing { .. } => swing(&given, digits),
        Elicit::BestWorst { .. } => best_worst(&given, digits),
        Elicit::Pairwise { .. } => pairwise(&given, digits),
    }
    .map_err(Outcome::wrong)?;
    if let Some(process) = &how.of {
        known_to(process, &issues, talk)?;
    }
    let printed = detente_brief::elicit(&issues, &elicited, &lang);
    let format = match how.format {
        Format::Text => detente_brief::Format::Text(TextStyle { width: talk.width, color: talk.color }),
        Format::Json => detente_brief::Format::Json,
        Format::Markdown => detente_brief::Format::Markdown,
        Format::Html => detente_brief::Format::Html,
    };
    Ok(Outcome { out: printed.print(&lang, format), err: String::new(), exit: Exit::Done })
}

// ------------------------------------------------------------------ what was given

/// Answers, from arguments or a file.
#[derive(Default)]
struct Given {
    /// What stands before and after each `=`.
    answers: Vec<(String, String)>,
    ranking: Vec<String>,
    best: Option<String>,
    worst: Option<String>,
}

/// The keys of a file of answers.
const KEYS: [&str; 4] = ["answers", "ranking", "best", "worst"];

fn given(asked: &Elicit, talk: &Talk) -> Result<Given, String> {
    let (Elicit::Swing { how, .. } | Elicit::BestWorst { how, .. } | Elicit::Pairwise { how }) = asked;
    let mut given = match &how.from {
        Some(path) => of_file(path, talk)?,
        None => Given::default(),
    };
    for text in &how.answers {
        let (name, answer) = text
            .split_once('=')
            .ok_or_else(|| format!("“{text}” is no answer\n  help: write {}", example(asked)))?;
        given.answers.push((name.trim().to_owned(), answer.trim().to_owned()));
    }
    match asked {
        Elicit::Swing { ranking, .. } if !ranking.is_empty() => given.ranking.clone_from(ranking),
        Elicit::BestWorst { best, worst, .. } => {
            given.best = best.clone().or(given.best);
            given.worst = worst.clone().or(given.worst);
        }
        _ => {}
    }
    match given.answers.is_empty() {
        true => Err(format!("there are no answers\n  help: write {}", example(asked))),
        false => Ok(given),
    }
}

fn example(asked: &Elicit) -> &'static str {
    match asked {
        Elicit::Swing { .. } => "ISSUE=POINTS, such as ceasefire=100 prisoners=60 flag=30",
        Elicit::BestWorst { .. } => {
            "ISSUE=OVER/UNDER: the best counts OVER times as much as it, and it UNDER times as much as the worst; such as prisoners=2/4"
        }
        Elicit::Pairwise { .. } => "ISSUE/ISSUE=TIMES, such as ceasefire/prisoners=3",
    }
}

/// Answers from a YAML or JSON file, or standard input.
fn of_file(path: &Path, talk: &Talk) -> Result<Given, String> {
    let name = path.display().to_string();
    let cannot = |error: &dyn std::fmt::Display| format!("{name} cannot be read: {error}");
    let text = match name.as_str() {
        "-" => (talk.stdin)().map_err(|error| cannot(&error))?,
        _ => std::fs::read_to_string(path).map_err(|error| cannot(&error))?,
    };
    let mut twice = Vec::new();
    let file: Arc<str> = name.as_str().into();
    let node =
        detente_store::yaml::parse(&text, &file, &mut twice).map_err(|fault| cannot(&fault.message))?;
    if let Some(twice) = twice.first() {
        return Err(cannot(&twice.fault(&file).message));
    }
    let NodeKind::Map(pairs) = &node.kind else {
        return Err(format!("{name} holds {}\n  help: write answers: {{ISSUE: ANSWER, …}}", node.describe()));
    };
    let mut given = Given::default();
    for (key, value) in pairs {
        match key.text.as_str() {
            "answers" => given.answers = answers(value).map_err(|told| format!("{name}: answers: {told}"))?,
            "ranking" => given.ranking = ranking(value).map_err(|told| format!("{name}: ranking: {told}"))?,
            "best" => given.best = Some(word(value).map_err(|told| format!("{name}: best: {told}"))?),
            "worst" => given.worst = Some(word(value).map_err(|told| format!("{name}: worst: {told}"))?),
            other => return Err(format!("{name}: {}", unknown("key here", other, KEYS.iter().copied()))),
        }
    }
    Ok(given)
}

fn answers(node: &Node) -> Result<Vec<(String, String)>, String> {
    let NodeKind::Map(pairs) = &node.kind else { return Err(expected("ISSUE: ANSWER, …", node)) };
    pairs.iter().map(|(key, value)| Ok((key.text.clone(), word(value)?))).collect()
}

fn ranking(node: &Node) -> Result<Vec<String>, String> {
    let NodeKind::List(items) = &node.kind else { return Err(expected("a list of issues", node)) };
    items.iter().map(word).collect()
}

fn word(node: &Node) -> Result<String, String> {
    match &node.kind {
        NodeKind::Scalar(text) => Ok(text.clone()),
        _ => Err(expected("a single value", node)),
    }
}

fn expected(what: &str, node: &Node) -> String {
    format!("expected {what}, found {}", node.describe())
}

fn unknown<'k>(what: &str, word: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    let near = detente_model::nearest(word, known.clone());
    let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
    format!("“{word}” is no {what}{hint}\n  help: one of {}", known.collect::<Vec<_>>().join(", "))
}

/// Are all of these issues of the process?
fn known_to(process: &Path, issues: &[String], talk: &Talk) -> Result<(), Outcome> {
    let desk = desk::open(process, None, talk)?;
    let view = desk.record.view(&desk.viewer, AsOf::default());
    let known: Vec<&str> = view.facts::<Issue>().map(|(entry, _)| entry.id.as_str()).collect();
    match issues.iter().find(|issue| !known.contains(&issue.as_str())) {
        Some(issue) => Err(Outcome::wrong(unknown("issue of the process", issue, known.iter().copied()))),
        None => desk.all_read(),
    }
}

// ------------------------------------------------------------------ the three ways to ask

type Weighed = Result<(Vec<String>, Elicited), String>;

/// The names before `=`, each once.
fn issues(given: &Given) -> Result<Vec<String>, String> {
    let mut issues: Vec<String> = Vec::new();
    for (name, _) in &given.answers {
        if name.is_empty() || issues.contains(name) {
            return Err(match name.is_empty() {
                true => "an answer has no issue before the =".into(),
                false => format!("“{name}” is answered twice"),
            });
        }
        issues.push(name.clone());
    }
    Ok(issues)
}

fn place(issues: &[String], name: &str) -> Result<usize, String> {
    let found = issues.iter().position(|issue| issue == name);
    found.ok_or_else(|| unknown("issue that was answered", name, issues.iter().map(String::as_str)))
}

fn swing(given: &Given, digits: u8) -> Weighed {
    let issues = issues(given)?;
    let points = |(issue, text): &(String, String)| {
        Decimal::parse(text)
            .filter(|points| !points.is_negative())
            .ok_or_else(|| format!("{issue}={text}: points are a number, 0 or more, such as {issue}=60"))
    };
    let points = given.answers.iter().map(points).collect::<Result<Vec<_>, _>>()?;
    let ranking =
        given.ranking.iter().map(|name| place(&issues, name.trim())).collect::<Result<Vec<_>, _>>()?;
    let is_ranked = !ranking.is_empty();
    let found = Swing { points, ranking: ranking.clone() }.weights(digits).map_err(|error| match error {
        SwingError::Points => "all points are 0\n  help: give the most important swing 100".to_owned(),
        SwingError::Ranking => {
            let missing: Vec<&str> =
                (0..issues.len()).filter(|i| !ranking.contains(i)).map(|i| issues[i].as_str()).collect();
            match missing.is_empty() {
                true => "--ranking names an issue twice".into(),
                false => format!("--ranking leaves out {}", missing.join(", ")),
            }
        }
        SwingError::TooPrecise => error.to_string(),
    })?;
    Ok((issues, Elicited::Swing(found, is_ranked)))
}

fn named<'g>(name: Option<&'g str>, which: &str) -> Result<&'g str, String> {
    name.ok_or_else(|| {
        format!(
            "which issue counts {which}?\n  help: --best ISSUE --worst ISSUE, or best: and worst: in the file"
        )
    })
}

fn best_worst(given: &Given, digits: u8) -> Weighed {
    let mut issues = issues(given)?;
    let (best, worst) = (named(given.best.as_deref(), "most")?, named(given.worst.as_deref(), "least")?);
    if best == worst {
        return Err(format!("“{best}” cannot be both the best and the worst"));
    }
    // The best and the worst need no answer of their own, if the other has one.
    for (name, at) in [(best, 0), (worst, issues.len() + 1)] {
        if !issues.iter().any(|issue| issue == name) {
            // Among names of a few letters nothing is a slip of the pen.
            let near = detente_model::nearest(name, issues.iter().map(String::as_str));
            if let Some(near) = near.filter(|_| name.chars().count() > 3) {
                return Err(format!("“{name}” was not answered; did you mean {near}?"));
            }
            issues.insert(at.min(issues.len()), name.to_owned());
        }
    }
    let (best, worst) = (place(&issues, best)?, place(&issues, worst)?);
    let mut over: Vec<Option<u8>> = vec![None; issues.len()];
    let mut under = over.clone();
    for (name, text) in &given.answers {
        let place = place(&issues, name)?;
        let wrong = || {
            let (best, worst) = (&issues[best], &issues[worst]);
            format!(
                "{name}={text}: write {name}=OVER/UNDER, whole numbers from 1 to 9: {best} counts OVER times as much as {name}, and {name} UNDER times as much as {worst}"
            )
        };
        let (a, b) = text.split_once('/').ok_or_else(wrong)?;
        let times =
            |text: &str| text.trim().parse::<u8>().ok().filter(|n| (1..=9).contains(n)).ok_or_else(wrong);
        (over[place], under[place]) = (Some(times(a)?), Some(times(b)?));
    }
    let direct = over[worst].or(under[best]).ok_or_else(|| {
        let (best, worst) = (&issues[best], &issues[worst]);
        format!("how many times does {best} count as much as {worst}?\n  help: write {worst}=TIMES/1, such as {worst}=8/1")
    })?;
    over[best].get_or_insert(1);
    under[worst].get_or_insert(1);
    over[worst].get_or_insert(direct);
    under[best].get_or_insert(direct);
    let whole = |answers: Vec<Option<u8>>| answers.into_iter().collect::<Option<Vec<u8>>>();
    let (Some(best_to_others), Some(others_to_worst)) = (whole(over), whole(under)) else {
        return Err("an issue has no answer".into());
    };
    let answers = BestWorst { best, worst, best_to_others, others_to_worst };
    let found = answers.weights(digits).map_err(|error| match error {
        BestWorstError::Answer { issue } => {
            format!("“{0}” counts as much as itself: write 1 there, as in {0}=1/8 for the best or {0}=8/1 for the worst", issues[issue])
        }
        BestWorstError::BestToWorst => {
            format!("{} and {} say differently how much one counts against the other", issues[best], issues[worst])
        }
        other => other.to_string(),
    })?;
    Ok((issues, Elicited::BestWorst(answers, found)))
}

fn pairwise(given: &Given, digits: u8) -> Weighed {
    let mut issues: Vec<String> = Vec::new();
    let mut comparisons = Vec::new();
    for (pair, text) in &given.answers {
        let (a, b) = pair.split_once('/').ok_or_else(|| {
            format!("{pair}={text}: write ISSUE/ISSUE=TIMES, such as ceasefire/prisoners=3")
        })?;
        let times = times(text).ok_or_else(|| {
            format!("{pair}={text}: how many times as much is a number above 0, such as 3, 0.5 or 1/3")
        })?;
        let mut place = |name: &str| {
            issues.iter().position(|issue| issue == name).unwrap_or_else(|| {
                issues.push(name.to_owned());
                issues.len() - 1
            })
        };
        comparisons.push((place(a.trim()), place(b.trim()), times));
    }
    let answer = |place: usize| given.answers.get(place).map_or("", |(pair, _)| pair.as_str());
    let found =
        Pairwise { issues: issues.len(), comparisons }.weights(digits).map_err(|error| match error {
            PairwiseError::Pair(place) => {
                format!(
                    "“{}” compares an issue with itself, or a pair that was compared already",
                    answer(place)
                )
            }
            PairwiseError::Answer(place) => {
                format!("the answer to {} is not between a millionth and a million", answer(place))
            }
            PairwiseError::Apart(a, b) => {
                let others = issues.iter().filter(|other| **other != issues[b]).map(String::as_str);
                let near = detente_model::nearest(&issues[b], others);
                let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                format!(
                    "nothing compares “{}” with “{}”, even by way of others{hint}\n  help: add {}/{}=TIMES",
                    issues[a], issues[b], issues[a], issues[b]
                )
            }
            PairwiseError::Issues => error.to_string(),
        })?;
    Ok((issues, Elicited::Pairwise(found)))
}

/// `3`, `0.5` or `1/3`.
fn times(text: &str) -> Option<Fraction> {
    let number = |text: &str| Decimal::parse(text.trim()).map(Fraction::of);
    let times = match text.split_once('/') {
        Some((over, under)) => number(over)?.by(number(under)?)?,
        None => number(text)?,
    };
    (times.over() > 0).then_some(times)
}
