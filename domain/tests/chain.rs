//! The organization's hash chain.

use waybill_domain::{
    OrganizationId,
    chain::{link, payload_hash},
    proof::Sha256Hash,
};

use crate::fixtures::uuid;

#[test]
fn a_link_depends_on_everything_it_covers() {
    let organization = OrganizationId(uuid(1));
    let payload = payload_hash(&[1; 16], b"{}");
    let head = link(Sha256Hash::ZERO, organization, 1, b"header", payload);
    let others = [
        link(Sha256Hash([1; 32]), organization, 1, b"header", payload),
        link(Sha256Hash::ZERO, OrganizationId(uuid(2)), 1, b"header", payload),
        link(Sha256Hash::ZERO, organization, 2, b"header", payload),
        link(Sha256Hash::ZERO, organization, 1, b"headex", payload),
        link(Sha256Hash::ZERO, organization, 1, b"header", payload_hash(&[2; 16], b"{}")),
        link(Sha256Hash::ZERO, organization, 1, b"header", payload_hash(&[1; 16], b"[]")),
    ];
    for other in others {
        assert_ne!(head, other);
    }
    assert_eq!(head, link(Sha256Hash::ZERO, organization, 1, b"header", payload));
}
