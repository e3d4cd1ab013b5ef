-- Declared to be 18 or older.
alter table person add column adult_at $timestamp$;

-- The people of a household who share one chat; chat.person_id is who speaks.
create table chat_person (
    channel     text not null,
    chat_id     text not null,
    person_id   bigint not null references person (id),
    added_at    $timestamp$ not null,
    primary key (channel, chat_id, person_id)
) $key_order$;
create index chat_person_person on chat_person (person_id);

-- An invitation to an office. Only the hash of its code is kept: whoever reads the database cannot use it.
create table invitation (
    code_hash   text primary key,
    role        text not null,
    place_id    bigint not null references place (id),
    invited_by  bigint references person (id),
    created_at  $timestamp$ not null,
    expires_at  $timestamp$ not null,
    used_at     $timestamp$,
    used_by     bigint references person (id)
);
create index invitation_place on invitation (place_id);
