-- Register of official acts: one chain for each place, each entry sealed with the hash of the one before it.
create table ledger_entry (
    place_id    bigint not null references place (id),
    number      bigint not null,
    at          $timestamp$ not null,
    actor_id    bigint,
    act         text not null,
    subject     text not null,
    details     text not null,
    hash        text not null,
    primary key (place_id, number)
) $key_order$;

-- The newest entry of each place: shows when entries are missing at the end, and makes writers of one place queue up.
create table ledger_head (
    place_id    bigint primary key references place (id),
    number      bigint not null,
    hash        text not null
);

$append_only_ledger_entry$
