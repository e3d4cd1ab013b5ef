-- Keys by which programs of officers pull tables. Only the hash of a key is kept. person_id is null for a key made at the keyboard.
create table api_key (
    id          $identity$,
    key_hash    text not null unique,
    place_id    bigint not null references place (id),
    person_id   bigint references person (id),
    label       text not null,
    made_at     $timestamp$ not null,
    -- yyyy-MM-dd; more would tell when somebody works.
    used_on     text,
    revoked_at  $timestamp$
);
create index api_key_person on api_key (person_id) where revoked_at is null;
