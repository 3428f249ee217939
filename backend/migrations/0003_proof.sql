-- The keys with which this server has signed. The secret ones are files outside the database: a copied database cannot
-- sign.
create table issuer_keys (
    -- Ed25519, 32 bytes.
    public_key blob primary key,
    since bigint not null,
    -- Null: in use.
    until bigint
);

-- For each lane the issuer's word whose key it has, byte for byte as it was signed.
create table enrolments (
    lane text primary key references lanes (id),
    statement text not null,
    signature text not null
);

-- For each command of a lane the issuer's word when it came in and where the log stood after it.
create table receipts (
    lane text not null,
    seq bigint not null,
    statement text not null,
    signature text not null,
    primary key (lane, seq),
    foreign key (lane, seq) references lane_commands (lane, seq)
);

-- From an event's command to the envelope behind it.
create index lane_commands_by_id on lane_commands (lane, cmd_id, seq);

-- What was erased by law, and on whose word.
create table erasures (
    organization text not null references organizations (id),
    delivery text not null,
    at bigint not null,
    reason text not null,
    -- How many payloads, commands and files went.
    payloads bigint not null,
    commands bigint not null,
    files bigint not null
);
create index erasures_of_delivery on erasures (organization, delivery);

-- Proof files that were erased by law: a certificate still names their hashes.
create table erased_files (
    organization text not null references organizations (id),
    delivery text not null,
    sha256 text not null,
    size bigint not null,
    mime text not null,
    primary key (organization, delivery, sha256)
);
