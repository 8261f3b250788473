//! Where something happened, as coordinates, and how exactly that is known.

use crate::shape::{Decoder, Schemas, Shape, decode_record};
use crate::{Code, Decimal, Node, NodeKind, Span};
use serde_json::{Value, json};
use std::fmt;

/// A place on the globe (WGS 84), to within some kilometres. Written `50.9, 34.8` (latitude, longitude), or as a
/// mapping with `lat`, `lon` and `within`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coordinates {
    lat: Decimal,
    lon: Decimal,
    within: Option<Decimal>,
}

crate::record! {
    /// The long form of coordinates.
    pub struct LongCoordinates {
        /// The latitude in degrees, from -90 to 90; south is negative.
        pub lat: Decimal,
        /// The longitude in degrees, from -180 to 180; west is negative.
        pub lon: Decimal,
        /// How exactly the place is known, in kilometres around it; 10 where it is not said.
        pub within: Option<Decimal>,
    }
}

const FORM: &str = "latitude, longitude in degrees: 50.9, 34.8, or {lat: 50.9, lon: 34.8, within: 30}";

impl Coordinates {
    /// How exactly a place is known where that is not said, in kilometres.
    pub const WITHIN: u32 = 10;

    /// The most that `within` may say: half of the way around the globe, in kilometres.
    const WIDEST: u32 = 20_000;

    /// Coordinates that can be, else what is wrong with them and what to write.
    fn new(read: LongCoordinates) -> Result<Coordinates, (String, String)> {
        let LongCoordinates { lat, lon, within } = read;
        let is_within =
            |n: Decimal, most: u32| n.distance(Decimal::ZERO).is_some_and(|far| far <= Decimal::from(most));
        if !is_within(lat, 90) {
            let help = match is_within(lon, 90) && is_within(lat, 180) {
                true => format!("the latitude comes first: did you mean {lon}, {lat}?"),
                false => "the latitude comes first; south is negative".to_owned(),
            };
            return Err((format!("there is no latitude {lat}: it is from -90 to 90"), help));
        }
        if !is_within(lon, 180) {
            let help = "the longitude comes second; west is negative".to_owned();
            return Err((format!("there is no longitude {lon}: it is from -180 to 180"), help));
        }
        match within {
            Some(km) if km <= Decimal::ZERO || km > Decimal::from(Self::WIDEST) => {
                let fault = format!("a place cannot be known to within {km} km");
                Err((fault, "write how many kilometres it may be away, such as 5; more than 0".to_owned()))
            }
            _ => Ok(Coordinates { lat, lon, within }),
        }
    }

    /// The latitude in degrees.
    pub fn lat(&self) -> Decimal {
        self.lat
    }

    /// The longitude in degrees.
    pub fn lon(&self) -> Decimal {
        self.lon
    }

    /// How exactly the place is known, in kilometres around it.
    pub fn within(&self) -> Decimal {
        self.within.unwrap_or(Self::WITHIN.into())
    }

    fn read_pair(text: &str, span: Span, d: &mut Decoder) -> Option<LongCoordinates> {
        let pair = text
            .split_once(',')
            .and_then(|(lat, lon)| Some((Decimal::parse(lat.trim())?, Decimal::parse(lon.trim())?)));
        if pair.is_none() {
            let fault = d.error(Code::BadPlace, span, format!("“{text}” is not a place"));
            fault.expected(FORM);
            let is_number = Decimal::parse(text.trim()).is_some();
            fault.help(match is_number {
                // In { } a comma ends a value.
                true => "write both numbers; in { } put them into quotes: at: \"50.9, 34.8\"",
                false => "write degrees as decimals with a point; south and west are negative",
            });
        }
        pair.map(|(lat, lon)| LongCoordinates { lat, lon, within: None })
    }
}

impl fmt::Display for Coordinates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.lat, self.lon)
    }
}

impl Shape for Coordinates {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let read = match &node.kind {
            NodeKind::Scalar(text) => Coordinates::read_pair(text, node.span, d)?,
            NodeKind::Map(_) => decode_record::<LongCoordinates>(node, d)?,
            _ => return d.wrong_kind(node, FORM),
        };
        match Coordinates::new(read) {
            Ok(read) => Some(read),
            Err((fault, help)) => {
                d.error(Code::BadPlace, node.span, fault).expected(FORM).help(help);
                None
            }
        }
    }
    fn encode(&self) -> Value {
        match self.within {
            None => Value::String(self.to_string()),
            Some(_) => LongCoordinates { lat: self.lat, lon: self.lon, within: self.within }.encode(),
        }
    }
    fn schema(schemas: &mut Schemas) -> Value {
        let long = LongCoordinates::schema(schemas);
        let number = r"-?[0-9][0-9 ,]*(\.[0-9]+)?";
        let short = json!({
            "type": "string",
            "description": "LATITUDE, LONGITUDE in degrees",
            "pattern": format!("^ *{number} *, *{number} *$"),
        });
        json!({"oneOf": [short, long]})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Diagnostic;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    fn read(value: &Value) -> Result<Coordinates, Vec<Diagnostic>> {
        let mut d = Decoder::new("", TimeZone::UTC);
        Coordinates::decode(&Node::from_value(value), &mut d).ok_or(d.diagnostics)
    }

    fn told(value: &Value) -> String {
        let faults = read(value).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        format!("{} {}", faults[0].message, faults[0].help.as_deref().unwrap_or_default())
    }

    #[test]
    fn both_forms_are_read() {
        let short = read(&json!("50.90, -34.8")).unwrap();
        assert_eq!((short.to_string().as_str(), short.within()), ("50.90, -34.8", 10.into()));
        let long = read(&json!({"lat": "50.9", "lon": -34.8, "within": 30})).unwrap();
        assert_eq!((long.lat(), long.lon(), long.within()), (short.lat(), short.lon(), 30.into()));
    }

    #[test]
    fn what_cannot_be_is_told_with_what_to_write() {
        assert!(told(&json!("139.7, 35.7")).contains("did you mean 35.7, 139.7?"));
        assert!(told(&json!("91, 135")).contains("south is negative"));
        assert!(told(&json!("-90.1, 200")).contains("no latitude"));
        assert!(told(&json!("0, 180.5")).contains("no longitude"));
        assert!(told(&json!("50.9")).contains("into quotes"));
        assert!(told(&json!("50°54'N, 34°48'E")).contains("decimals"));
        assert!(told(&json!({"lat": 1, "lon": 2, "within": 0})).contains("within 0 km"));
        assert!(read(&json!([50.9, 34.8])).is_err() && read(&json!("")).is_err());
    }

    proptest! {
        #[test]
        fn written_and_read_again_they_are_the_same(
            lat in -90_000i64..=90_000, lon in -180_000i64..=180_000, within in proptest::option::of(1u32..20_000)
        ) {
            let number = |n: i64| Decimal::new(n.into(), 3).unwrap();
            let long = LongCoordinates { lat: number(lat), lon: number(lon), within: within.map(Decimal::from) };
            let place = Coordinates::new(long).unwrap();
            prop_assert_eq!(read(&place.encode()).unwrap(), place);
            prop_assert_eq!(read(&place.encode()).unwrap().encode(), place.encode());
        }

        #[test]
        fn no_text_stops_the_reader(text in ".{0,40}") {
            let _ = read(&Value::String(text));
        }
    }
}
