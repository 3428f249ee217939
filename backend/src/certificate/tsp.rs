//! RFC 3161: what is asked of a time stamping authority, and what must be in its answer.

use cmpv2::status::PkiStatus;
use cms::{
    cert::x509::spki::AlgorithmIdentifier, content_info::ContentInfo, signed_data::EncapsulatedContentInfo,
};
use der::{
    Decode as _, Encode as _, Reader as _, SliceReader,
    asn1::{Any, Int, ObjectIdentifier, OctetString},
};
use waybill_domain::{Timestamp, proof::Sha256Hash};
use x509_tsp::{MessageImprint, TimeStampReq, TimeStampResp, TspVersion, TstInfo};

/// SHA-256.
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// Why an answer is no stamp of what was asked.
#[derive(Debug, thiserror::Error)]
pub enum TspError {
    /// It is not what RFC 3161 says.
    #[error("the answer is not a time stamp: {0}")]
    Malformed(#[from] der::Error),
    /// The authority refused.
    #[error("the authority did not stamp it: {0:?}")]
    Refused(PkiStatus),
    /// The token is of something else.
    #[error("the stamp is not of what was asked: {0}")]
    Other(&'static str),
}

/// A request (`TimeStampReq`, DER) to stamp a hash, asking for the authority's certificate too.
pub(super) fn request(hash: Sha256Hash, nonce: [u8; 8]) -> Result<Vec<u8>, TspError> {
    let request = TimeStampReq {
        version: TspVersion::V1,
        message_imprint: MessageImprint {
            hash_algorithm: AlgorithmIdentifier { oid: SHA_256, parameters: None },
            hashed_message: OctetString::new(hash.0)?,
        },
        req_policy: None,
        nonce: Some(int(nonce)?),
        cert_req: true,
        extensions: None,
    };
    Ok(request.to_der()?)
}

/// When the authority says it stamped this hash for this request. Its signature is not checked here: that takes its
/// certificate and `openssl ts -verify`.
pub(super) fn stamped_at(response: &[u8], hash: Sha256Hash, nonce: [u8; 8]) -> Result<Timestamp, TspError> {
    let response = TimeStampResp::from_der(response)?;
    if !matches!(response.status.status, PkiStatus::Accepted | PkiStatus::GrantedWithMods) {
        return Err(TspError::Refused(response.status.status));
    }
    let token: ContentInfo = response.time_stamp_token.ok_or(TspError::Other("it is empty"))?;
    let content = signed_content(&token.content.to_der()?)?.ok_or(TspError::Other("it has no content"))?;
    let info = TstInfo::from_der(content.value())?;
    if info.message_imprint.hash_algorithm.oid != SHA_256
        || info.message_imprint.hashed_message.as_bytes() != hash.0
    {
        return Err(TspError::Other("another hash"));
    }
    if info.nonce != Some(int(nonce)?) {
        return Err(TspError::Other("another nonce"));
    }
    let at = info.gen_time.to_unix_duration().as_millis();
    Ok(Timestamp::from_millis(i64::try_from(at).unwrap_or(i64::MAX)))
}

/// What a `SignedData` signs. Authorities send their certificates in any order and twice, which DER forbids: what follows
/// the content is for `openssl` to read.
fn signed_content(signed: &[u8]) -> Result<Option<Any>, der::Error> {
    SliceReader::new(signed)?.sequence(|reader| {
        Any::decode(reader)?; // The version.
        Any::decode(reader)?; // The algorithms.
        let content = EncapsulatedContentInfo::decode(reader)?;
        reader.read_slice(reader.remaining_len())?;
        Ok(content.econtent)
    })
}

/// A positive integer that needs no leading zero.
fn int(mut nonce: [u8; 8]) -> Result<Int, TspError> {
    nonce[0] = nonce[0] & 0x7f | 0x40;
    Ok(Int::new(&nonce)?)
}
