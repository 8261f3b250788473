//! What a trace holds, and that it reads back.

use crate::recipe;
use detente_talks::protocol::AlternatingOffers;
use detente_talks::strategy::{Answer, Response, Strategy};
use detente_talks::trace::{Acceptance, Cast, NamedIssue, Recorder, Trace};
use detente_talks::{Limits, Outcome, Turn};

/// Offers its own option and accepts the options of a list.
struct Fixed(u32, &'static [usize]);

impl Strategy for Fixed {
    fn respond(&mut self, _: &mut Turn<'_, '_>, offer: Outcome) -> Answer {
        let accepts = self.1.contains(&offer.number());
        Answer::plain(if accepts { Response::Accept } else { Response::Reject })
    }

    fn propose(&mut self, turn: &mut Turn<'_, '_>) -> Option<Outcome> {
        turn.book.outcome(&[self.0])
    }
}

/// The first offers 0, the second accepts, the third refuses and offers 2, which both others accept.
fn three() -> Trace {
    let stage = recipe::stage(&recipe::parties(3, 1, 4, 1), &[0.0]);
    let parties: [Box<dyn Strategy>; 3] =
        [Box::new(Fixed(0, &[2])), Box::new(Fixed(1, &[0, 2])), Box::new(Fixed(2, &[]))];
    let mut recorder = Recorder::default();
    let rules = AlternatingOffers::default();
    let (report, book) =
        stage.play_with(&rules, &Limits::steps(5), parties.into(), (1, 0), &mut recorder).expect("a talk");
    let options = (0..4).map(|option| format!("v{option}")).collect();
    let cast = Cast {
        protocol: "sao".into(),
        parties: vec!["a".into(), "b".into(), "c".into()],
        strategies: vec!["tough".into(); 3],
        issues: vec![NamedIssue { name: "i".into(), options }],
        seed: 1,
        run: 0,
    };
    recorder.finish(cast, &report, &book)
}

#[test]
fn who_accepted_what_is_written_down() {
    let trace = three();
    let accepted = |step, party, offer| Acceptance { step, party, offer };
    assert_eq!(trace.acceptances, [accepted(0, 1, 0), accepted(1, 0, 1), accepted(1, 1, 1)]);
    let refused: Vec<(usize, usize)> = trace.refusals.iter().map(|one| (one.party, one.offer)).collect();
    assert_eq!((refused, trace.agreement.as_deref()), (vec![(2, 0)], Some(&[2][..])));
}

/// The hash is of the offers and the agreement alone.
#[test]
fn answers_do_not_change_the_hash() {
    let mut trace = three();
    let canonical = r#"{"offers":[[0,0,{"i":"v0"}],[0,2,{"i":"v2"}]],"agreement":{"i":"v2"}}"#;
    let hash = blake3::hash(canonical.as_bytes()).to_hex().to_string();
    assert_eq!(trace.hash(), hash);
    trace.acceptances.clear();
    trace.refusals.clear();
    assert_eq!(trace.hash(), hash);
}

#[test]
fn acceptances_read_back_and_older_traces_have_none() {
    let trace = three();
    let written = trace.to_json();
    assert_eq!(Trace::from_json(&written), Ok(trace.clone()));
    let (begin, end) = (written.find("  \"acceptances\""), written.find("  \"agreement\""));
    let (begin, end) = (begin.expect("acceptances"), end.expect("the agreement"));
    let older = Trace::from_json(&format!("{}{}", &written[..begin], &written[end..])).expect("a trace");
    assert_eq!(older, Trace { acceptances: Vec::new(), ..trace });
    let wrong =
        written.replacen("{\"step\":1,\"party\":1,\"offer\":1}", "{\"step\":1,\"party\":1,\"offer\":2}", 1);
    assert_ne!(wrong, written);
    let error = Trace::from_json(&wrong).expect_err("no such offer").to_string();
    assert_eq!(error, "acceptances[2]: expected a party and an offer that are there");
}
