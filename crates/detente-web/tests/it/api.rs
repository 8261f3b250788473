//! The API: every route for every seat, writing, paging, tokens, hostile input, and its description.

mod served;

use axum::body::Body;
use axum::http::Request;
use detente_record::Seat;
use detente_web::api::openapi::description;
use detente_web::http::path_of;
use detente_web::routes::{Door, Method, ROUTES, Role, Route};
use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::{Value, json};
use served::{HOST, Served};
use std::collections::BTreeSet;
use std::path::Path;

const SEATS: [&str; 5] = ["team", "party:north", "party:south", "projector", "public"];

fn routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(|route| route.door == Door::Token)
}

/// What a route is asked with, so that it has something to answer.
fn asked(route: &Route) -> &'static str {
    match route.name {
        "entry" => "entry?id=public/north",
        "search" => "search?q=lamp",
        name => name,
    }
}

fn contact(id: &str, text: &str) -> Value {
    json!({"entry": "contact", "id": id, "when": "2025-06-10", "basis": "stated", "kind": "meeting",
           "from": ["north"], "to": ["south"], "text": text})
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

#[test]
fn every_route_for_every_seat() {
    let served = Served::new();
    for seat in SEATS {
        let token = served.token(seat);
        let role = Role::of(&Seat::parse(seat).unwrap());
        for route in routes() {
            let may = route.roles.contains(&role);
            let (came, status) = match route.method {
                // Nothing is attached to a source of the exercise.
                Method::Get if route.name == "document" => {
                    (served.get(&token, "document?id=public/north-bulletin"), 404)
                }
                Method::Get => (served.get(&token, asked(route)), 200),
                Method::Post => (served.post(&token, route.name, "{}"), if may { 422 } else { 403 }),
            };
            assert_eq!(came.status.as_u16(), status, "{seat} {}", route.name);
            assert_eq!(came.header("cache-control"), Some("no-store"));
            let told = came.headers.keys().map(|name| name.as_str());
            let bad =
                |name: &&str| name.starts_with("access-control") || *name == "set-cookie" || *name == "etag";
            assert_eq!(told.filter(bad).count(), 0);
            if status == 200 && route.name != "openapi.json" {
                assert_eq!(came.json()["viewer"], seat);
            }
        }
    }
}

#[test]
fn without_a_token_nothing_opens() {
    let served = Served::new();
    let token = served.token("team");
    let other_end = format!("{}{}", &token[..token.len() - 1], if token.ends_with('0') { '1' } else { '0' });
    for route in routes() {
        let path = format!("/api/v1/{}", asked(route));
        let with = |headers: &[(&str, String)]| {
            let mut request = Request::builder()
                .method(if route.method == Method::Get { "GET" } else { "POST" })
                .uri(&path)
                .header("host", HOST)
                .header("content-type", "application/json");
            for (name, value) in headers {
                request = request.header(*name, value);
            }
            served.send(request.body(Body::empty()).unwrap())
        };
        let none = with(&[]).bytes;
        for headers in [
            vec![],
            vec![("authorization", "Bearer".to_owned())],
            vec![("authorization", format!("Basic {token}"))],
            vec![("authorization", format!("Bearer {other_end}"))],
            vec![("cookie", format!("detente={token}"))],
        ] {
            let came = with(&headers);
            assert_eq!(came.with(401)["code"], "token");
            assert_eq!(came.header("www-authenticate"), Some("Bearer"));
            // Which token is nearly one is told to nobody.
            assert_eq!(came.bytes, none);
        }
    }
}

#[test]
fn a_seat_is_told_of_its_own_rooms() {
    let served = Served::new();
    for seat in SEATS {
        let token = served.token(seat);
        let process = served.get(&token, "process").with(200);
        let content = &process["content"];
        assert_eq!(content["seat"], seat);
        assert_eq!(content.get("keeper").is_some(), seat == "team");
        let reads: BTreeSet<&str> = content["reads"].as_array().unwrap().iter().map(text).collect();
        let log = served.get(&token, "log").with(200);
        for room in log["content"]["rooms"].as_array().unwrap() {
            assert!(reads.contains(text(&room["room"])), "{seat} {room}");
        }
        let entries = served.get(&token, "entries?limit=1000").with(200);
        for entry in entries["content"]["entries"].as_array().unwrap() {
            assert!(reads.contains(text(&entry["room"])), "{seat} {entry}");
        }
        let hidden = served.get(&token, "entry?id=party:pilots/none");
        assert_eq!(hidden.bytes, served.get(&token, "entry?id=nothing-at-all").bytes);
    }
}

/// All entries, a part at a time; `between` is called after each part.
fn parts(served: &Served, token: &str, filter: &str, between: &mut dyn FnMut()) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let came = served.get(token, &format!("entries?limit=7{filter}{next}")).with(200);
        let part = came["content"]["entries"].as_array().unwrap();
        assert!(part.len() <= 7);
        all.extend(part.iter().cloned());
        match came["content"]["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return all,
        }
        between();
    }
}

#[test]
fn parts_are_the_whole_while_others_write() {
    let served = Served::new();
    let (token, team) = (served.token("party:north"), served.token("team"));
    let whole = served.get(&token, "entries?limit=1000").with(200)["content"]["entries"].clone();
    assert_eq!(json!(parts(&served, &token, "", &mut || ())), whole);
    let mut number = 0;
    let meanwhile = parts(&served, &token, "", &mut || {
        number += 1;
        let entry = contact(&format!("meanwhile-{number}"), "Over tea.");
        served.post(&team, "add?room=public", entry.to_string()).with(201);
    });
    assert!(number > 3);
    assert_eq!(json!(meanwhile), whole);
    let after = parts(&served, &token, "&kind=contact&since=2026-11-26", &mut || ());
    assert_eq!(after.len(), number);
    let in_public = parts(&served, &token, "&room=public", &mut || ());
    assert!(in_public.len() > after.len() && in_public.iter().all(|entry| entry["room"] == "public"));
}

#[test]
fn all_of_a_list_is_written_or_nothing() {
    let served = Served::new();
    let token = served.token("party:north");
    let one = contact("one", "Over tea.");
    let added = served.post(&token, "add", one.to_string()).with(201);
    let written = &added["written"][0];
    assert_eq!((text(&written["room"]), text(&written["id"])), ("party:north", "one"));
    assert_eq!(written["author"], "a program of party:north");
    let shown = served.get(&token, "entry?id=party:north/one").with(200);
    assert_eq!(shown["content"][0]["entry"], *written);
    let list = "[\n  {\"entry\": \"contact\", \"id\": \"two\", \"when\": \"2025-06-10\", \"text\": \"Tea.\", \"basis\": \"stated\", \"kind\": \"meeting\", \"from\": [\"north\"], \"to\": [\"south\"]},\n  {\"entry\": \"contact\", \"when\": \"2025-06-10\", \"text\": \"Tea.\", \"basis\": \"stated\", \"kind\": \"meeting\", \"from\": [\"nroth\"], \"to\": [\"south\"]}\n]";
    let refused = served.post(&token, "add", list).with(422);
    let fault = &refused["faults"][0];
    assert_eq!((text(&fault["code"]), fault["line"].as_u64()), ("D201", Some(3)), "{refused}");
    assert!(text(&fault["help"]).contains("north"), "{fault}");
    served.get(&token, "entry?id=two").with(404);
    // A party writes into rooms of its own alone.
    let room = served.post(&token, "add?room=public", contact("three", "No.").to_string());
    assert_eq!(room.with(403)["code"], "not-yours");
    served.get(&served.token("team"), "entry?id=one").with(404);
}

#[test]
fn what_is_sent_twice_is_written_once() {
    let served = Served::new();
    let token = served.token("team");
    let body = json!({"entry": "contact", "when": "2025-06-10", "basis": "stated", "kind": "call",
                      "from": ["north"], "to": ["south"], "text": "Twice."});
    let send = |key: &str, body: &Value| {
        served.post_with(&token, "add", body.to_string(), &[("idempotency-key", key)])
    };
    let first = send("a", &body);
    first.with(201);
    let again = send("a", &body);
    assert_eq!((again.status, again.header("idempotent-replayed")), (first.status, Some("true")));
    assert_eq!(again.bytes, first.bytes);
    assert_eq!(send("a", &contact("else", "Other.")).with(422)["code"], "idempotency-key");
    // Another seat's keys are its own, and another key is another request.
    let other = served.token("party:north");
    served.post_with(&other, "add", body.to_string(), &[("idempotency-key", "a")]).with(201);
    let second = send("b", &body).with(201);
    assert_ne!(second["written"][0]["id"], first.json()["written"][0]["id"]);
    for bad in ["", "a b", "é", &"x".repeat(129)] {
        assert_eq!(send(bad, &body).with(422)["code"], "idempotency-key");
    }
    // What was refused is not remembered.
    send("c", &json!({"entry": "contact"})).with(422);
    send("c", &contact("later", "Mended.")).with(201);
}

#[test]
fn entries_are_corrected_and_taken_back() {
    let served = Served::new();
    let token = served.token("team");
    served.post(&token, "add?room=joint", contact("tea", "Over tea.").to_string()).with(201);
    let looked =
        served.get(&token, "process").with(200)["content"]["looked"].as_str().unwrap().replace('+', "%2B");
    let looked = looked.replace(' ', "%20");
    let set = json!({"of": "tea", "set": {"text": "Over coffee.", "note": null}, "why": "misheard"});
    let done = served.post(&token, &format!("correct?looked={looked}"), set.to_string()).with(201);
    assert_eq!(done["written"][0]["room"], "joint");
    let shown = served.get(&token, "entry?id=joint/tea").with(200);
    assert_eq!(shown["content"][0]["entry"]["text"], "Over coffee.");
    // Somebody who still looks at the tea is told of the coffee.
    let late = served.post(&token, &format!("withdraw?looked={looked}"), r#"{"of": "joint/tea"}"#).with(409);
    assert_eq!((&late["code"], &late["theirs"]), (&json!("contested"), &done["written"][0]["id"]));
    served.post(&token, "withdraw", r#"{"of": "joint/tea"}"#).with(201);
    let again = served.post(&token, "withdraw", "{\n \"of\": \"joint/tea\"}").with(422);
    assert_eq!((&again["faults"][0]["line"], &again["faults"][0]["column"]), (&json!(2), &json!(8)));
    let near = served.post(&token, "correct", r#"{"of": "public/nroth", "set": {}}"#).with(422);
    assert_eq!(near["faults"][0]["code"], "D201");
    assert_eq!(served.post(&token, "withdraw", "{}").with(422)["faults"][0]["code"], "D102");
}

#[test]
fn a_release_is_looked_at_and_then_done() {
    let served = Served::new();
    let (team, south) = (served.token("team"), served.token("party:south"));
    served
        .post(&team, "add?room=caucus:north", contact("secret", "Canary of the north.").to_string())
        .with(201);
    let mut of = json!({"of": "caucus:north/secret", "to": "joint", "permitted_by": "north", "new_id": "told", "dry_run": true});
    let would = served.post(&team, "release", of.to_string()).with(200);
    assert_eq!(would["words"]["text"], "Canary of the north.");
    assert_eq!(would["would_write"].as_array().unwrap().len(), 2);
    served.get(&south, "entry?id=joint/told").with(404);
    of["dry_run"] = json!("perhaps");
    served.post(&team, "release", of.to_string()).with(422);
    served.get(&south, "entry?id=joint/told").with(404);
    of["dry_run"] = json!(false);
    served.post(&team, "release", of.to_string()).with(201);
    let told = served.get(&south, "entry?id=joint/told").with(200);
    assert_eq!(told["content"][0]["entry"]["text"], "Canary of the north.");
    assert!(!told.to_string().contains("secret"));
    let again = served.post(&team, "release", of.to_string()).with(422);
    assert_eq!(again["faults"][0]["code"], "D306");
    let narrower = json!({"of": "joint/told", "to": "caucus:north", "permitted_by": "north"});
    assert_eq!(served.post(&team, "release", narrower.to_string()).with(422)["faults"][0]["code"], "D306");
}

#[test]
fn a_release_of_terms_tells_what_they_reveal() {
    let served = Served::new();
    let team = served.token("team");
    let proposal = json!({"entry": "proposal", "id": "lamp-and-ferry", "when": "2025-06-01", "basis": "stated",
                          "title": "Lamp and ferry", "by": ["north"], "terms": {"flag": "both-flags", "ferries": "4"}});
    served.post(&team, "add?room=caucus:north", proposal.to_string()).with(201);
    let of = json!({"of": "lamp-and-ferry", "to": "joint", "permitted_by": "north", "dry_run": true});
    let would = served.post(&team, "release", of.to_string()).with(200);
    // Who made it learns nothing new.
    let [pair] = would["weights"].as_array().unwrap().as_slice() else { panic!("{would}") };
    assert_eq!((text(&pair["observer"]), text(&pair["subject"])), ("south", "north"));
    let (falls, error) = (pair["falls_by"].as_f64().unwrap(), pair["standard_error"].as_f64().unwrap());
    assert!(falls > 2.0 * error && falls < 1.0, "{pair}");
    // Who knows nobody's preferences is told of none.
    let north = served.token("party:north");
    served.post(&north, "add", proposal.to_string().replace("lamp-and-ferry", "own")).with(201);
    let of = json!({"of": "own", "to": "caucus:north", "permitted_by": "north", "dry_run": true});
    assert_eq!(served.post(&north, "release", of.to_string()).with(200)["weights"], json!([]));
}

#[test]
fn a_token_ends() {
    let served = Served::new();
    let (one, other) = (served.token("team"), served.token("team"));
    served.get(&one, "process").with(200);
    served.revoke(&one);
    served.get(&one, "process").with(401);
    served.post(&one, "add", contact("late", "No.").to_string()).with(401);
    served.get(&other, "process").with(200);
    served.pass(SignedDuration::from_mins(61));
    served.get(&other, "process").with(401);
    let parties = served.workspace.public_parties().unwrap();
    let at_start = |seats: &[Seat]| served.workspace.access.tokens_at_start(seats, &parties);
    let first = at_start(&[Seat::Team]).unwrap().remove(0).reveal();
    served.get(&first, "process").with(200);
    let next = at_start(&[Seat::parse("party:north").unwrap()]).unwrap().remove(0).reveal();
    served.get(&first, "process").with(401);
    assert_eq!(served.get(&next, "process").with(200)["viewer"], "party:north");
    assert!(at_start(&[Seat::parse("party:nobody").unwrap()]).is_err());
    at_start(&[]).unwrap();
    served.get(&next, "process").with(401);
}

#[test]
fn hostile_requests_are_told_why() {
    let served = Served::new();
    let token = served.token("team");
    let many: String = (0..2_100).map(|n| format!("k{n}=1&")).collect();
    for path in [
        "entries?limit=0",
        "entries?limit=1001",
        "entries?limit=abc",
        "entries?limit=",
        "entries?cursor=zz",
        "entries?cursor=%F0%9F%92%A9",
        "entries?kind=positon",
        "entries?kind=correction",
        "entries?room=attic",
        "entries?since=yesterday",
        "entries?known=2025-99-99",
        "entries?nothing=1",
        "entries?kind=party&kind=party",
        "gaps?on=never",
        "gaps?lang=xx",
        "brief?since=soon",
        "search",
        "entry",
        "log?room=",
        "process?x=1",
        &format!("entries?{many}"),
    ] {
        assert_eq!(served.get(&token, path).with(400)["code"], "unclear", "{path}");
    }
    let statuses: [(&str, Vec<u8>, u16); 8] = [
        ("add", vec![b'['; 100_000], 422),
        ("add", [vec![b'['; 100_000], vec![b']'; 100_000]].concat(), 422),
        ("add", b"{\"entry\": \"\xff\"}".to_vec(), 400),
        ("add", vec![b' '; (1 << 20) + 1], 413),
        ("add", b"[]".to_vec(), 422),
        ("correct", b"[1, 2]".to_vec(), 422),
        ("correct", b"{\"of\": \"public/north\", \"set\": 3}".to_vec(), 422),
        ("release", b"null".to_vec(), 422),
    ];
    for (path, body, status) in statuses {
        let start = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
        assert_eq!(served.post(&token, path, body).status.as_u16(), status, "{path} {start}");
    }
    let with_kind = |kind: &str| {
        let request = Request::post("/api/v1/add").header("host", HOST).header("content-type", kind);
        served
            .send(request.header("authorization", format!("Bearer {token}")).body(Body::from("{}")).unwrap())
    };
    for kind in [
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/jsonx",
    ] {
        assert_eq!(with_kind(kind).with(415)["code"], "kind");
    }
    with_kind("Application/JSON; charset=utf-8").with(422);
    for method in ["OPTIONS", "PUT", "DELETE", "PATCH"] {
        let request = Request::builder().method(method).uri("/api/v1/add").header("host", HOST);
        let request = request.header("origin", "https://elsewhere.example");
        let came = served
            .send(request.header("authorization", format!("Bearer {token}")).body(Body::empty()).unwrap());
        assert_eq!(came.with(405)["code"], "method");
        assert_eq!(came.header("access-control-allow-origin"), None);
    }
    let elsewhere = Request::get("/api/v1/process")
        .header("host", "detente.example")
        .header("authorization", format!("Bearer {token}"));
    assert_eq!(served.send(elsewhere.body(Body::empty()).unwrap()).with(421)["code"], "elsewhere");
}

#[test]
fn a_cursor_of_another_seat_opens_nothing() {
    let served = Served::new();
    let (team, public) = (served.token("team"), served.token("public"));
    let cursor =
        served.get(&team, "entries?limit=1").with(200)["content"]["next"].as_str().unwrap().to_owned();
    served.get(&public, &format!("entries?cursor={cursor}")).with(400);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_body_and_no_query_makes_a_fault_of_the_program(body in prop::collection::vec(any::<u8>(), 0..200), query in "\\PC{0,40}", n in 0usize..13) {
        thread_local! {
            static SERVED: (Served, String) = { let served = Served::new(); let token = served.token("team"); (served, token) };
        }
        let route = routes().nth(n).unwrap();
        let query: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        SERVED.with(|(served, token)| {
            let path = format!("{}?{query}=x", route.name);
            let came = match route.method {
                Method::Get => served.get(token, &path),
                Method::Post => served.post(token, route.name, body),
            };
            prop_assert!(came.status.is_client_error(), "{} {}", route.name, came.status);
            prop_assert_eq!(came.header("content-type"), Some("application/problem+json"));
            Ok(())
        })?;
    }
}

#[test]
fn the_table_and_the_description_list_the_same() {
    let described = description();
    let mut listed = BTreeSet::new();
    for (path, operations) in described["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            listed.insert(format!("{} {path}", method.to_uppercase()));
            assert!(operation["responses"]["401"].is_object() && operation["summary"].is_string(), "{path}");
            assert_eq!(operation["requestBody"].is_object(), method == "post", "{path}");
        }
    }
    let method = |route: &Route| if route.method == Method::Get { "GET" } else { "POST" };
    let table: BTreeSet<String> =
        routes().map(|route| format!("{} {}", method(route), path_of(route))).collect();
    assert_eq!(listed, table);
    assert_eq!(described["security"], json!([{"token": []}]));
    // Every reference leads somewhere.
    let whole = described.to_string();
    for reference in whole.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(described.pointer(pointer).is_some(), "{pointer}");
    }
}

/// Written anew with DETENTE_WRITE=1.
#[test]
fn the_published_description_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas/openapi.json");
    let text = detente_brief::json_text(&description());
    if std::env::var_os("DETENTE_WRITE").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let hint = "stale: DETENTE_WRITE=1 cargo test -p detente-web --test it the_published";
    assert!(
        std::fs::read_to_string(&file).unwrap_or_default() == text,
        "docs/schemas/openapi.json is {hint}"
    );
    let served = Served::new();
    let request = Request::get("/api/v1/openapi.json").header("host", HOST).body(Body::empty()).unwrap();
    assert_eq!(served.send(request).bytes, text.as_bytes());
}
