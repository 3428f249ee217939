//! Whose statements count: the seal's issuer, and the keys it says were its own.

use std::collections::BTreeMap;

use super::finding::Finding;
use crate::{
    certificate::{
        VERSION,
        hex_bytes::PublicKey,
        signed::{Signed, Statement},
        statements::{Enrolment, FormerKey, Keys, Receipt, Seal},
    },
    id::LaneId,
    time::Timestamp,
};

/// The keys whose statements count.
pub(super) struct Issuers {
    current: PublicKey,
    former: Vec<FormerKey>,
}

impl Issuers {
    /// Reads the list of keys, which the seal's issuer must have signed.
    pub(super) fn read(keys: &Signed, seal: &Seal) -> Result<Self, Finding> {
        Finding::same("seal", "the version", &VERSION, &seal.v)?;
        let keys: Keys = keys.open().map_err(|why| Finding::statement("keys", why))?;
        Finding::same("keys", "the version", &VERSION, &keys.v)?;
        Finding::same("keys", "the issuer", &seal.issuer, &keys.issuer)?;
        Ok(Self { current: keys.issuer, former: keys.former })
    }

    /// Reads a statement of an issuer that counts, made at a time when it counted.
    fn open<S: Statement>(
        &self,
        at: &str,
        signed: &Signed,
        when: impl Fn(&S) -> Timestamp,
    ) -> Result<S, Finding> {
        let statement: S = signed.open().map_err(|why| Finding::statement(at, why))?;
        let (issuer, when) = (statement.issuer(), when(&statement));
        if issuer == self.current {
            return Ok(statement);
        }
        match self.former.iter().find(|former| former.key == issuer) {
            None => Err(Finding::new(at, "the issuer", self.current, issuer)),
            Some(former) if when > former.until => {
                let expected = format!("a time up to {}, when its key was replaced", former.until);
                Err(Finding::new(at, "the time", expected, when))
            }
            Some(_) => Ok(statement),
        }
    }

    /// Reads a receipt.
    pub(super) fn receipt(&self, at: &str, signed: &Signed) -> Result<Receipt, Finding> {
        let receipt: Receipt = self.open(at, signed, |receipt: &Receipt| receipt.received_at)?;
        Finding::same(at, "the version", &VERSION, &receipt.v)?;
        Ok(receipt)
    }

    /// Reads all enrolments; each lane has one, of the seal's organization.
    pub(super) fn enrolments(&self, signed: &[Signed], seal: &Seal) -> Result<Vec<Enrolment>, Finding> {
        let mut lanes = BTreeMap::<LaneId, usize>::new();
        let read = |(i, signed): (usize, &Signed)| {
            let at = format!("enrolments[{i}]");
            let enrolment: Enrolment = self.open(&at, signed, |enrolment: &Enrolment| enrolment.issued_at)?;
            Finding::same(&at, "the version", &VERSION, &enrolment.v)?;
            Finding::same(&at, "the organization", &seal.organization.id, &enrolment.organization.id)?;
            match lanes.insert(enrolment.lane, i) {
                Some(first) => Err(Finding::new(
                    &at,
                    "the lane",
                    "one enrolment for each lane",
                    format!("enrolments[{first}] again"),
                )),
                None => Ok(enrolment),
            }
        };
        signed.iter().enumerate().map(read).collect()
    }
}
