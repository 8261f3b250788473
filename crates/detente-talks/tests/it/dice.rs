//! The numbers at random themselves: if they change, so do all talks that throw dice. They were computed with a second
//! implementation of ChaCha with 8 rounds (the key by PCG32 from the seed, the run as the stream, the party and the step as the place).

use detente_talks::dice::Dice;

#[test]
fn numbers_are_those_of_the_cipher() {
    let draw = |seed, run, player, step| {
        let mut dice = Dice::new(seed, run, player);
        let whole = dice.at(step).below(u64::MAX);
        // A party that looks at another step and back begins it anew.
        dice.at(step ^ 1);
        (whole, dice.at(step).unit())
    };
    assert_eq!(draw(0, 0, 0, 0), (0xb585_f767_a79a_3b6c, 0.7090754154265618));
    assert_eq!(draw(7, 3, 1, 9), (0x25bd_0779_a6b7_6b19, 0.14741560668946152));
    let last = draw(u64::MAX, u64::MAX, Dice::TABLE, u32::MAX);
    assert_eq!(last, (0xfc6f_3b60_9a52_7cb3, 0.9860722647520762));
}

#[test]
fn wholes_below_a_number_are_remainders_of_what_lies_in_full_runs() {
    let below = |most| Dice::new(0, 0, 0).at(0).below(most);
    assert_eq!([below(1000), below(10), below(1), below(0)], [652, 2, 0, 0]);
    // The first number, 0xb585…, lies beyond the only full run of 2⁶³ + 1; the second does not.
    assert_eq!(below((1 << 63) + 1), 0x7746_a55f_bad8_c037);
}
