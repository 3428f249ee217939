//! What clients of the server rely on.

mod backup;
mod blobs;
mod certificate;
mod cli;
mod commands;
mod config;
mod custody;
mod demo;
mod dispatch;
mod exceptions;
mod input;
mod log;
mod positions;
mod proofs;
mod pull;
mod push;
mod realtime;
mod recovery;
mod roles;
mod session;
mod support;
mod sync_status;
mod tracking;
mod uploads;
mod uploads_refused;
mod web;
