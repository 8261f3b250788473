//! Every route, whoever asks it, and every room: what the row of the table says is what happens.
//!
//! Nothing here lists routes, but for a few rows of the tests' own that stand for what any row may say.

use crate::canary::{canary, with_canaries};
use crate::house::{Browser, Got, House, ROOMS, pairs, reads, viewer, word, writes};
use crate::questions::{Strange, forms, questions, shown_by};
use crate::world::*;
use axum::body::Body;
use axum::http::{Request, header};
use detente_model::Room;
use detente_record::AsOf;
use detente_store::{Place, WriteError, drafts_of_json};
use detente_web::answer::{Answer, Refusal};
use detente_web::desk::Desk;
use detente_web::http::path_of;
use detente_web::pen::Pen;
use detente_web::request::Head;
use detente_web::routes::{Act, Door, Method, ROUTES, Role, Rooms, Route};
use detente_web::session::Session;
use serde_json::json;
use std::sync::Arc;

/// Where people and programs sit.
const SEATS: [&str; 5] = ["team", "party:north", "party:south", "projector", "public"];

/// Writes the entry that a form brings as JSON: what any row that writes does with its pen.
fn write_json(_: &Desk<'_>, _: &Session<'_>, pen: &mut Pen<'_>) -> Result<Answer, Refusal> {
    let room = pen.typed.get("room").and_then(Room::parse).ok_or(Refusal::Nothing)?;
    let text = pen.typed.get("json").unwrap_or_default();
    let faults = |faults| Refusal::Unwritten(Box::new(WriteError::Faults(Box::new(faults))));
    let (drafts, texts) = drafts_of_json(text, &Arc::from("form"), &room).map_err(faults)?;
    pen.write(&drafts, &[], texts, Default::default())?;
    Ok(Answer::Went("today".into()))
}

const fn row(door: Door, roles: &'static [Role]) -> Route {
    Route {
        name: "write",
        method: Method::Post,
        door,
        roles,
        rooms: Rooms::Write,
        act: Act::Deed(write_json),
    }
}

/// A row that lets everybody try to write.
pub static WRITE: Route = row(Door::Viewer, &Role::ALL);

/// The same for programs.
static WRITE_BY_TOKEN: Route = row(Door::Token, &Role::ALL);

/// A row for each role alone, by each door that has a viewer behind it.
static FOR_ONE_ROLE: [[Route; 4]; 3] = {
    const fn four(door: Door) -> [Route; 4] {
        [
            row(door, &[Role::Team]),
            row(door, &[Role::Party]),
            row(door, &[Role::Projector]),
            row(door, &[Role::Public]),
        ]
    }
    [four(Door::Session), four(Door::Viewer), four(Door::Keeper)]
};

/// How somebody comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Keeper,
    Session,
    Locked,
    Token,
    Forged,
    Nobody,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    In,
    Nobody,
    NotHis,
    AtLock,
}

fn everybody() -> Vec<(How, &'static str)> {
    let on_seats =
        [How::Session, How::Locked, How::Token].into_iter().flat_map(|how| SEATS.map(|seat| (how, seat)));
    on_seats.chain([(How::Keeper, "team"), (How::Forged, "team"), (How::Nobody, "public")]).collect()
}

/// What the row of `route` says of whoever comes so from that seat.
fn expected(route: &Route, how: How, at: &str) -> Expected {
    let is_his = route.roles.contains(&Role::of(&seat(at)));
    let in_if = |may: bool| if may { Expected::In } else { Expected::NotHis };
    match (route.door, how) {
        // A program says not where it comes from, as a page of ours does.
        (Door::Anybody, How::Token) if route.method == Method::Post => Expected::NotHis,
        (Door::Anybody, _) => Expected::In,
        (Door::Token, How::Token) => in_if(is_his),
        (Door::Token, _) | (_, How::Nobody | How::Token | How::Forged) => Expected::Nobody,
        (Door::Session, How::Locked) => Expected::In,
        (_, How::Locked) => Expected::AtLock,
        (Door::Keeper, How::Session) => Expected::NotHis,
        (Door::Session | Door::Viewer | Door::Keeper, How::Session | How::Keeper) => in_if(is_his),
    }
}

/// What happened, by the reply.
fn happened(route: &Route, got: &Got) -> Expected {
    let goes_to_lock = got.header("location").is_some_and(|place| place.starts_with("locked?then="));
    match got.status {
        401 => Expected::Nobody,
        403 => Expected::NotHis,
        423 => Expected::AtLock,
        303 if goes_to_lock => Expected::AtLock,
        405 | 500.. => panic!("{}: {}", route.name, got.all()),
        _ => Expected::In,
    }
}

/// Somebody who comes, and asks `route`.
fn ask(house: &House, route: &Route, how: How, at: &str) -> Got {
    let path =
        |browser: &Browser| path_of(route).replace("{session}", browser.key()).replace("{name}", "nothing");
    let method = if route.method == Method::Get { "GET" } else { "POST" };
    let mut browser = match how {
        How::Keeper => house.keepers_session(),
        How::Token => {
            let token = house.token(&house.keeper, at);
            return house.call(Some(&token), method, &path(&house.keeper), "{}".into());
        }
        _ => house.guest(&house.keeper, at, "en"),
    };
    let csrf = house.csrf(&browser);
    match how {
        How::Locked => {
            house.post(&browser, "lock", &[]);
        }
        How::Forged => browser.cookie = forged(&browser.cookie),
        _ => {}
    }
    let who = (how != How::Nobody).then_some(&browser);
    match route.method {
        Method::Get => house.get_path(who, &path(&browser)),
        Method::Post => house.post_path(who, &path(&browser), &pairs(&[("_csrf", &csrf)])),
    }
}

/// Everything that is asked of `route` by whoever sits at `at`.
fn asked(house: &House, route: &Route, at: &str) -> Vec<crate::house::Pairs> {
    let of = viewer(at);
    let record = Place::Sqlite(house.store.clone()).open().unwrap().record(&of).unwrap();
    let view = record.view(&of, AsOf::default());
    let ids = ROOMS.iter().flat_map(|room| [format!("{room}/{}", canary(room)), canary(room)]).collect();
    let strange = Strange { ids, words: ROOMS.map(word).to_vec() };
    questions(route, &view, &strange)
}

#[track_caller]
fn hears_only_his_rooms(at: &str, what: &str, got: &Got) {
    let all = got.all();
    for word in ROOMS.into_iter().filter(|room| !reads(at, room)).map(word) {
        // What was asked may come back as it was asked.
        let told = if what.contains(&word) { format!("The {word} sang") } else { word };
        assert!(!all.contains(&told), "{what} as {at} says {told}: {all}");
    }
}

fn form_of(room: &str, id: &str) -> crate::house::Pairs {
    let id = &format!("{id}-{}", room.replace([':', '+'], "-"));
    let said = json!({"entry": "statement", "id": id, "by": "north", "sense": "They were heard.", "when": "2026-11-26", "basis": "stated"});
    pairs(&[("room", room), ("json", &said.to_string()), ("_once", &format!("form {id}"))])
}

/// The rooms that have grown since they had `before`.
fn grown(house: &House, before: &[(String, u64)]) -> Vec<String> {
    let old = |room: &str| before.iter().find(|(known, _)| known == room).map_or(0, |(_, size)| *size);
    house.sizes().into_iter().filter(|(room, size)| *size > old(room)).map(|(room, _)| room).collect()
}

/// Sends what `route` writes, for `room`: a statement, in the form that it shows or as a program sends it.
fn send_to(house: &House, route: &Route, at: &str, room: &str) {
    if route.door == Door::Token {
        let token = house.token(&house.keeper, at);
        let said =
            json!({"entry": "statement", "room": room, "by": "north", "sense": "Sent.", "basis": "stated"});
        house.call(Some(&token), "POST", &path_of(route), said.to_string());
        return;
    }
    let mine = house.guest(&house.keeper, at, "en");
    let id = format!("{room}/{}", canary(room));
    let page = house.get(&mine, route.name, &pairs(&[("kind", "statement"), ("room", room), ("id", &id)]));
    let own = forms(&page).into_iter().find(|form| form.action.split('?').next() == Some(route.name));
    let mut brought = own.map(|form| form.told().fields).unwrap_or_default();
    // Also where the form offers no such room.
    brought.retain(|(key, _)| key != "_csrf" && key != "room");
    brought.push(("room".into(), room.into()));
    house.post(&mine, route.name, &brought);
}

table! {
    fn each_route_lets_in_whom_its_row_names() {
        let house = House::new("team");
        for route in ROUTES {
            for (how, at) in everybody() {
                let got = ask(&house, route, how, at);
                let told = format!("{} {:?} as {how:?} on {at}: {}", path_of(route), route.method, got.all());
                assert_eq!(happened(route, &got), expected(route, how, at), "{told}");
            }
        }
    }

    fn a_row_for_one_role_is_for_that_role() {
        let house = House::new("team");
        for route in FOR_ONE_ROLE.as_flattened() {
            for at in SEATS {
                let guest = house.guest(&house.keeper, at, "en");
                let got = house.answer(route, &guest, &form_of("team", "nothing"));
                let expected = expected(route, How::Session, at);
                let is_in = house.workspace.admit(route, &house.head(&guest, "write")).is_ok();
                assert_eq!(is_in, expected == Expected::In, "{:?} {:?} on {at}", route.door, route.roles);
                assert!(is_in || got.status == 403, "{}", got.all());
            }
        }
    }

    fn what_a_party_keeps_is_its_own() {
        let house = House::new("party:north");
        for (how, at, is_in) in [(How::Keeper, "party:north", true), (How::Session, "party:north", false), (How::Session, "projector", false)] {
            let browser = if how == How::Keeper { house.keepers_session() } else { house.guest(&house.keeper, at, "en") };
            let route = Route { name: "write", method: Method::Get, ..row(Door::Keeper, &Role::ALL) };
            assert_eq!(house.workspace.admit(&route, &house.head(&browser, "write")).is_ok(), is_in, "{at}");
        }
    }

    fn a_seat_of_no_party_shows_nothing() {
        let house = House::new("team");
        let nowhere = house.guest(&house.keeper, "party:west", "en");
        for route in shown_by(&[Door::Viewer]) {
            assert_eq!(house.get(&nowhere, route.name, &[]).status, 403, "{}", route.name);
        }
    }

    fn each_screen_shows_something_to_each_role_of_its_row() {
        let house = House::new("team");
        with_canaries(&house);
        for route in shown_by(&[Door::Viewer, Door::Keeper]) {
            for at in SEATS.into_iter().filter(|at| route.roles.contains(&Role::of(&seat(at)))) {
                if route.door == Door::Keeper && at != "team" {
                    continue;
                }
                let browser = if route.door == Door::Keeper { house.keepers_session() } else { house.guest(&house.keeper, at, "en") };
                let mut all = asked(&house, route, at).into_iter();
                let shown = all.any(|query| house.get(&browser, route.name, &query).status == 200);
                assert!(shown, "{} shows nothing to {at}", route.name);
            }
        }
    }

    fn nobody_reads_a_room_that_is_not_his() {
        let house = House::new("team");
        with_canaries(&house);
        for at in SEATS {
            let (mine, token) = (house.guest(&house.keeper, at, "en"), house.token(&house.keeper, at));
            for route in shown_by(&[Door::Session, Door::Viewer, Door::Token]) {
                for query in asked(&house, route, at) {
                    let path = crate::house::at(&path_of(route).replace("{session}", mine.key()), &query);
                    let got = match route.door {
                        Door::Token => house.call(Some(&token), "GET", &path, String::new()),
                        _ => house.get_path(Some(&mine), &path),
                    };
                    hears_only_his_rooms(at, &path, &got);
                }
            }
        }
    }

    fn everybody_reads_the_rooms_that_are_his() {
        let house = House::new("team");
        with_canaries(&house);
        for at in SEATS {
            let mine = house.guest(&house.keeper, at, "en");
            for room in ROOMS {
                let id = format!("{room}/{}", canary(room));
                let entry = house.get(&mine, "entry", &pairs(&[("id", &id)]));
                let sought = house.get(&mine, "search", &pairs(&[("q", &word(room))]));
                let may = reads(at, room);
                assert_eq!(entry.status, if may { 200 } else { 404 }, "{room} as {at}");
                assert_eq!(entry.text().contains(&format!("The {} sang", word(room))), may, "{room} as {at}");
                assert_eq!(sought.text().contains(&format!("The {} sang", word(room))), may, "{room} as {at}");
                // What may not be known of is as if it were not.
                let nothing = house.get(&mine, "entry", &pairs(&[("id", &id.replace("canary", "nobody"))]));
                assert!(may || entry.text().replace("canary", "nobody") == nothing.text(), "{room} as {at}");
            }
        }
    }

    fn everybody_writes_the_rooms_that_are_his_and_no_other() {
        let house = House::new("team");
        for (number, at) in SEATS.into_iter().enumerate() {
            let mine = house.guest(&house.keeper, at, "en");
            let locked = house.guest(&house.keeper, at, "en");
            house.post(&locked, "lock", &[]);
            let token = house.token(&house.keeper, at);
            for room in ROOMS {
                let before = house.sizes();
                let got = house.answer(&WRITE, &locked, &form_of(room, "locked"));
                assert_eq!((got.status, grown(&house, &before).len()), (423, 0), "{room} as {at}");

                let got = house.answer(&WRITE, &mine, &form_of(room, &format!("by-session-{number}")));
                let expected: &[&str] = if writes(at, room) { &[room] } else { &[] };
                assert_eq!(grown(&house, &before), expected, "{room} as {at}: {}", got.all());
                assert_eq!(got.status, if writes(at, room) { 303 } else { 403 }, "{room} as {at}: {}", got.all());

                let before = house.sizes();
                let head = Head { bearer: Some(token.clone()), host: Some(house.host.clone()), ..Head::default() };
                let form = form_of(room, &format!("by-token-{number}"));
                let body = detente_web::request::Body { typed: detente_web::asked::Asked(form), ..Default::default() };
                house.workspace.answer(&WRITE_BY_TOKEN, &head, &body);
                assert_eq!(grown(&house, &before), expected, "{room} by a token of {at}");
            }
        }
    }

    fn a_room_that_is_not_his_is_refused_before_the_store_is_asked() {
        crate::house::count_rows();
        let house = House::new("team");
        let mine = house.guest(&house.keeper, "party:north", "en");
        let work = |room: &str, form: &str| {
            crate::house::runs_of(&house.store);
            let before = crate::house::openings_of(&house.store);
            let status = house.answer(&WRITE, &mine, &form_of(room, form)).status;
            let asked = crate::house::runs_of(&house.store).len();
            (status, crate::house::openings_of(&house.store) - before, asked)
        };
        // To look a second time is to ask how far the rooms have come.
        house.get(&mine, "brief", &[]);
        crate::house::runs_of(&house.store);
        house.get(&mine, "brief", &[]);
        let looking = crate::house::runs_of(&house.store).len();
        // No connection is made to write what may not be written.
        for room in ["team", "party:south"] {
            let (status, openings, asked) = work(room, room);
            // A screen asks more than once, for itself and for its frame.
            assert!((status, openings) == (403, 0) && 2 * asked <= looking, "{room}: {status} {openings} {asked} {looking}");
        }
        let (status, openings, writing) = work("party:north", "x");
        assert!((status, openings) == (303, 1) && writing > looking, "{status} {openings} {writing}");
    }

    fn routes_that_write_write_only_where_one_may() {
        let house = House::new("team");
        with_canaries(&house);
        let routes: Vec<&Route> = ROUTES.iter().filter(|route| route.rooms == Rooms::Write).collect();
        let mut written = 0;
        for (route, at) in routes.iter().flat_map(|route| SEATS.map(|at| (route, at))) {
            for room in ROOMS {
                let before = house.sizes();
                send_to(&house, route, at, room);
                let grown = grown(&house, &before);
                // A release takes words of his own room into a wider one.
                let may = |into: &String| writes(at, into) || (route.name == "release" && grown.iter().any(|from| writes(at, from)) && reads(at, into));
                assert!(grown.iter().all(may), "{} as {at} for {room} writes into {grown:?}", path_of(route));
                written += grown.len();
            }
        }
        assert!(routes.is_empty() || written > 0, "nothing was written: the forms are not filled in as they should be");
    }

    fn a_form_comes_from_a_page_of_ours() {
        let house = House::new("team");
        let mine = house.guest(&house.keeper, "party:north", "en");
        let csrf = house.csrf(&mine);
        let send = |to: &str, from: Option<&str>, site: Option<&str>, csrf: &str| {
            let mut request = Request::post(format!("/v/{}/lock", mine.key()))
                .header(header::HOST, to)
                .header(header::COOKIE, mine.header())
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            request = from.into_iter().fold(request, |request, from| request.header(header::ORIGIN, from));
            request = site.into_iter().fold(request, |request, site| request.header("sec-fetch-site", site));
            house.send(request.body(Body::from(format!("_csrf={csrf}"))).unwrap()).status
        };
        let (here, origin) = (house.host.clone(), format!("http://{}", house.host));
        assert_eq!(send("evil.example:4000", Some("http://evil.example:4000"), None, &csrf), 421);
        assert_eq!(send("127.0.0.1:4001", Some("http://127.0.0.1:4001"), None, &csrf), 421);
        assert_eq!(send(&here, Some("http://evil.example"), None, &csrf), 403);
        assert_eq!(send(&here, None, None, &csrf), 403);
        assert_eq!(send(&here, Some(&origin), Some("cross-site"), &csrf), 403);
        assert_eq!(send(&here, Some(&origin), None, ""), 403);
        assert_eq!(send(&here, Some(&origin), None, &"0".repeat(64)), 403);
        assert!(house.seated(&mine).is_some(), "nothing of that was done");
        assert_eq!(send(&here, Some(&origin), Some("same-origin"), &csrf), 303);
        assert!(house.seated(&mine).is_none());
    }

    fn a_form_that_is_sent_twice_is_carried_out_once() {
        let house = House::new("team");
        let mine = house.guest(&house.keeper, "party:north", "en");
        let form = form_of("party:north", "once");
        let first = house.answer(&WRITE, &mine, &form);
        assert_eq!((first.status, house.size("party:north")), (303, 1), "{}", first.all());
        assert_eq!(house.answer(&WRITE, &mine, &form), first);
        // Without its id the form would come a second time as well.
        let mut again = form_of("party:north", "twice");
        again.retain(|(key, _)| key != "json");
        let said = json!({"entry": "statement", "by": "north", "sense": "The same again.", "basis": "stated"}).to_string();
        again.push(("json".into(), said));
        house.answer(&WRITE, &mine, &again);
        house.answer(&WRITE, &mine, &again);
        assert_eq!(house.size("party:north"), 2);
    }

    fn a_cookie_opens_no_other_session() {
        let house = House::new("team");
        let (mine, other) = (house.guest(&house.keeper, "party:north", "en"), house.guest(&house.keeper, "team", "en"));
        for route in shown_by(&[Door::Session, Door::Viewer, Door::Keeper]) {
            let path = path_of(route).replace("{session}", other.key());
            assert_eq!(house.get_path(Some(&mine), &path).status, 401, "{path}");
        }
    }
}
