//! Travel times: rules of the road, bad input, files, other services.

mod blocks;
mod broken;
mod clients;
mod data;
mod files;
mod pace;
mod places;
mod profiles;
mod rules;
mod town;
mod valhalla;
