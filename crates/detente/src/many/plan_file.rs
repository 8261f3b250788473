//! The file that says what is played.

use super::subject::{self, Subject, Wanted};
use crate::args::Reading;
use crate::{Outcome, Talk, faults};
use detente_model::{Code, Diagnostic, Node, NodeKind};
use detente_store::{Faults, MAX_FILE, yaml};
use detente_talks::batch::Reference;
use detente_talks::plan::{Numbered, Plan, Seating, Topic};
use detente_talks::{Limits, LimitsError, Rules, Seconds};
use detente_talks::{Spec, Stage};
use std::path::Path;
use std::sync::Arc;

/// What was read: the plan, and its scenarios made ready.
pub struct Read {
    pub plan: Numbered,
    pub subjects: Vec<Subject>,
    pub topics: Vec<(Stage, Reference)>,
    pub notes: Vec<String>,
}

/// The file as it stands.
#[derive(Default)]
struct Written {
    seed: u64,
    scenarios: Vec<Wanted>,
    strategies: Vec<Spec>,
    teams: Option<Vec<Vec<usize>>>,
    protocols: Vec<Rules>,
    limits: Vec<Limits>,
    repetitions: u32,
    mirror: bool,
}

const KEYS: [&str; 9] =
    ["seed", "scenarios", "strategies", "teams", "protocols", "steps", "limits", "repetitions", "self-play"];

/// Reads the file, and the scenarios that it names.
pub fn read(path: &Path, talk: &Talk) -> Result<Read, Outcome> {
    let wrong = |why: String| Outcome::wrong(format!("{}: {why}", path.display()));
    let size = std::fs::metadata(path).map_err(|error| wrong(error.to_string()))?.len();
    if size > MAX_FILE {
        return Err(wrong(format!("it is larger than {MAX_FILE} bytes")));
    }
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    let file: Arc<str> = path.display().to_string().into();
    let mut reader = Reader { file: file.clone(), faults: Vec::new() };
    let written = reader.file(&text);
    if !reader.faults.is_empty() {
        let texts = [(file, text)].into_iter().collect();
        let faults = Faults { diagnostics: reader.faults, more: Default::default(), texts };
        let count = faults.diagnostics.len();
        let told = faults::as_text(&faults, talk, false);
        let plural = if count == 1 { "" } else { "s" };
        let err = format!("{told}error: {count} fault{plural}; nothing was played\n");
        return Err(Outcome { err, exit: crate::Exit::WrongUse, ..Outcome::default() });
    }
    let mut notes = Vec::new();
    let base = path.parent().unwrap_or(Path::new("."));
    let subjects = subject::load(&written.scenarios, base, talk, &mut notes)?;
    let mut topics = Vec::new();
    for subject in &subjects {
        topics.push(subject.stage(talk, &mut notes).map_err(wrong)?);
    }
    let topic = |subject: &Subject| Topic {
        name: subject.name.clone(),
        parties: subject.parties.len(),
        hash: subject.hash.clone(),
    };
    let plan = Plan {
        topics: subjects.iter().map(topic).collect(),
        strategies: written.strategies,
        seating: written.teams.map_or(Seating::Everyone { mirror: written.mirror }, Seating::Teams),
        protocols: written.protocols,
        limits: written.limits,
        repetitions: written.repetitions,
        seed: written.seed,
    };
    let plan = plan.numbered().map_err(|error| wrong(error.to_string()))?;
    Ok(Read { plan, subjects, topics, notes })
}

/// Reads nodes and gathers what is wrong.
struct Reader {
    file: Arc<str>,
    faults: Vec<Diagnostic>,
}

impl Reader {
    fn fault(&mut self, code: Code, node: &Node, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.faults.len();
        self.faults.push(Diagnostic::new(code, &self.file, Some(node.span), message));
        &mut self.faults[place]
    }

    fn file(&mut self, text: &str) -> Written {
        let mut twice = Vec::new();
        let root = match yaml::parse(text, &self.file, &mut twice) {
            Ok(root) => root,
            Err(fault) => {
                self.faults.push(*fault);
                return Written::default();
            }
        };
        self.faults.extend(twice.iter().map(|twice| twice.fault(&self.file)));
        self.keys(&root, &KEYS);
        let mut written = Written { mirror: true, repetitions: 1, ..Written::default() };
        if let Some(seed) = root.get("seed").and_then(|node| self.number(node)) {
            written.seed = seed;
        }
        if let Some(repetitions) = root.get("repetitions").and_then(|node| self.number(node)) {
            written.repetitions = repetitions;
        }
        if let Some(mirror) = root.get("self-play").and_then(|node| self.flag(node)) {
            written.mirror = mirror;
        }
        if let Some(node) = self.needed(&root, "scenarios", "[a folder or file, …]") {
            written.scenarios = self.list(node).iter().filter_map(|node| self.scenario(node)).collect();
        }
        self.seats(&root, &mut written);
        written.protocols = match root.get("protocols") {
            Some(node) => self.list(node).iter().filter_map(|node| self.protocol(node)).collect(),
            None => vec![Rules::Alternating(Default::default())],
        };
        self.limits(&root, &mut written);
        written
    }

    fn keys(&mut self, node: &Node, known: &[&str]) {
        let NodeKind::Map(pairs) = &node.kind else {
            self.fault(Code::WrongKind, node, format!("this is {}", node.describe())).expected("a mapping");
            return;
        };
        for (key, _) in pairs.iter().filter(|(key, _)| !known.contains(&key.text.as_str())) {
            let mut fault = Diagnostic::new(
                Code::UnknownKey,
                &self.file,
                Some(key.span),
                format!("there is no key “{}”", key.text),
            );
            fault.expected(known.join(", ")).nearest(&key.text, known.iter().copied());
            self.faults.push(fault);
        }
    }

    fn needed<'n>(&mut self, root: &'n Node, key: &str, what: &str) -> Option<&'n Node> {
        let found = root.get(key);
        if found.is_none() {
            let fault = self.fault(Code::MissingKey, root, format!("the key “{key}” is missing"));
            fault.expected(format!("{key}: {what}"));
        }
        found
    }

    /// The items of a list; a single value is a list of one.
    fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match &node.kind {
            NodeKind::List(items) => items,
            NodeKind::Null => {
                self.fault(Code::WrongKind, node, "there is nothing here").expected("a list");
                &[]
            }
            _ => std::slice::from_ref(node),
        }
    }

    fn text<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        match &node.kind {
            NodeKind::Scalar(text) => Some(text),
            _ => {
                self.fault(Code::WrongKind, node, format!("this is {}", node.describe())).expected(what);
                None
            }
        }
    }

    fn number<N: std::str::FromStr>(&mut self, node: &Node) -> Option<N> {
        let text = self.text(node, "a number")?;
        let read = text.parse().ok();
        if read.is_none() {
            self.fault(Code::BadNumber, node, format!("“{text}” is no number for this")).expected("a number");
        }
        read
    }

    fn flag(&mut self, node: &Node) -> Option<bool> {
        match self.text(node, "yes or no")? {
            "yes" | "true" => Some(true),
            "no" | "false" => Some(false),
            other => {
                self.fault(Code::UnknownWord, node, format!("“{other}” is neither")).expected("yes or no");
                None
            }
        }
    }

    fn scenario(&mut self, node: &Node) -> Option<Wanted> {
        if let NodeKind::Scalar(text) = &node.kind {
            return Some(Wanted::path(text));
        }
        self.keys(node, &["path", "all-in", "name", "as", "reading", "levels"]);
        let (path, is_all) = match (node.get("path"), node.get("all-in")) {
            (Some(path), None) => (path, false),
            (None, Some(path)) => (path, true),
            _ => {
                let fault = self.fault(Code::MissingKey, node, "which scenario?");
                fault.expected("path: a folder or file, or all-in: a folder of scenarios");
                return None;
            }
        };
        let mut wanted = Wanted { is_all, ..Wanted::path(self.text(path, "a path")?) };
        wanted.viewer = node.get("as").and_then(|node| self.text(node, "a viewer")).map(str::to_owned);
        wanted.name = node.get("name").and_then(|node| self.text(node, "a name")).map(str::to_owned);
        if let Some(node) = node.get("reading") {
            wanted.reading = match self.text(node, "true or negmas")? {
                "true" => Reading::True,
                "negmas" => Reading::Negmas,
                other => {
                    let fault = self.fault(Code::UnknownWord, node, format!("“{other}” is no reading"));
                    fault.expected("true or negmas").nearest(other, ["true", "negmas"]);
                    return None;
                }
            };
        }
        if let Some(levels) = node.get("levels").and_then(|node| self.number(node)) {
            wanted.levels = levels;
        }
        Some(wanted)
    }

    fn strategy(&mut self, node: &Node) -> Option<Spec> {
        let text = self.text(node, "a strategy, such as boulware")?;
        let read = Spec::parse(text);
        read.map_err(|error| _ = self.fault(Code::UnknownWord, node, error.to_string())).ok()
    }

    fn protocol(&mut self, node: &Node) -> Option<Rules> {
        let text = self.text(node, "a protocol, such as sao")?;
        let read = Rules::parse(text);
        read.map_err(|error| _ = self.fault(Code::UnknownWord, node, error.to_string())).ok()
    }

    fn seats(&mut self, root: &Node, written: &mut Written) {
        match (root.get("strategies"), root.get("teams")) {
            (Some(node), None) => {
                written.strategies = self.list(node).iter().filter_map(|node| self.strategy(node)).collect();
            }
            (None, Some(node)) => {
                let teams: Vec<Vec<Spec>> = self
                    .list(node)
                    .iter()
                    .map(|team| self.list(team).iter().filter_map(|node| self.strategy(node)).collect())
                    .collect();
                written.teams = Some(numbered(&teams, &mut written.strategies));
            }
            _ => {
                let fault = self.fault(Code::MissingKey, root, "who talks?");
                fault.expected("strategies: [boulware, …], or teams: [[boulware, micro], …]; one of the two");
            }
        }
    }

    fn limits(&mut self, root: &Node, written: &mut Written) {
        let mut all: Vec<(Result<Limits, LimitsError>, &Node)> = Vec::new();
        if let Some(node) = root.get("steps") {
            let items = self.list(node);
            let counts: Vec<(u32, &Node)> =
                items.iter().filter_map(|node| Some((self.number(node)?, node))).collect();
            all.extend(counts.into_iter().map(|(steps, node)| (Ok(Limits::steps(steps)), node)));
        }
        if let Some(node) = root.get("limits") {
            for node in self.list(node) {
                self.keys(node, &["steps", "seconds", "a-turn", "ending"]);
                let steps = node.get("steps").and_then(|node| self.number(node));
                let seconds: Option<f64> = node.get("seconds").and_then(|node| self.number(node));
                let a_turn: Option<f64> = node.get("a-turn").and_then(|node| self.number(node));
                let ending: Option<f64> = node.get("ending").and_then(|node| self.number(node));
                let seconds = seconds.map(|limit| Seconds { limit, a_turn: vec![a_turn.unwrap_or(0.0)] });
                all.push((Limits::new(steps, seconds, ending.unwrap_or(0.0)), node));
            }
        }
        if root.get("steps").or(root.get("limits")).is_none() {
            let fault = self.fault(Code::MissingKey, root, "how long do talks last?");
            fault.expected("steps: [100, …], or limits: [{steps: 100, ending: 0.01}, …]");
        }
        for (limits, node) in all {
            match limits {
                Ok(limits) => written.limits.push(limits),
                Err(error) => _ = self.fault(Code::BadNumber, node, error.to_string()),
            }
        }
    }
}

/// Teams by the places of their strategies in one list, each once.
fn numbered(teams: &[Vec<Spec>], strategies: &mut Vec<Spec>) -> Vec<Vec<usize>> {
    let mut place = |spec: &Spec| {
        let name = spec.to_string();
        strategies.iter().position(|known| known.to_string() == name).unwrap_or_else(|| {
            strategies.push(spec.clone());
            strategies.len() - 1
        })
    };
    teams.iter().map(|team| team.iter().map(&mut place).collect()).collect()
}
