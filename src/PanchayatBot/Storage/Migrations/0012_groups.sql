-- A Telegram group or channel that a panchayat named as its own: it hears what subscribers hear, and is counted apart. At most one a panchayat.
alter table chat add column linked_at $timestamp$;
alter table chat add column title text;
-- When somebody was told that nothing arrives there any more.
alter table chat add column lost_told_at $timestamp$;
create unique index chat_linked on chat (panchayat_id) where linked_at is not null;

-- The word that a secretary posts in the group, so that the bot knows which group is meant. Only its hash is kept.
create table group_code (
    code_hash       text primary key,
    place_id        bigint not null references place (id),
    made_by         bigint not null references person (id),
    channel         text not null,
    chat_id         text not null,
    expires_at      $timestamp$ not null,
    -- The group in which it was posted; null before.
    found_channel   text,
    found_chat      text,
    found_title     text
) $key_order$;
create index group_code_maker on group_code (made_by);
