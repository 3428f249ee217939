//! Uploads.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use uuid::Uuid;
use waybill_client::wire::{WireReply, WireRequest};
use waybill_domain::{Delivery, EventBody, proof::Sha256Hash, rules};

use super::{Server, now, refusal, reply};

impl Server {
    pub(super) fn create_upload(&self, request: &WireRequest) -> WireReply {
        let header = |name: &str| {
            request.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone()).expect(name)
        };
        let size: usize = header("upload-length").parse().expect("a length");
        let metadata = header("upload-metadata");
        let sha256 = metadata.split(',').find_map(|pair| pair.strip_prefix("sha256 ")).expect("sha256");
        let sha256 = String::from_utf8(STANDARD.decode(sha256).expect("base64")).expect("hex");
        let sha256: Sha256Hash = sha256.parse().expect("a hash");
        let mut state = self.state();
        if state.blobs.contains_key(&sha256) {
            return reply(200, &[("upload-offset", size.to_string())]);
        }
        let path = format!("/api/v1/uploads/{}", Uuid::now_v7());
        state.uploads.insert(path.clone(), (sha256, size, Vec::new()));
        reply(201, &[("location", path)])
    }

    pub(super) fn chunk(&self, request: &WireRequest) -> WireReply {
        let mut state = self.state();
        if let Some(left) = state.chunks_left.as_mut() {
            if *left == 0 {
                return refusal(503, "unavailable");
            }
            *left -= 1;
        }
        let Some((sha256, size, bytes)) = state.uploads.get_mut(&request.path) else {
            return refusal(404, "no_such_upload");
        };
        let offset = request.headers.iter().find(|(key, _)| *key == "upload-offset").expect("offset");
        if offset.1 != bytes.len().to_string() {
            return refusal(409, "wrong_offset");
        }
        bytes.extend_from_slice(&request.body);
        let (sha256, sent, whole) = (*sha256, bytes.len(), bytes.len() == *size);
        if whole {
            let bytes = Bytes::from(state.uploads.remove(&request.path).expect("there").2);
            if Sha256Hash::of(&bytes) != sha256 {
                return refusal(460, "checksum_mismatch");
            }
            state.blobs.insert(sha256, bytes);
            let committed = |delivery: &Delivery| delivery.blobs().any(|blob| blob.sha256 == sha256);
            let found: Vec<Delivery> =
                state.deliveries.values().map(|(_, d)| d).filter(|d| committed(d)).cloned().collect();
            for delivery in found {
                let driver = delivery.driver;
                let event = EventBody::ProofReceived { sha256 };
                let after = rules::evolve(Some(delivery), &event, now()).expect("there");
                self.put(&mut state, after, driver);
            }
        }
        reply(204, &[("upload-offset", sent.to_string())])
    }
}
