//! The command line of `detente talk`.

use super::{Look, Reading, Shown};
use clap::Args;
use std::path::PathBuf;

const TALK_HELP: &str = "Examples:
  detente talk talks --party ukraine=boulware --party russia=micro --steps 200 --seed 7
  detente talk talks --party russia=aspiration:exponent=2.5,max=0.97 --party ukraine=micro+next:alpha=1.02
  detente talk scenarios/party-domain --party a=boulware --party b=conceder --protocol sao:one-offer-per-step
  detente talk talks --party … --format json > talk.json
  detente talk talks --replay talk.json        # plays it again: 0 if every offer is equal, else 1
  detente talk --replay recorded-by-negmas.json
  detente talk --diff one.json other.json      # the first difference
  detente talk --list                          # strategies, acceptances, models, protocols";

/// Which talk is played, or what is done with traces of talks.
#[derive(Args, Debug)]
#[command(after_help = TALK_HELP)]
pub struct TalkArgs {
    /// The process, or a folder or file of another program's scenario.
    #[arg(required_unless_present_any = ["list", "diff", "replay"])]
    pub process: Option<PathBuf>,
    /// A party's strategy; one for each party, in the order of their turns.
    #[arg(long = "party", value_name = "PARTY=STRATEGY", conflicts_with_all = ["list", "diff", "replay"])]
    pub parties: Vec<String>,
    /// The rules of the table, with options: sao, sao:one-offer-per-step, tau:min-unique=2, amop.
    #[arg(long, value_name = "PROTOCOL", default_value = "sao")]
    pub protocol: String,
    /// In sao, only one party acts in a step.
    #[arg(long)]
    pub one_offer_per_step: bool,
    /// In sao, who offers is asked about its own offer after the others.
    #[arg(long)]
    pub offering_is_not_accepting: bool,
    /// In sao, a party that refuses and offers nothing does not end the talk.
    #[arg(long)]
    pub go_on_without_offer: bool,
    /// How many steps the talk may last. Default: 100, where no other limit is given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub steps: Option<u32>,
    /// How many seconds of a simulated clock it may last.
    #[arg(long, value_name = "SECONDS", requires = "turn_seconds")]
    pub seconds: Option<f64>,
    /// What a turn costs of them: for all parties, or for each in their order.
    #[arg(long, value_name = "SECONDS, …", value_delimiter = ',', requires = "seconds")]
    pub turn_seconds: Vec<f64>,
    /// A party's own limit of steps, after which it leaves.
    #[arg(long, value_name = "PARTY=N")]
    pub own_steps: Vec<String>,
    /// The chance by which the talk ends at the beginning of each step, from 0 to 1.
    #[arg(long, value_name = "CHANCE", default_value_t = 0.0)]
    pub ending: f64,
    /// The seed of all that is random.
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    pub seed: u64,
    /// Which run of that seed.
    #[arg(long, value_name = "RUN", default_value_t = 0)]
    pub run: u64,
    /// Play a recorded talk again (negmas-golden-trace-1, or detente-trace-1 on its scenario), and compare.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "diff"])]
    pub replay: Option<PathBuf>,
    /// Compare two traces (detente-trace-1 or negmas-golden-trace-1).
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["list", "process"])]
    pub diff: Vec<PathBuf>,
    /// List strategies, acceptances, models and protocols with their parameters.
    #[arg(long, conflicts_with = "process")]
    pub list: bool,
    /// Whose understanding of another program's file is taken.
    #[arg(long, value_enum, default_value_t = Reading::True)]
    pub reading: Reading,
    /// At how many levels a continuous issue of another program's file is taken.
    #[arg(long, value_name = "N", default_value_t = 21, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub levels: u32,
    #[command(flatten)]
    pub shown: Shown,
}

impl TalkArgs {
    /// Whose view of the process is taken, and how it is printed; none where no process is named.
    pub fn look(&self) -> Option<Look> {
        Some(Look { process: self.process.clone()?, shown: self.shown.clone() })
    }
}
