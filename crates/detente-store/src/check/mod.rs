//! What must hold between entries: references, options, quotes, red lines, dates.
//!
//! Each check is one function over one kind of thing. All take the entries that one viewer may
//! read, so that nothing is said that depends on what he may not.

mod cycles;
mod deeds;
mod permissions;
mod preferences;
mod recorded;
mod red_lines;

use crate::faults::FaultList;
use crate::read::{Item, Unread, fault_in};
use detente_model::shape::{Decoder, Mention};
use detente_model::{
    AsFact, Basis, Code, Commitment, Delegation, Diagnostic, Extent, ExtentError, Fact, Id, Interval, Issue,
    IssueRef, Kind, Party, PartyRef, Person, PersonRef, Position, Ref, Room, Scale, Session, Source, Terms,
    Tri, VagueDate, one_spaced, sentences,
};
use detente_record::{Deed, DeedKind, Entry};

use jiff::tz::TimeZone;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// All entries with an index by id.
struct Scene<'a> {
    items: &'a [Item],
    zone: &'a TimeZone,
    by_id: HashMap<&'a Id, Vec<usize>>,
    unread: HashSet<&'a Id>,
    /// Where an entry is corrected: as it now stands.
    now: HashMap<*const Item, Entry>,
    /// What each correction found: its target with the earlier corrections of its room.
    found: HashMap<*const Item, Entry>,
    /// The entries that were taken back, with what took them back.
    withdrawn: HashMap<*const Item, &'a Item>,
    /// How many more ids are compared to find the nearest: a list of faults without end needs no hint
    /// at each.
    hints: Cell<usize>,
    /// The texts of the sources that are cited.
    texts: RefCell<HashMap<*const Source, Rc<CitedText>>>,
}

/// The text of a source, made ready once for all who cite it.
struct CitedText {
    /// How many sentences it has.
    sentences: usize,
    /// With every run of white space as one space, made when the first quotes it.
    one_spaced: OnceCell<String>,
}

/// How many ids are compared, over all faults, for a “did you mean” among the ids of a process: those of
/// a large process for the first few faults, of a small one for all.
const MOST_HINTS: usize = 2_000_000;

/// How many options of an issue are compared for one.
const MOST_OPTIONS: usize = 200;

/// Where a reference stands.
struct Place<'a> {
    file: &'a Arc<str>,
    room: &'a Room,
}

/// Checks `items` against each other. Of `unread` entries only the references are checked, and
/// nothing is said of references to them. Red lines are compared only where they held `on` a date, if
/// one is given.
pub(crate) fn check_items(
    items: &[Item],
    unread: &[Unread],
    zone: &TimeZone,
    on: Option<Interval>,
    faults: &mut FaultList,
) {
    let mut by_id: HashMap<&Id, Vec<usize>> = HashMap::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        by_id.entry(&item.entry.id).or_default().push(index);
    }
    let unread_ids = unread.iter().filter_map(|lost| lost.id.as_ref()).collect();
    let mut scene = Scene {
        items,
        zone,
        by_id,
        unread: unread_ids,
        now: HashMap::new(),
        found: HashMap::new(),
        withdrawn: HashMap::new(),
        hints: Cell::new(MOST_HINTS),
        texts: RefCell::default(),
    };
    scene.act(zone);
    faults.soften(items.iter().filter(|item| item.line.is_some()).map(|item| &item.file));
    for item in items {
        scene.same_id(item, faults);
        let place = Place { file: &item.file, room: &item.entry.room };
        item.mentions.iter().for_each(|mention| scene.mention(&place, mention, faults));
        let entry = &item.entry;
        if entry.fact().is_some() && scene.is_superseded(item) {
            continue;
        }
        scene.cites(item, entry, faults);
        scene.acts_on_withdrawn(item, faults);
        match &entry.deed {
            Deed::Says(fact) => {
                scene.says(item, fact, faults);
                needs_source(item, faults);
                scene.recorded_before(item, faults);
            }
            Deed::Corrects(correction) => scene.correction(item, correction, zone, faults),
            Deed::Withdraws(_) => {}
            Deed::Releases(release) => {
                scene.release(item, release, faults);
                scene.goes_beyond_permission(item, release, faults);
            }
        }
    }
    for lost in unread {
        let place = Place { file: &lost.file, room: &lost.room };
        lost.mentions.iter().for_each(|mention| scene.mention(&place, mention, faults));
    }
    scene.red_lines(on, faults);
    scene.cycles(faults);
}

impl<'a> Scene<'a> {
    /// Applies withdrawals and corrections, so that what was taken back contradicts nothing. Only
    /// those of the target's own room: what a narrower room did is unknown to some of the target's
    /// readers, for whom it must hold as well.
    fn act(&mut self, zone: &TimeZone) {
        let mut deeds: Vec<(&'a Item, &'a Item)> = Vec::new();
        for item in self.items {
            let Some(target) = item.entry.target() else { continue };
            let Some(target) = self.find(&item.entry.room, target.room.as_ref(), &target.id) else {
                continue;
            };
            if target.entry.room == item.entry.room {
                deeds.push((item, target));
            }
        }
        deeds.sort_by_key(|(item, _)| item.entry.recorded);
        // From the last deed back: a withdrawal that was itself taken back takes nothing back.
        for (item, target) in deeds.iter().rev() {
            let stands = !self.withdrawn.contains_key(&std::ptr::from_ref(*item));
            if stands && matches!(item.entry.deed, Deed::Withdraws(_)) {
                self.withdrawn.insert(std::ptr::from_ref(*target), item);
            }
        }
        for (item, target) in deeds {
            let Deed::Corrects(correction) = &item.entry.deed else { continue };
            if self.withdrawn.contains_key(&std::ptr::from_ref(item)) {
                continue;
            }
            let key = std::ptr::from_ref(target);
            let base = self.now.get(&key).unwrap_or(&target.entry).clone();
            if let Some(now) = base.patched(&correction.set, &mut Decoder::new("", zone.clone())) {
                self.now.insert(key, now);
            }
            self.found.insert(std::ptr::from_ref(item), base);
        }
    }

    /// The entry as it now stands; `None` if it was taken back.
    pub(super) fn standing(&self, item: &'a Item) -> Option<&Entry> {
        let key = std::ptr::from_ref(item);
        (!self.withdrawn.contains_key(&key)).then(|| self.now.get(&key).unwrap_or(&item.entry))
    }

    /// Was it taken back, or corrected (and what was made of it is checked with the correction)?
    fn is_superseded(&self, item: &'a Item) -> bool {
        let key = std::ptr::from_ref(item);
        self.withdrawn.contains_key(&key) || self.now.contains_key(&key)
    }

    /// The one entry that a reference written in `from` names, if there is exactly one.
    pub(super) fn find(&self, from: &Room, room: Option<&Room>, id: &Id) -> Option<&'a Item> {
        match self.visible(from, room, id).as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    fn visible(&self, from: &Room, room: Option<&Room>, id: &Id) -> Vec<&'a Item> {
        let all = self.by_id.get(id).map_or(&[][..], Vec::as_slice);
        let all = all.iter().map(|index| &self.items[*index]);
        // One is right, more are a fault: of thousands with one id a few are enough to tell it.
        let found: Vec<&Item> = all
            .filter(|item| from.may_cite(&item.entry.room) && room.is_none_or(|r| *r == item.entry.room))
            .take(8)
            .collect();
        self.meant(from, found)
    }

    /// Of several entries with one id, those that a reference from `from` can mean: the one of its own
    /// room, else what was known first. So nobody who writes into a wider room later can turn it.
    fn meant(&self, from: &Room, found: Vec<&'a Item>) -> Vec<&'a Item> {
        let own: Vec<&Item> = found.iter().copied().filter(|item| item.entry.room == *from).collect();
        if !own.is_empty() {
            return own;
        }
        let first = found.iter().map(|item| item.known()).min();
        found.into_iter().filter(|item| Some(item.known()) == first).collect()
    }

    /// The fact that a reference names, as it now stands: what uses a corrected issue is checked
    /// against the corrected one.
    pub(super) fn fact<'s, T: AsFact + 's, R>(&'s self, from: &Room, reference: &Ref<R>) -> Option<&'s T> {
        let item = self.find(from, reference.room.as_ref(), &reference.id)?;
        T::of(self.standing(item)?.fact()?)
    }

    /// An id is used once among what the readers of a room can see.
    fn same_id(&self, item: &'a Item, faults: &mut FaultList) {
        let own = &item.entry;
        if !item.has_id {
            return;
        }
        let all = &self.by_id[&own.id];
        let others = all.iter().map(|index| &self.items[*index]).filter(|other| !std::ptr::eq(*other, item));
        for other in others {
            let same_room = own.room == other.entry.room;
            // What a command wrote stays as it is: it is for the others to take another id.
            let order = |item: &'a Item| (item.line.is_none(), &item.file, item.node.span);
            let first_of_room = same_room && order(item) < order(other);
            // An id that others took later in a wider room was free when this one was written.
            let taken_later = !same_room && other.known() > item.known();
            if first_of_room || taken_later || !own.room.may_cite(&other.entry.room) {
                continue;
            }
            let place = if same_room && other.line.is_some() {
                format!("the log of {}", own.room)
            } else if same_room {
                format!("{} ({})", other.file, own.room)
            } else {
                format!("the room {}", other.entry.room)
            };
            let mut fault =
                item.fault(Code::SameId, &["id"], format!("the id “{}” is used already in {place}", own.id));
            fault.expected("an id of its own for each entry");
            faults.push(fault);
            return;
        }
    }

    /// A reference names one entry, of the right kind, in a room that every reader can see.
    fn mention(&self, place: &Place<'_>, mention: &Mention, faults: &mut FaultList) {
        let from = place.room;
        let fits = |kind: DeedKind| match kind {
            DeedKind::Says(kind) => mention.kinds.is_empty() || mention.kinds.contains(&kind),
            _ => mention.kinds.is_empty(),
        };
        match self.visible(from, mention.room.as_ref(), &mention.id).as_slice() {
            [one] => {
                if !fits(one.entry.kind()) {
                    let found = with_article(one.entry.kind().as_str());
                    let message =
                        format!("“{}” is {found}, not {}", mention.id, kinds_in_words(mention.kinds));
                    let mut fault = fault_in(place.file, from, Code::WrongKindOfId, mention.span, message);
                    fault.expected(format!("the id of {}", kinds_in_words(mention.kinds)));
                    fault.nearest(mention.id.as_str(), self.known_ids(from, mention.kinds));
                    faults.push(fault);
                }
            }
            [] => self.unresolved(place, mention, faults),
            several => {
                let rooms: Vec<String> =
                    several.iter().map(|i| format!("{}/{}", i.entry.room, mention.id)).collect();
                // Two entries of one room with one id are told of where they stand.
                if several.windows(2).any(|pair| pair[0].entry.room == pair[1].entry.room) {
                    return;
                }
                let message = format!("“{}” is used in more than one room", mention.id);
                let mut fault = fault_in(place.file, from, Code::AmbiguousId, mention.span, message);
                fault.expected("ROOM/ID").help(format!("write {}", rooms.join(" or ")));
                faults.push(fault);
            }
        }
    }

    fn unresolved(&self, place: &Place<'_>, mention: &Mention, faults: &mut FaultList) {
        let from = place.room;
        let narrower =
            self.by_id.get(&mention.id).and_then(|all| all.first()).map(|i| &self.items[*i].entry.room);
        if let Some(room) = narrower.filter(|room| mention.room.as_ref().is_none_or(|r| r == *room)) {
            let message =
                format!("“{}” is in the room {room}, which not every reader of {from} may read", mention.id);
            let mut fault = fault_in(place.file, from, Code::NarrowerRoom, mention.span, message);
            fault
                .expected(format!("an entry that every reader of {from} may read"))
                .help(format!("let the entry in {room} point at this one, or release it into {from} first"));
            faults.push(fault);
        } else if !self.unread.contains(&mention.id) {
            if faults.is_full(from) {
                return faults.count(from, 1);
            }
            let message = format!("nothing has the id “{}”", mention.id);
            let mut fault = fault_in(place.file, from, Code::UnknownId, mention.span, message);
            fault.expected(format!("the id of {}", kinds_in_words(mention.kinds)));
            fault.nearest(mention.id.as_str(), self.known_ids(from, mention.kinds));
            faults.push(fault);
        }
    }

    fn known_ids<'s>(&'s self, from: &'s Room, kinds: &'s [Kind]) -> impl Iterator<Item = &'a str> + 's {
        let left = self.hints.get();
        self.hints.set(left.saturating_sub(self.items.len()));
        let asked = if left > 0 { self.items } else { &[] };
        asked.iter().filter_map(move |item| {
            let fits = item.has_id
                && from.may_cite(&item.entry.room)
                && (kinds.is_empty() || item.entry.fact().is_some_and(|fact| kinds.contains(&fact.kind())));
            fits.then(|| item.entry.id.as_str())
        })
    }

    /// A citation's sentences exist, and its quote stands in the source's text.
    fn cites(&self, item: &Item, entry: &Entry, faults: &mut FaultList) {
        for (index, cite) in entry.sources.0.iter().enumerate() {
            let Some(source) = self.fact::<Source, _>(&entry.room, &cite.source) else { continue };
            // That its file cannot be read is told where the source stands.
            if source.file.is_some() && source.text.is_none() {
                continue;
            }
            let index = index.to_string();
            let is_list = entry.sources.0.len() > 1;
            let path =
                |key: &'static str| if is_list { vec!["source", &index, key] } else { vec!["source", key] };
            let text = source.text.as_deref();
            let cited = self.cited_text(source);
            if let Some((_, last)) = cite.sentences {
                let count = cited.sentences;
                if last as usize > count {
                    let message = format!("“{}” has {count} sentences, not {last}", cite.source.id);
                    let mut fault = item.fault(Code::NotInSource, &path("sentences"), message);
                    fault.expected(format!("a number from 1 to {count}"));
                    if text.is_none() {
                        fault.help("give the source a file: or a text:, one sentence a line");
                    }
                    faults.push(fault);
                }
            }
            if let Some(quote) = &cite.quote {
                let words = one_spaced(quote);
                let whole = cited.one_spaced.get_or_init(|| text.map(one_spaced).unwrap_or_default());
                let found = !words.is_empty() && whole.contains(&words);
                if !found {
                    let message = format!("these words do not stand in “{}”", cite.source.id);
                    let mut fault = item.fault(Code::NotInSource, &path("quote"), message);
                    fault.expected("the exact words of the source's text");
                    match text.and_then(|text| nearest_sentence(text, quote)) {
                        Some(near) => fault.help(format!("the nearest sentence is: {near}")),
                        None => fault.help("give the source a file: or a text:, one sentence a line"),
                    };
                    faults.push(fault);
                }
            }
        }
    }

    fn cited_text(&self, source: &Source) -> Rc<CitedText> {
        let mut texts = self.texts.borrow_mut();
        let cited = texts.entry(std::ptr::from_ref(source)).or_insert_with(|| {
            let count = source.text.as_deref().map_or(0, |text| sentences(text).count());
            Rc::new(CitedText { sentences: count, one_spaced: OnceCell::new() })
        });
        cited.clone()
    }

    fn says(&self, item: &Item, fact: &Fact, faults: &mut FaultList) {
        let room = &item.entry.room;
        match fact {
            Fact::Issue(issue) => check_issue(item, issue, faults),
            Fact::Position(position) => self.position(item, position, faults),
            Fact::Delegation(delegation) => self.delegation(item, delegation, faults),
            Fact::Session(session) => check_session(item, session, faults),
            Fact::Person(person) => check_person(item, person, faults),
            Fact::Proposal(proposal) => self.terms(item, room, proposal.terms.as_ref(), &["terms"], faults),
            Fact::Agreement(agreement) => {
                self.terms(item, room, agreement.terms.as_ref(), &["terms"], faults);
                check_commitments(item, &agreement.commitments, faults);
            }
            Fact::Statement(said) if said.words.is_none() && said.sense.is_none() && !item.pruned => {
                let mut fault =
                    item.fault_at(Code::MissingKey, item.node.key_span("by"), "the statement says nothing");
                fault.expected("words: the exact words, or sense: what was meant");
                faults.push(fault);
            }
            Fact::Statement(said) => permissions::holds_some_time(item, said, faults),
            Fact::Preferences(preferences) => self.preferences(item, preferences, faults),
            _ => {}
        }
    }

    fn position(&self, item: &Item, position: &Position, faults: &mut FaultList) {
        if let (Some(when), Some(until)) = (&item.entry.when, &position.until) {
            ends_before_start(item, when, until, &["until"], faults);
        }
        let Some(issue) = self.fact::<Issue, _>(&item.entry.room, &position.issue) else { return };
        let Err(error) = Extent::of(position, issue) else { return };
        if item.pruned && error == ExtentError::NotOne {
            return;
        }
        let path: &[&str] = match (&position.range, &position.option) {
            (Some(_), _) => &["range"],
            (None, Some(_)) => &["option"],
            _ => &["options"],
        };
        let issue_id = &position.issue.id;
        faults.push(match error {
            ExtentError::NotOne => {
                let mut fault = item.fault_at(
                    Code::BadPosition,
                    item.node.key_span("issue"),
                    "a position is about exactly one of option, options and range",
                );
                fault.expected("option: ID, or options: [ID, ID], or range: …");
                fault
            }
            ExtentError::NoSuchOption(option) => no_such_option(item, path, option.as_str(), issue_id, issue),
            ExtentError::BadRange(range) => {
                let mut fault = item.fault(
                    Code::BadNumber,
                    path,
                    format!("“{range}” is no range of the issue “{issue_id}”"),
                );
                fault.expected(match issue.scale {
                    Scale::Numeric => "30, at least 30, under 30, 20-40".to_owned(),
                    Scale::Ordinal => format!("FIRST..LAST of its ladder: {}", option_ids(issue)),
                    Scale::Nominal => "option: or options:, since its options have no order".to_owned(),
                });
                fault
            }
            ExtentError::OutOfBounds(range) => out_of_range(item, path, &range, issue_id, issue),
        });
    }

    /// The head and the members of a delegation act for its party.
    fn delegation(&self, item: &Item, delegation: &Delegation, faults: &mut FaultList) {
        let room = &item.entry.room;
        let head = delegation.head.iter().map(|person| (person, vec!["head".to_owned()]));
        let members = delegation
            .members
            .iter()
            .enumerate()
            .map(|(i, person)| (person, vec!["members".to_owned(), i.to_string()]));
        for (reference, path) in head.chain(members) {
            let reference: &PersonRef = reference;
            let Some(person) = self.fact::<Person, _>(room, reference) else { continue };
            let acts_for: Vec<&PartyRef> =
                person.party.iter().chain(person.offices.iter().filter_map(|o| o.party.as_ref())).collect();
            let belongs = acts_for.iter().any(|party| self.is_part_of(room, party, &delegation.party.id));
            if !belongs {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                let message = format!("“{}” does not act for “{}”", reference.id, delegation.party.id);
                let mut fault = item.fault(Code::NotOfParty, &path, message);
                fault.expected(format!(
                    "a person whose party is “{0}” or a part of “{0}”",
                    delegation.party.id
                ));
                faults.push(fault);
            }
        }
    }

    /// Is `party` the party `whole`, or a part of it, or of a part …?
    fn is_part_of(&self, from: &Room, party: &PartyRef, whole: &Id) -> bool {
        let mut at = Some(party);
        for _ in 0..16 {
            match at {
                Some(party) if party.id == *whole => return true,
                Some(party) => at = self.fact::<Party, _>(from, party).and_then(|p| p.part_of.as_ref()),
                None => return false,
            }
        }
        false
    }

    /// Every term names an option (or a number) of its issue.
    fn terms(&self, item: &Item, room: &Room, terms: Option<&Terms>, path: &[&str], faults: &mut FaultList) {
        for (reference, option) in terms.iter().flat_map(|terms| &terms.0) {
            let Some(issue) = self.fact::<Issue, _>(room, reference) else { continue };
            let written = reference.to_string();
            let path: Vec<&str> = path.iter().copied().chain([written.as_str()]).collect();
            self.term(item, &path, reference, option, issue, faults);
        }
    }

    fn term(
        &self,
        item: &Item,
        path: &[&str],
        reference: &IssueRef,
        option: &str,
        issue: &Issue,
        faults: &mut FaultList,
    ) {
        if Id::new(option).is_some_and(|id| issue.option_index(&id).is_some()) {
            return;
        }
        if issue.scale == Scale::Numeric {
            match detente_model::Quantity::parse(option) {
                None => {
                    let message =
                        format!("“{option}” is neither a number nor an option of “{}”", reference.id);
                    let mut fault = item.fault(Code::BadNumber, path, message);
                    fault.expected("30, at least 30, 20-40");
                    faults.push(fault);
                }
                Some(quantity) if !issue.admits(&quantity) => {
                    faults.push(out_of_range(item, path, option, &reference.id, issue));
                }
                Some(_) => {}
            }
            return;
        }
        faults.push(no_such_option(item, path, option, &reference.id, issue));
    }
}

/// “a party”, “an issue”.
fn with_article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

fn kinds_in_words(kinds: &[Kind]) -> String {
    match kinds {
        [] => "an entry".to_owned(),
        [_, _, _, ..] => "something that happened".to_owned(),
        few => few.iter().map(|kind| with_article(kind.as_str())).collect::<Vec<_>>().join(" or "),
    }
}

/// The sentence of `text` that shares most words with `quote`.
fn nearest_sentence<'t>(text: &'t str, quote: &str) -> Option<&'t str> {
    let words: Vec<&str> = quote.split_whitespace().take(50).collect();
    let shared = |sentence: &&str| words.iter().filter(|word| sentence.contains(**word)).count();
    sentences(text).take(2000).max_by_key(shared).filter(|best| shared(best) > 0)
}

fn option_ids(issue: &Issue) -> String {
    const MOST: usize = 40;
    let ids: Vec<&str> = issue.options.iter().take(MOST).map(|option| option.0.id.as_str()).collect();
    let more = if issue.options.len() > MOST { ", …" } else { "" };
    format!("{}{more}", ids.join(", "))
}

fn no_such_option(item: &Item, path: &[&str], option: &str, issue_id: &Id, issue: &Issue) -> Diagnostic {
    let mut fault =
        item.fault(Code::NoSuchOption, path, format!("“{option}” is no option of the issue “{issue_id}”"));
    fault.expected(if issue.options.is_empty() {
        "options in the issue: options: [FIRST, …]".to_owned()
    } else {
        format!("one of {}", option_ids(issue))
    });
    fault.nearest(option, issue.options.iter().take(MOST_OPTIONS).map(|o| o.0.id.as_str()));
    fault
}

fn out_of_range(item: &Item, path: &[&str], written: &str, issue_id: &Id, issue: &Issue) -> Diagnostic {
    let mut fault =
        item.fault(Code::OutOfRange, path, format!("{written} lies outside the range of “{issue_id}”"));
    let bound = |bound: Option<detente_model::Decimal>| bound.map_or("any".to_owned(), |b| b.to_string());
    fault.expected(format!("a number from {} to {}", bound(issue.min), bound(issue.max)));
    fault
}

fn check_issue(item: &Item, issue: &Issue, faults: &mut FaultList) {
    let mut known = HashSet::new();
    for (index, option) in issue.options.iter().enumerate() {
        if !known.insert(&option.0.id) {
            let path = ["options", &index.to_string()];
            let message = format!("the option “{}” is listed twice", option.0.id);
            let mut fault = item.fault(Code::SameId, &path, message);
            fault.expected("each option once");
            faults.push(fault);
        }
    }
    if issue.scale == Scale::Ordinal && issue.options.len() < 2 {
        let mut fault =
            item.fault(Code::MissingKey, &["options"], "an ordinal issue needs a ladder of options");
        fault
            .expected("options: [FIRST, …, LAST], from one end to the other")
            .help("or write scale: nominal");
        faults.push(fault);
    }
    if let (Some(min), Some(max)) = (issue.min, issue.max)
        && min > max
    {
        faults.push(item.fault(
            Code::OutOfRange,
            &["min"],
            format!("the least number, {min}, is above the greatest, {max}"),
        ));
    }
    let bounded = issue.min.is_some() || issue.max.is_some() || issue.unit.is_some();
    if bounded && issue.scale != Scale::Numeric {
        let key =
            ["min", "max", "unit"].into_iter().find(|key| item.node.get(key).is_some()).unwrap_or("scale");
        let mut fault = item.fault_at(
            Code::UnknownKey,
            item.node.key_span(key),
            format!("“{key}” belongs to a numeric issue"),
        );
        fault.help("write scale: numeric, or take it out");
        faults.push(fault);
    }
}

fn check_commitments(item: &Item, commitments: &[Commitment], faults: &mut FaultList) {
    let mut known = HashSet::new();
    for (index, commitment) in commitments.iter().enumerate() {
        let Some(id) = &commitment.id else { continue };
        if !known.insert(id) {
            let path = ["commitments", &index.to_string(), "id"];
            let mut fault = item.fault(Code::SameId, &path, format!("two commitments have the id “{id}”"));
            fault.expected("an id of its own for each commitment");
            faults.push(fault);
        }
    }
}

fn check_session(item: &Item, session: &Session, faults: &mut FaultList) {
    if let (Some(when), Some(ended)) = (&item.entry.when, &session.ended) {
        ends_before_start(item, when, ended, &["ended"], faults);
    }
}

fn check_person(item: &Item, person: &Person, faults: &mut FaultList) {
    for (index, office) in person.offices.iter().enumerate() {
        if let (Some(from), Some(until)) = (&office.from, &office.until) {
            ends_before_start(item, from, until, &["offices", &index.to_string(), "until"], faults);
        }
    }
}

fn ends_before_start(item: &Item, start: &VagueDate, end: &VagueDate, path: &[&str], faults: &mut FaultList) {
    if end.interval().before(&start.interval()) == Tri::Yes {
        let mut fault =
            item.fault(Code::EndsBeforeStart, path, format!("it ends ({end}) before it begins ({start})"));
        fault.expected("an end that is not before the beginning");
        faults.push(fault);
    }
}

/// What is marked `reported` says where it was reported.
fn needs_source(item: &Item, faults: &mut FaultList) {
    let DeedKind::Says(kind) = item.entry.kind() else { return };
    let is_bare = item.entry.basis == Basis::Reported && item.entry.sources.0.is_empty();
    if !item.pruned && is_bare && kind.needs_source() {
        let span = item.node.get("basis").map_or_else(|| item.node.key_span("id"), |basis| basis.span);
        let message = format!("{} is marked reported and names no source", item.name());
        let mut fault = item.fault_at(Code::NoSource, span, message);
        fault
            .expected("source: ID, ID#SENTENCE, or {id: ID, quote: \"…\"}")
            .help("or another basis: stated, inferred, assumed");
        faults.push(fault);
    }
}
