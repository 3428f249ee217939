//! What a turn costs.

use crate::travel::TravelMode;

/// The turn model of OSRM's profiles (`profiles/car.lua` and `bicycle.lua`, `process_turn`), which Valhalla uses too
/// (`sif/osrm_car_duration.h`): an S-curve over the angle, steeper for turns across the traffic.
#[derive(Clone, Copy)]
pub(super) struct TurnModel {
    /// What the sharpest turn costs, in seconds.
    penalty: f64,
    bias: f64,
    /// In seconds, besides the turn.
    u_turn: f64,
    /// In seconds, on average.
    signal: f64,
}

impl TurnModel {
    pub(super) fn of(profile: TravelMode) -> Self {
        match profile {
            TravelMode::Car => Self { penalty: 7.5, bias: 1.075, u_turn: 20.0, signal: 2.0 },
            TravelMode::Bicycle => Self { penalty: 6.0, bias: 1.4, u_turn: 20.0, signal: 2.0 },
            TravelMode::Foot => Self { penalty: 0.0, bias: 1.0, u_turn: 0.0, signal: 2.0 },
        }
    }

    /// Seconds for going from one heading into another, in degrees. `crossing` is whether more than two roads meet:
    /// a bend of one road costs nothing.
    pub(super) fn seconds(self, turn: Turn) -> f64 {
        let signal = if turn.signal { self.signal } else { 0.0 };
        if turn.u_turn {
            return signal + self.u_turn + self.curve(180.0, false);
        }
        if !turn.crossing {
            return signal;
        }
        let right = (turn.out - turn.into + 540.0).rem_euclid(360.0) - 180.0;
        let near_side = (right >= 0.0) != turn.left_hand;
        signal + self.curve(right.abs(), near_side)
    }

    fn curve(self, angle: f64, near_side: bool) -> f64 {
        let (steep, late) =
            if near_side { (1.0 / self.bias, self.bias) } else { (self.bias, 1.0 / self.bias) };
        self.penalty / (1.0 + (6.5 * late - 13.0 * steep * angle / 180.0).exp())
    }
}

/// One turn.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    /// Heading on arrival, in degrees.
    pub(super) into: f64,
    /// Heading on departure, in degrees.
    pub(super) out: f64,
    pub(super) u_turn: bool,
    pub(super) crossing: bool,
    pub(super) signal: bool,
    pub(super) left_hand: bool,
}
