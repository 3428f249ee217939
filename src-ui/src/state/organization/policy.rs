//! How dispatch chooses: minutes, seconds and kilometres as they are typed.

use serde::{Deserialize, Serialize};
use waybill_domain::{
    dispatch::{Policy, Settings, Stuck, Then, Weights},
    problem::FieldError,
};

use super::{
    Sheet,
    reader::Reader,
    typed::{read_decimal, write_decimal},
};

/// Metres of a kilometre.
const KILOMETRE: f64 = 1_000.0;
/// Milliseconds of a second.
const SECOND: f64 = 1_000.0;
/// Milliseconds of a minute.
const MINUTE: f64 = 60_000.0;
/// Weights are shown in hundredths, so that the usual ones are whole numbers.
const HUNDREDTH: f64 = 0.01;

/// How dispatch chooses, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PolicySheet {
    /// New deliveries are offered by themselves.
    pub auto: bool,
    /// Minutes.
    pub ahead: String,
    /// Minutes; 0: never.
    pub again: String,
    /// Kilometres.
    pub reach: String,
    /// Deliveries.
    pub max_active: String,
    /// Seconds.
    pub answer: String,
    /// Minutes.
    pub cool_down: String,
    /// What counts how much.
    pub weights: WeightsSheet,
    /// Minutes; 0: never.
    pub flag: String,
    /// Minutes; 0: never.
    pub then: String,
    /// It is cancelled then; otherwise dispatchers are told again.
    pub cancel: bool,
}

/// What counts how much, in hundredths. Only the proportions matter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WeightsSheet {
    /// Being near.
    pub distance: String,
    /// The recipients' stars.
    pub rating: String,
    /// Accepting what is offered.
    pub acceptance: String,
    /// Having little to do.
    pub load: String,
}

impl WeightsSheet {
    /// The part of the whole that each has, 0 to 1, in the order of the fields; what is no number has none.
    pub fn shares(&self) -> [f64; 4] {
        let points = [&self.distance, &self.rating, &self.acceptance, &self.load]
            .map(|text| read_decimal(text).unwrap_or(0.0).max(0.0));
        let sum: f64 = points.iter().sum();
        points.map(|point| if sum > 0.0 { point / sum } else { 0.0 })
    }
}

impl Sheet for PolicySheet {
    type Item = Settings;

    fn of(item: &Settings) -> Self {
        let Settings { policy, auto, ahead_min, again_min, stuck } = item;
        let points = |weight: f64| write_decimal(weight / HUNDREDTH);
        let weights = policy.weights;
        Self {
            auto: *auto,
            ahead: ahead_min.to_string(),
            again: again_min.to_string(),
            reach: write_decimal(policy.reach_m / KILOMETRE),
            max_active: policy.max_active.to_string(),
            answer: write_decimal(policy.answer_ms as f64 / SECOND),
            cool_down: write_decimal(policy.cool_down_ms as f64 / MINUTE),
            weights: WeightsSheet {
                distance: points(weights.distance),
                rating: points(weights.rating),
                acceptance: points(weights.acceptance),
                load: points(weights.load),
            },
            flag: stuck.flag_min.to_string(),
            then: stuck.then_min.to_string(),
            cancel: stuck.then == Then::Cancel,
        }
    }

    fn read(&self, _: &Settings) -> Result<Settings, Vec<FieldError>> {
        let mut reader = Reader::default();
        let mut weight =
            |name: &str, text: &str| reader.scaled(&format!("policy.weights.{name}"), text, HUNDREDTH);
        let weights = Weights {
            distance: weight("distance", &self.weights.distance),
            rating: weight("rating", &self.weights.rating),
            acceptance: weight("acceptance", &self.weights.acceptance),
            load: weight("load", &self.weights.load),
        };
        let policy = Policy {
            weights,
            reach_m: reader.scaled("policy.reach_m", &self.reach, KILOMETRE),
            max_active: reader.whole("policy.max_active", &self.max_active),
            answer_ms: reader.scaled("policy.answer_ms", &self.answer, SECOND).round() as i64,
            cool_down_ms: reader.scaled("policy.cool_down_ms", &self.cool_down, MINUTE).round() as i64,
        };
        let settings = Settings {
            policy,
            auto: self.auto,
            ahead_min: reader.whole("ahead_min", &self.ahead),
            again_min: reader.whole("again_min", &self.again),
            stuck: Stuck {
                flag_min: reader.whole("stuck.flag_min", &self.flag),
                then_min: reader.whole("stuck.then_min", &self.then),
                then: if self.cancel { Then::Cancel } else { Then::Escalate },
            },
        };
        let rules = settings.check();
        reader.finish(settings, rules)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(sheet: &PolicySheet) -> Vec<String> {
        let errors = sheet.read(&Settings::default()).expect_err("it breaks a rule");
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn what_is_set_comes_back_in_units_that_people_use() {
        let sheet = PolicySheet::of(&Settings::default());
        assert_eq!((sheet.reach.as_str(), sheet.answer.as_str()), ("5", "30"));
        assert_eq!((sheet.cool_down.as_str(), sheet.weights.distance.as_str()), ("5", "40"));
        let read = sheet.read(&Settings::default()).expect("the defaults are good");
        assert_eq!(PolicySheet::of(&read), sheet);
        assert_eq!(read.policy.reach_m, 5_000.0);

        let sheet = PolicySheet { reach: "2,5".into(), cool_down: "1.5".into(), cancel: true, ..sheet };
        let read = sheet.read(&Settings::default()).expect("they are good");
        assert_eq!((read.policy.reach_m, read.policy.cool_down_ms), (2_500.0, 90_000));
        assert_eq!(read.stuck.then, Then::Cancel);
    }

    #[test]
    fn what_the_server_would_refuse_is_said_at_its_field() {
        let good = PolicySheet::of(&Settings::default());
        assert_eq!(wrong(&PolicySheet { max_active: "0".into(), ..good.clone() }), ["policy.max_active"]);
        assert_eq!(wrong(&PolicySheet { answer: "0.5".into(), ..good.clone() }), ["policy.answer_ms"]);
        assert_eq!(wrong(&PolicySheet { then: "30".into(), ..good.clone() }), ["stuck.then_min"]);
        let nothing = WeightsSheet {
            distance: "0".into(),
            rating: "0".into(),
            acceptance: "0".into(),
            load: "0".into(),
        };
        assert_eq!(wrong(&PolicySheet { weights: nothing, ..good.clone() }), ["policy.weights"]);
        let fields = wrong(&PolicySheet { reach: "far".into(), flag: "-1".into(), ..good });
        assert_eq!(fields, ["policy.reach_m", "stuck.flag_min"]);
    }

    #[test]
    fn weights_are_parts_of_a_whole() {
        let sheet = PolicySheet::of(&Settings::default()).weights;
        assert_eq!(sheet.shares().map(|share| (share * 100.0).round()), [40.0, 25.0, 20.0, 15.0]);
        let half = WeightsSheet { rating: "x".into(), acceptance: "".into(), load: "40".into(), ..sheet };
        assert_eq!(half.shares(), [0.5, 0.0, 0.0, 0.5]);
        assert_eq!(WeightsSheet::default().shares(), [0.0; 4]);
    }
}
