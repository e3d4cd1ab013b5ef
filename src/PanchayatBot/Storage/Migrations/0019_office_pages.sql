-- A link that lets the holder of an office in at the page /office: told in a chat, used once. Only the hash of its code is kept.
create table office_link (
    code_hash       text primary key,
    person_id       bigint not null references person (id),
    -- The chat that asked for it, and hears that it was used.
    channel         text not null,
    chat_id         text not null,
    language        text not null,
    expires_at      $timestamp$ not null
) $key_order$;
create index office_link_person on office_link (person_id);
create index office_link_age on office_link (expires_at);

-- A browser in which somebody is signed in. Only the hash of its cookie is kept; what the person may do stands in role_grant alone.
create table office_session (
    token_hash      text primary key,
    person_id       bigint not null references person (id),
    language        text not null,
    begun_at        $timestamp$ not null,
    seen_at         $timestamp$ not null
) $key_order$;
create index office_session_person on office_session (person_id);
create index office_session_age on office_session (begun_at);

-- How many people belong to a place.
create index person_place on person (place_id);
