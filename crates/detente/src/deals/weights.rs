//! The parties' weights in the weighted solutions, as a user writes them: `ukraine=2,russia=1`.

use detente_model::nearest;
use detente_model::scenario::Scenario;

/// One weight a party of the scenario; 1 where none is written.
pub fn weights(scenario: &Scenario, written: Option<&str>) -> Result<Vec<u32>, String> {
    let mut weights: Vec<Option<u32>> = vec![None; scenario.utilities.len()];
    for part in written.into_iter().flat_map(|text| text.split(',')) {
        let Some((party, weight)) = part.rsplit_once('=') else {
            return Err(format!("“{}” is not of the form party=weight", part.trim()));
        };
        let (party, weight) = (party.trim(), weight.trim());
        let names = || scenario.utilities.iter().map(|utility| utility.party.as_str());
        let Some(place) = names().position(|name| name == party) else {
            let hint = nearest(party, names()).map(|near| format!("; did you mean “{near}”?"));
            return Err(format!("no party “{party}” has preferences{}", hint.unwrap_or_default()));
        };
        let Some(number) = weight.parse().ok().filter(|weight| *weight <= 1000) else {
            return Err(format!(
                "the weight of {party} is “{weight}”; weights are whole numbers from 0 to 1000"
            ));
        };
        if weights[place].replace(number).is_some() {
            return Err(format!("the weight of {party} is written twice"));
        }
    }
    Ok(weights.into_iter().map(|weight| weight.unwrap_or(1)).collect())
}
