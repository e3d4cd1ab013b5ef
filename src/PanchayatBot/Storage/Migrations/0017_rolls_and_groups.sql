-- Persons whom the panchayat knows to be voters of it: the secretary said so, or they had a slip of paper from the secretary.
create table verified_voter (
    place_id    bigint not null references place (id),
    person_id   bigint not null references person (id),
    by_slip     integer not null,
    verified_by bigint references person (id),
    verified_at $timestamp$ not null,
    primary key (place_id, person_id)
) $key_order$;

-- Slips of paper, each for one person: of the code on it only the hash is here. A slip that was used is gone.
create table voter_slip (
    code_hash   text primary key,
    place_id    bigint not null references place (id),
    made_by     bigint references person (id),
    made_at     $timestamp$ not null,
    expires_at  $timestamp$ not null
);
create index voter_slip_place on voter_slip (place_id, expires_at);

-- The same vote in many panchayats: the number of the first of them.
alter table poll add column group_id bigint;
create index poll_group on poll (group_id) where group_id is not null;

-- man or woman, as the person told with the verb; null when not told. Only for counting who takes part.
alter table person add column gender text;
