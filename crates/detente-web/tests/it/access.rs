//! Every transition of links, sessions and tokens, and what the log of it holds.

use crate::world::*;
use detente_model::{Language, Room};
use detente_web::access::limit::MOST_FAILURES;
use detente_web::access::{
    BadPin, Claim, Deed, Denied, End, Event, LINK_LASTS, Lock, LogError, NotMade, Pin, Refused, Secret,
    Unlock, What,
};
use detente_web::door::{Answer, Knock, Seated, answer};
use detente_web::origin::{host_is_ours, same_origin};
use jiff::SignedDuration;
use std::fs;

fn key_of(secret: &str) -> detente_web::access::Key {
    Secret::parse(secret).unwrap().key()
}

fn is_refused(world: &World, link: &str) -> bool {
    let looked = world.access().look(link);
    let entered = world.access().enter(link, &pin(PIN), english());
    matches!(looked, Err(Refused::NoSuchLink)) && matches!(entered, Err(Refused::NoSuchLink))
}

fn revoke(world: &World, keeper: &str, what: What) -> Result<(), NotMade> {
    let seated = world.seated(keeper);
    world.access().revoke(&seated.keeper().unwrap(), what)
}

fn token(world: &World, keeper: &str, at: &str, hours: i64) -> Result<String, NotMade> {
    let seated = world.seated(keeper);
    let mut wanted = named("A script", at);
    wanted.lasts = SignedDuration::from_hours(hours);
    let made = world.access().make_token(&seated.keeper().unwrap(), wanted, &parties());
    made.map(|secret| secret.reveal())
}

fn wrong_pin(world: &World, cookie: &str) -> Unlock {
    world.access().unlock(cookie, &pin("not this one"))
}

fn right_pin(world: &World, cookie: &str) -> Unlock {
    world.access().unlock(cookie, &pin(PIN))
}

table! {
    fn a_link_gives_a_session_on_its_seat() {
        let world = World::new("team");
        let link = world.access().keepers_link().unwrap().reveal();
        assert_eq!(world.access().look(&link).unwrap(), seat("team"));
        let keeper = world.enter(&link).secret.reveal();
        let seated = world.seated(&keeper);
        assert!(seated.keeper().is_some() && *seated.viewer().seat() == seat("team"));
        for at in ["party:north", "projector", "public", "team"] {
            let guest = world.seated(&world.guest(&keeper, at));
            assert_eq!(*guest.viewer().seat(), seat(at));
            assert_eq!(guest.language(), Some(&english()));
            assert!(guest.is_session());
        }
    }

    fn a_link_opens_only_with_its_secret() {
        let world = World::new("team");
        let link = world.link(&world.keeper(), "party:north");
        assert!(is_refused(&world, &forged(&link)));
        assert!(is_refused(&world, ""));
        assert!(is_refused(&world, "a link. With words"));
        world.enter(&link);
    }

    fn a_link_opens_once() {
        let world = World::new("team");
        let link = world.link(&world.keeper(), "party:north");
        world.enter(&link);
        assert!(is_refused(&world, &link));
    }

    fn a_link_expires() {
        let world = World::new("team");
        let keeper = world.keeper();
        let (early, late) = (world.link(&keeper, "public"), world.link(&keeper, "public"));
        let minutes = LINK_LASTS.as_mins() - 1;
        world.minutes(minutes);
        world.enter(&early);
        world.minutes(1);
        assert!(is_refused(&world, &late));
        // It stays expired when the clock is put back.
        world.minutes(-120);
        assert!(is_refused(&world, &late));
    }

    fn a_revoked_link_does_not_open() {
        let world = World::new("team");
        let keeper = world.keeper();
        let link = world.link(&keeper, "party:north");
        revoke(&world, &keeper, What::Link(key_of(&link))).unwrap();
        assert!(is_refused(&world, &link));
        let again = revoke(&world, &keeper, What::Link(key_of(&link)));
        assert!(matches!(again, Err(NotMade::NoSuch)));
    }

    fn a_new_keepers_link_takes_back_the_one_before() {
        let world = World::new("team");
        let first = world.access().keepers_link().unwrap().reveal();
        let second = world.access().keepers_link().unwrap().reveal();
        assert_ne!(first, second);
        assert!(is_refused(&world, &first));
        world.enter(&second);
    }

    fn whoever_fails_again_and_again_is_told_to_wait_and_nobody_else_notices() {
        let world = World::new("team");
        let keeper = world.keeper();
        let (used, others) = (world.link(&keeper, "party:north"), world.link(&keeper, "party:south"));
        world.enter(&used);
        let nowhere = format!("{}.{}", "ab".repeat(16), "cd".repeat(32));
        for dead in [&used, &nowhere] {
            for _ in 0..MOST_FAILURES {
                assert!(matches!(world.access().look(dead), Err(Refused::NoSuchLink)));
            }
            assert!(matches!(world.access().look(dead), Err(Refused::Later(_))));
        }
        // Guesses at a link of another, and he is let in all the same.
        for _ in 0..MOST_FAILURES + 1 {
            assert!(world.access().look(&forged(&others)).is_err());
        }
        world.enter(&others);
        world.minutes(16);
        assert!(matches!(world.access().look(&used), Err(Refused::NoSuchLink)));
    }

    fn a_pin_has_four_characters() {
        assert_eq!(Pin::new(" 123 ").err(), Some(BadPin::TooShort));
        assert_eq!(Pin::new(&"x".repeat(1025)).err(), Some(BadPin::TooLong));
        assert!(Pin::new("١٢٣٤").is_ok());
        assert_eq!(format!("{:?}", pin("12345")), "Pin(…)");
    }

    fn a_session_is_entered_with_its_secret() {
        let world = World::new("team");
        let keeper = world.keeper();
        assert!(is_nobody(&world.knock(&forged(&keeper))));
        assert!(matches!(world.access().unlock(&forged(&keeper), &pin(PIN)), Unlock::Nobody));
        assert!(is_nobody(&world.knock("nothing")));
        assert!(is_nobody(&answer(world.access(), &Knock::cookie(None))));
        assert!(is_open(&world.knock(&keeper)));
        // A cookie is no token, and a token no cookie.
        assert!(is_nobody(&world.token(&keeper)));
        assert!(is_nobody(&world.knock(&token(&world, &keeper, "team", 1).unwrap())));
    }

    fn signing_out_ends_a_session() {
        let world = World::new("team");
        let keeper = world.keeper();
        let guest = world.guest(&keeper, "party:north");
        world.access().sign_out(&world.seated(&guest)).unwrap();
        assert!(is_nobody(&world.knock(&guest)));
        assert!(matches!(right_pin(&world, &guest), Unlock::Nobody));
        assert!(is_open(&world.knock(&keeper)));
    }

    fn a_revoked_session_is_over_at_the_next_request() {
        let mut world = World::new("team");
        let keeper = world.keeper();
        let guest = world.guest(&keeper, "party:north");
        let held = world.seated(&guest);
        revoke(&world, &keeper, What::Session(key_of(&guest))).unwrap();
        assert!(is_nobody(&world.knock(&guest)));
        assert!(!world.access().is_still_in(&held));
        assert!(matches!(right_pin(&world, &guest), Unlock::Nobody));
        world.restart().unwrap();
        assert!(is_nobody(&world.knock(&guest)));
    }

    fn a_session_has_a_hard_end() {
        let world = World::new("team");
        let keeper = world.keeper();
        for _ in 0..71 {
            world.minutes(10);
            assert!(is_open(&world.knock(&keeper)));
        }
        world.minutes(9);
        assert!(is_open(&world.knock(&keeper)));
        world.minutes(1);
        assert!(is_nobody(&world.knock(&keeper)));
        world.minutes(-600);
        assert!(is_nobody(&world.knock(&keeper)));
        assert!(matches!(right_pin(&world, &keeper), Unlock::Nobody));
    }

    fn a_clock_that_is_put_back_gives_no_time() {
        let world = World::new("team");
        let keeper = world.keeper();
        let steps = |count: usize| {
            for _ in 0..count {
                world.minutes(10);
                assert!(is_open(&world.knock(&keeper)));
            }
        };
        for _ in 0..7 {
            steps(9);
            world.minutes(-90);
            assert!(is_locked(&world.knock(&keeper)));
            assert!(matches!(right_pin(&world, &keeper), Unlock::Open));
        }
        steps(8);
        world.minutes(10);
        assert!(is_nobody(&world.knock(&keeper)), "12 hours passed, by a clock that says 10:30");
    }

    fn an_idle_session_is_locked() {
        let world = World::new("team");
        let keeper = world.keeper();
        world.watch.pass(15 * 60 - 1);
        assert!(is_open(&world.knock(&keeper)));
        world.watch.pass(15 * 60);
        assert!(is_locked(&world.knock(&keeper)));
        assert!(is_locked(&world.knock(&keeper)));
        assert!(matches!(right_pin(&world, &keeper), Unlock::Open));
        assert!(is_open(&world.knock(&keeper)));
    }

    fn a_page_that_asks_by_itself_keeps_nobody_awake() {
        let world = World::new("team");
        let keeper = world.keeper();
        let held = world.seated(&keeper);
        for _ in 0..14 {
            world.minutes(1);
            assert!(is_open(&answer(world.access(), &Knock::unattended(Some(&keeper)))));
            assert!(world.access().is_still_in(&held));
        }
        world.minutes(1);
        assert!(!world.access().is_still_in(&held));
        assert!(is_locked(&answer(world.access(), &Knock::unattended(Some(&keeper)))));
    }

    fn a_clock_that_is_put_back_locks() {
        let world = World::new("team");
        let keeper = world.keeper();
        world.watch.pass(-2);
        assert!(is_open(&world.knock(&keeper)));
        world.watch.pass(-3);
        assert!(is_locked(&world.knock(&keeper)));
        assert!(matches!(right_pin(&world, &keeper), Unlock::Open));
        assert!(is_open(&world.knock(&keeper)));
    }

    fn lock_now() {
        let world = World::new("team");
        let keeper = world.keeper();
        world.access().lock(&world.seated(&keeper)).unwrap();
        let Answer::Locked(at) = world.knock(&keeper) else { panic!("open") };
        assert_eq!((at.tries, &at.language), (5, &english()));
        assert!(matches!(right_pin(&world, &keeper), Unlock::Open));
        assert!(is_open(&world.knock(&keeper)));
    }

    fn a_locked_session_can_be_left() {
        let world = World::new("team");
        let keeper = world.keeper();
        world.access().lock(&world.seated(&keeper)).unwrap();
        let Answer::Locked(at) = world.knock(&keeper) else { panic!("open") };
        world.access().sign_out_locked(&at).unwrap();
        assert!(is_nobody(&world.knock(&keeper)));
        assert!(matches!(world.access().sign_out_locked(&at), Err(Denied::Gone)));
    }

    fn only_the_pin_unlocks() {
        let world = World::new("team");
        let keeper = world.keeper();
        let guest = world.guest(&keeper, "party:north");
        world.access().lock(&world.seated(&guest)).unwrap();
        assert!(matches!(wrong_pin(&world, &guest), Unlock::Wrong(4)));
        assert!(is_locked(&world.knock(&guest)));
        assert!(matches!(right_pin(&world, &guest), Unlock::Open));
        assert!(is_open(&world.knock(&guest)));
        // The right one makes up for the wrong ones before it.
        assert!(matches!(wrong_pin(&world, &guest), Unlock::Wrong(4)));
    }

    fn five_wrong_pins_end_a_session_across_restarts() {
        let mut world = World::new("team");
        let keeper = world.keeper();
        for left in [4, 3, 2] {
            assert!(matches!(wrong_pin(&world, &keeper), Unlock::Wrong(n) if n == left));
        }
        world.restart().unwrap();
        assert!(matches!(wrong_pin(&world, &keeper), Unlock::Wrong(1)));
        assert!(matches!(wrong_pin(&world, &keeper), Unlock::Nobody));
        assert!(matches!(right_pin(&world, &keeper), Unlock::Nobody));
        assert!(is_nobody(&world.knock(&keeper)));
        world.restart().unwrap();
        assert!(is_nobody(&world.knock(&keeper)));
    }

    fn pins_that_come_at_once_count_each() {
        let world = World::new("team");
        let keeper = world.keeper();
        let access = world.access();
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| access.unlock(&keeper, &pin("not this one")));
            }
        });
        let seat = world.seated(&world.keeper());
        let failed = access.events_for(seat.viewer());
        let failed = failed.iter().filter(|event| event.line.deed == Deed::PinFailed).count();
        assert_eq!(failed, 5);
        assert!(is_nobody(&world.knock(&keeper)));
    }

    fn a_form_brings_the_token_of_its_session() {
        let world = World::new("team");
        let keeper = world.keeper();
        let (mine, other) = (world.seated(&keeper), world.seated(&world.guest(&keeper, "team")));
        let token = mine.csrf().unwrap().reveal().to_owned();
        assert!(mine.csrf_holds(Some(&token)));
        assert!(!mine.csrf_holds(None) && !mine.csrf_holds(Some("")) && !other.csrf_holds(Some(&token)));
        world.access().lock(&mine).unwrap();
        let Answer::Locked(at) = world.knock(&keeper) else { panic!("open") };
        assert!(at.csrf_holds(&token) && !at.csrf_holds("x") && at.csrf().reveal() == token);
    }

    fn a_request_comes_from_a_page_of_ours() {
        let host = Some("127.0.0.1:4000");
        let (ours, theirs) = (Some("http://127.0.0.1:4000"), Some("http://127.0.0.1:4001"));
        let rows = [
            (ours, host, None, true),
            (ours, host, Some("same-origin"), true),
            (None, host, Some("same-origin"), true),
            (Some("null"), host, Some("same-origin"), true),
            (Some("null"), host, None, false),
            (None, host, None, false),
            (None, None, None, false),
            (ours, None, None, false),
            (theirs, host, None, false),
            (theirs, host, Some("same-origin"), false),
            (ours, host, Some("cross-site"), false),
            (ours, host, Some("same-site"), false),
            (None, host, Some("none"), false),
            (Some("https://127.0.0.1:4000"), host, None, false),
            (Some("http://127.0.0.1:4000.example.org"), host, None, false),
        ];
        for (origin, host, site, expected) in rows {
            assert_eq!(same_origin(origin, host, site), expected, "{origin:?} {host:?} {site:?}");
        }
    }

    fn a_request_is_addressed_to_this_machine() {
        for host in ["127.0.0.1:4000", "localhost:4000", "LocalHost:4000", "[::1]:4000"] {
            assert!(host_is_ours(Some(host), 4000), "{host}");
        }
        for host in ["", "127.0.0.1", "127.0.0.1:4001", "example.org:4000", "localhost.example.org:4000", "é"] {
            assert!(!host_is_ours(Some(host), 4000), "{host}");
        }
        assert!(!host_is_ours(None, 4000));
        assert!(host_is_ours(Some("localhost"), 80) && !host_is_ours(Some("localhost:"), 80));
    }

    fn a_form_is_carried_out_once() {
        let world = World::new("team");
        let keeper = world.keeper();
        let (mine, other) = (world.seated(&keeper), world.seated(&world.guest(&keeper, "team")));
        let access = world.access();
        let form = access.form_id(&mine);
        assert_ne!(form, access.form_id(&mine));
        assert_eq!(access.claim(&mine, &form), Claim::First);
        assert_eq!(access.claim(&mine, &form), Claim::Running);
        access.forget(&mine, &form);
        assert_eq!(access.claim(&mine, &form), Claim::First);
        access.remember(&mine, &form, "/entry?id=team/x".into());
        assert_eq!(access.claim(&mine, &form), Claim::Done("/entry?id=team/x".into()));
        assert_eq!(access.replayed(&mine, &form), Some("/entry?id=team/x".into()));
        assert_eq!((access.replayed(&other, &form), access.claim(&other, &form)), (None, Claim::First));
    }

    fn only_the_keeper_makes_and_revokes() {
        let world = World::new("team");
        let keeper = world.keeper();
        for at in ["party:north", "team"] {
            assert!(world.seated(&world.guest(&keeper, at)).keeper().is_none());
        }
        let Answer::Open(program) = world.token(&token(&world, &keeper, "team", 1).unwrap()) else {
            panic!("a token of the team")
        };
        assert!(program.keeper().is_none() && !program.is_session());
    }

    fn a_keeper_who_left_makes_nothing() {
        let world = World::new("team");
        let cookie = world.keeper();
        let held = world.seated(&cookie);
        let keeper = held.keeper().unwrap();
        world.access().sign_out(&held).unwrap();
        let made = world.access().make_link(&keeper, named("x", "public"), &parties());
        assert!(matches!(made, Err(NotMade::Gone)));
        assert!(matches!(world.access().handed_out(&keeper), Err(NotMade::Gone)));
        let revoked = world.access().revoke(&keeper, What::Session(key_of(&cookie)));
        assert!(matches!(revoked, Err(NotMade::Gone)));
        // So does one whose session fell idle.
        let held = world.seated(&world.keeper());
        world.minutes(15);
        let made = world.access().make_token(&held.keeper().unwrap(), named("x", "public"), &parties());
        assert!(matches!(made, Err(NotMade::Gone)));
    }

    fn who_left_has_nothing_written_down() {
        let world = World::new("team");
        let keeper = world.keeper();
        let held = world.seated(&world.guest(&keeper, "party:north"));
        let access = world.access();
        access.exported(&held, "gaps", "html").unwrap();
        access.speak(&held, Language::new("ar").unwrap()).unwrap();
        access.lock(&held).unwrap();
        assert!(matches!(access.exported(&held, "gaps", "html"), Err(Denied::Gone)));
        assert!(matches!(access.released(&held, &Room::Team, &Room::Joint), Err(Denied::Gone)));
        assert!(matches!(access.sign_out(&held), Err(Denied::Gone)));
        let text = token(&world, &keeper, "party:north", 1).unwrap();
        let Answer::Open(program) = world.token(&text) else { panic!("a token") };
        access.exported(&program, "gaps", "json").unwrap();
        assert!(matches!(access.lock(&program), Err(Denied::Gone)));
        revoke(&world, &keeper, What::Token(key_of(&text))).unwrap();
        assert!(matches!(access.exported(&program, "gaps", "json"), Err(Denied::Gone)));
    }

    fn a_keeper_gives_only_seats_that_are_his() {
        let rows = [
            ("team", "party:north", true),
            ("team", "team", true),
            ("team", "projector", true),
            ("team", "party:east", false),
            ("party:north", "party:north", true),
            ("party:north", "projector", true),
            ("party:north", "public", true),
            ("party:north", "team", false),
            ("party:north", "party:south", false),
        ];
        for (keeper, at, expected) in rows {
            let world = World::new(keeper);
            let held = world.seated(&world.keeper());
            let keeper = held.keeper().unwrap();
            let link = world.access().make_link(&keeper, named("x", at), &parties());
            let token = world.access().make_token(&keeper, named("x", at), &parties());
            assert_eq!(link.is_ok(), expected, "{at}");
            assert_eq!(matches!(token, Err(NotMade::NotYours)), !expected, "{at}");
        }
    }

    fn a_party_that_nobody_knows_keeps_its_own_file() {
        let world = World::new("party:east");
        let held = world.seated(&world.keeper());
        let made = world.access().make_link(&held.keeper().unwrap(), named("x", "party:east"), &parties());
        assert!(made.is_ok());
    }

    fn a_seat_that_is_no_longer_the_keepers_opens_nothing() {
        let mut world = World::new("team");
        let keeper = world.keeper();
        let token = token(&world, &keeper, "party:south", 24).unwrap();
        let wall = world.guest(&keeper, "projector");
        let link = world.link(&keeper, "party:south");
        world.keeper = seat("party:north");
        world.restart().unwrap();
        assert!(is_nobody(&world.knock(&keeper)));
        assert!(is_nobody(&world.token(&token)));
        assert!(is_refused(&world, &link));
        assert!(is_locked(&world.knock(&wall)));
    }

    fn names_and_times_are_within_bounds() {
        let world = World::new("team");
        let held = world.seated(&world.keeper());
        let keeper = held.keeper().unwrap();
        for name in ["", "  ", "a\nb", &"x".repeat(81)] {
            let made = world.access().make_link(&keeper, named(name, "public"), &parties());
            assert!(matches!(made, Err(NotMade::BadName)), "{name}");
        }
        for hours in [0, -1, 24 * 367, i64::MAX / 3600] {
            let mut wanted = named("x", "public");
            wanted.lasts = SignedDuration::from_hours(hours);
            let made = world.access().make_link(&keeper, wanted, &parties());
            assert!(matches!(made, Err(NotMade::BadTime)), "{hours}");
        }
    }

    fn a_token_opens_many_times_with_its_secret() {
        let mut world = World::new("team");
        let keeper = world.keeper();
        let token = token(&world, &keeper, "party:north", 2).unwrap();
        assert!(is_open(&world.token(&token)) && is_open(&world.token(&token)));
        assert!(is_nobody(&world.token(&forged(&token))));
        assert!(is_nobody(&world.token("x")));
        world.restart().unwrap();
        let Answer::Open(seated) = world.token(&token) else { panic!("a token") };
        assert_eq!(*seated.viewer().seat(), seat("party:north"));
        assert!(seated.csrf().is_none() && seated.language().is_none() && seated.csrf_holds(None));
    }

    fn a_token_expires() {
        let world = World::new("team");
        let token = token(&world, &world.keeper(), "party:north", 2).unwrap();
        world.minutes(119);
        assert!(is_open(&world.token(&token)));
        world.minutes(1);
        assert!(is_nobody(&world.token(&token)));
        world.minutes(-60);
        assert!(is_nobody(&world.token(&token)));
    }

    fn a_revoked_token_opens_nothing() {
        let mut world = World::new("team");
        let keeper = world.keeper();
        let token = token(&world, &keeper, "party:north", 2).unwrap();
        let Answer::Open(held) = world.token(&token) else { panic!("a token") };
        revoke(&world, &keeper, What::Token(key_of(&token))).unwrap();
        assert!(is_nobody(&world.token(&token)));
        assert!(!world.access().is_still_in(&held));
        world.restart().unwrap();
        assert!(is_nobody(&world.token(&token)));
    }

    fn the_audit_shows_the_own_seat() {
        let world = World::new("team");
        let keeper = world.keeper();
        let north = world.seated(&world.guest(&keeper, "party:north"));
        let south = world.seated(&world.guest(&keeper, "party:south"));
        world.access().exported(&south, "gaps", "html").unwrap();
        world.access().released(&world.seated(&keeper), &Room::Team, &Room::Joint).unwrap();
        for seated in [&north, &south, &world.seated(&keeper)] {
            let events = world.access().events_for(seated.viewer());
            assert!(!events.is_empty());
            assert!(events.iter().all(|event| event.line.seat == *seated.viewer().seat()));
        }
        let told = |seated: &Seated| world.access().events_for(seated.viewer());
        let last = |seated: &Seated| told(seated).pop().unwrap();
        let Event { name, line } = last(&south);
        assert_eq!(name, "An adviser");
        assert_eq!(line.deed, Deed::Exported { screen: "gaps".into(), form: "html".into() });
        assert!(matches!(last(&north).line.deed, Deed::SessionOpened { .. }));
        let released = Deed::Released { from: Room::Team, into: Room::Joint };
        assert_eq!(last(&world.seated(&keeper)).line.deed, released);
    }

    fn every_event_is_written() {
        let world = World::new("team");
        let keeper = world.keeper();
        let guest = world.guest(&keeper, "party:north");
        let viewer = world.seated(&guest).viewer().clone();
        let access = world.access();
        access.lock(&world.seated(&guest)).unwrap();
        wrong_pin(&world, &guest);
        right_pin(&world, &guest);
        world.minutes(15);
        world.knock(&guest);
        right_pin(&world, &guest);
        world.minutes(-5);
        world.knock(&guest);
        right_pin(&world, &guest);
        access.sign_out(&world.seated(&guest)).unwrap();
        let late = world.guest(&world.keeper(), "party:north");
        world.minutes(12 * 60);
        world.knock(&late);
        let deeds = access.events_for(&viewer).into_iter().map(|event| event.line.deed);
        let deeds: Vec<Deed> =
            deeds.filter(|deed| !matches!(deed, Deed::LinkMade(_) | Deed::SessionOpened { .. })).collect();
        let lock = |why| Deed::SessionLocked { why };
        let expected = [
            lock(Lock::Now),
            Deed::PinFailed,
            Deed::SessionUnlocked,
            lock(Lock::Idle),
            Deed::SessionUnlocked,
            lock(Lock::ClockBack),
            Deed::SessionUnlocked,
            Deed::SessionEnded { why: End::SignedOut },
            Deed::SessionEnded { why: End::TimeUp },
        ];
        assert_eq!(deeds, expected);
    }

    fn the_keeper_sees_what_is_handed_out() {
        let world = World::new("team");
        let keeper = world.keeper();
        let link = world.link(&keeper, "projector");
        let token = token(&world, &keeper, "party:south", 2).unwrap();
        let guest = world.guest(&keeper, "party:north");
        let out = |keeper: &str| {
            let seated = world.seated(keeper);
            world.access().handed_out(&seated.keeper().unwrap()).unwrap()
        };
        let all = out(&keeper);
        assert_eq!(all.links.iter().map(|held| held.key).collect::<Vec<_>>(), [key_of(&link)]);
        assert_eq!((all.tokens[0].key, all.tokens[0].last_used), (key_of(&token), None));
        assert_eq!(all.sessions.len(), 2);
        let of = |cookie: &str| all.sessions.iter().find(|held| held.key == key_of(cookie)).unwrap().clone();
        assert!(of(&keeper).is_keepers && !of(&guest).is_keepers);
        assert_eq!(of(&keeper).last_used.map(|day| day.to_string()).as_deref(), Some("2026-11-27"));
        world.token(&token);
        assert!(out(&keeper).tokens[0].last_used.is_some());
        revoke(&world, &keeper, What::Session(key_of(&guest))).unwrap();
        revoke(&world, &keeper, What::Link(key_of(&link))).unwrap();
        revoke(&world, &keeper, What::Token(key_of(&token))).unwrap();
        let all = out(&keeper);
        assert_eq!((all.links.len(), all.sessions.len(), all.tokens.len()), (0, 1, 0));
    }

    fn a_restart_locks_and_forgets_nothing() {
        let mut world = World::new("team");
        let keeper = world.keeper();
        let link = world.link(&keeper, "party:north");
        let guest = world.guest(&keeper, "party:south");
        world.access().speak(&world.seated(&guest), Language::new("ar").unwrap()).unwrap();
        assert_eq!(world.restart().unwrap().torn, 0);
        assert!(is_locked(&world.knock(&keeper)));
        assert!(matches!(wrong_pin(&world, &keeper), Unlock::Wrong(4)));
        assert!(matches!(right_pin(&world, &keeper), Unlock::Open));
        assert!(world.seated(&keeper).keeper().is_some());
        right_pin(&world, &guest);
        assert_eq!(world.seated(&guest).language(), Language::new("ar").as_ref());
        assert!(world.seated(&guest).keeper().is_none());
        world.enter(&link);
    }

    fn a_torn_line_is_cut_off_and_told() {
        let mut world = World::new("team");
        let keeper = world.keeper();
        world.stop();
        let whole = fs::read(&world.file).unwrap();
        fs::write(&world.file, [&whole[..], br#"{"at":"2026-11-27T09:00:00Z","sea"#].concat()).unwrap();
        assert_eq!(world.restart().unwrap().torn, 33);
        assert_eq!(fs::read(&world.file).unwrap(), whole);
        assert!(is_locked(&world.knock(&keeper)));
    }

    fn what_is_no_access_log_is_left_alone() {
        let mut world = World::new("team");
        world.keeper();
        world.stop();
        let whole = fs::read_to_string(&world.file).unwrap();
        for (text, line) in [
            (whole.replacen("link-made", "link-mode", 1), Some(2)),
            (whole.replacen("session-opened", "session-revoked", 1), Some(3)),
            ("my diary".to_owned(), None),
        ] {
            fs::write(&world.file, &text).unwrap();
            match (world.restart(), line) {
                (Err(LogError::Damaged(found, _)), Some(line)) => assert_eq!(found, line),
                (Err(LogError::Foreign), None) => {}
                (other, _) => panic!("{other:?}"),
            }
            assert_eq!(fs::read_to_string(&world.file).unwrap(), text);
        }
    }

    fn two_servers_do_not_share_a_log() {
        let world = World::new("team");
        let mut second = World::new("team");
        second.file = world.file.clone();
        assert!(matches!(second.restart(), Err(LogError::InUse)));
    }

    fn nobody_else_reads_the_file() {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mut world = World::new("team");
            let mode = |world: &World| fs::metadata(&world.file).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&world), 0o600);
            fs::set_permissions(&world.file, fs::Permissions::from_mode(0o644)).unwrap();
            world.restart().unwrap();
            assert_eq!(mode(&world), 0o600);
        }
    }

    fn the_log_holds_no_secret_and_no_pin() {
        let world = World::new("team");
        let keeper = world.keeper();
        let link = world.link(&keeper, "party:north");
        let guest = world.enter(&link).secret.reveal();
        let token = token(&world, &keeper, "party:north", 2).unwrap();
        let csrf = world.seated(&guest).csrf().unwrap().reveal().to_owned();
        let form = world.access().form_id(&world.seated(&guest));
        world.access().unlock(&guest, &pin("canary-wrong-9902"));
        right_pin(&world, &guest);
        let text = fs::read_to_string(&world.file).unwrap();
        let secret = |text: &str| text.split_once('.').unwrap().1.to_owned();
        let hidden = [PIN.to_owned(), "canary-wrong".into(), csrf, form];
        for hidden in hidden.iter().chain(&[&keeper, &link, &guest, &token].map(|s| secret(s))) {
            assert!(!text.contains(hidden.as_str()), "{hidden}");
        }
        // What is looked for would be found.
        assert!(text.contains(&key_of(&guest).to_string()) && text.contains("An adviser"));
    }

    fn what_others_do_changes_nothing_for_me() {
        let run = |others: bool| {
            let world = World::new("team");
            let keeper = world.keeper();
            let link = world.link(&keeper, "party:north");
            let other = others.then(|| {
                let second = world.keeper();
                let cookie = world.guest(&second, "party:south");
                let dead = world.link(&second, "party:south");
                (0..30).for_each(|_| drop(world.access().look(&forged(&dead))));
                (0..30).for_each(|n| drop(world.access().look(&format!("a guess {n}"))));
                wrong_pin(&world, &cookie);
                world.access().form_id(&world.seated(&cookie));
                token(&world, &second, "party:south", 3).unwrap();
                cookie
            });
            let mine = world.enter(&link).secret.reveal();
            world.minutes(10);
            if let Some(cookie) = other {
                world.seated(&cookie);
                world.access().sign_out(&world.seated(&cookie)).unwrap();
            }
            let seated = world.seated(&mine);
            let form = world.access().form_id(&seated);
            let dead: Vec<String> = (0..22).map(|_| format!("{:?}", world.access().look(&link))).collect();
            let wrong = format!("{:?}", wrong_pin(&world, &mine));
            (mine, form, wrong, world.access().events_for(seated.viewer()), dead)
        };
        assert_eq!(run(false), run(true));
    }
}
