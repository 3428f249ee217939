-- Heads of the logs as a time stamping authority (RFC 3161) has seen them.
create table stamps (
    organization text not null references organizations (id),
    seq bigint not null,
    hash blob not null,
    -- By the authority's clock, and by ours.
    stamped_at bigint not null,
    received_at bigint not null,
    -- The authority's whole answer (TimeStampResp, DER), byte for byte.
    response blob not null,
    primary key (organization, seq)
);
