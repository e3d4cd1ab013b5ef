-- A place in the tree state > district > block > panchayat; lgd_code is its number in the Local Government Directory.
create table place (
    id          $identity$,
    kind        text not null,
    parent_id   bigint references place (id),
    lgd_code    bigint,
    state       text not null,
    name_hi     text not null,
    name_en     text not null
);
create unique index place_lgd on place (kind, lgd_code) where lgd_code is not null;

create table person (
    id          $identity$,
    place_id    bigint references place (id),
    name_hi     text not null,
    name_en     text not null,
    created_at  $timestamp$ not null
);

-- What a person may do, and where.
create table role_grant (
    person_id   bigint not null references person (id),
    role        text not null,
    place_id    bigint not null references place (id),
    granted_at  $timestamp$ not null,
    revoked_at  $timestamp$,
    primary key (person_id, role, place_id)
) $key_order$;

-- A chat is not a person: person_id is who speaks there at the moment, null for an anonymous citizen.
create table chat (
    channel             text not null,
    chat_id             text not null,
    person_id           bigint references person (id),
    language            text,
    state               text,
    topic               text,
    topic_at            $timestamp$,
    dialog              text,
    question            bigint not null default 0,
    asked_at            $timestamp$,
    unreachable_since   $timestamp$,
    first_seen          $timestamp$ not null,
    last_seen           $timestamp$ not null,
    primary key (channel, chat_id)
) $key_order$;

-- Every message that was handled: its key makes a redelivered one act once.
create table handled_message (
    channel     text not null,
    chat_id     text not null,
    message_id  text not null,
    handled_at  $timestamp$ not null,
    primary key (channel, chat_id, message_id)
) $key_order$;
create index handled_message_age on handled_message (handled_at);

-- Every message of the bot, on disk before it leaves.
-- state: waiting, sending, sent, refused, unreachable, unknown (it may have left when the process died), held (a later page).
create table outbox (
    id           $identity$,
    channel      text not null,
    chat_id      text not null,
    lane         integer not null,
    body         text not null,
    once         text,
    state        text not null,
    created_at   $timestamp$ not null,
    due          $timestamp$ not null,
    attempts     integer not null default 0,
    lease_until  $timestamp$,
    leased_by    text,
    was_unknown  integer not null default 0,
    reference    text,
    reason       text,
    settled_at   $timestamp$
);
create unique index outbox_once on outbox (channel, chat_id, once) where once is not null;
create index outbox_due on outbox (channel, lane, due, id) where state = 'waiting';
create index outbox_chat on outbox (channel, chat_id, id);
create index outbox_open on outbox (channel, chat_id, lane, id) where state in ('waiting', 'sending');
create index outbox_lease on outbox (lease_until) where state = 'sending';
