-- Since when a chat hears its panchayat, in which ward it lives, and whether it wants no broadcasts at the moment.
alter table chat add column ward_id bigint references place (id);
alter table chat add column joined_at $timestamp$;
alter table chat add column silenced_at $timestamp$;

-- One message to many: its rows in the outbox carry its number.
-- state: waiting (may still be undone), filling, sending, done, stopped, undone.
create table broadcast (
    id              $identity$,
    place_id        bigint not null references place (id),
    ward_id         bigint references place (id),
    subject         text not null,
    once            text not null,
    audience        text not null,
    bodies_hi       text not null,
    bodies_en       text not null,
    state           text not null,
    created_at      $timestamp$ not null,
    starts_at       $timestamp$ not null,
    open_until      $timestamp$,
    filled_at       $timestamp$,
    fill_channel    text not null default '',
    fill_chat       text not null default '',
    report_channel  text,
    report_chat     text,
    report_language text,
    reported        text not null default '',
    finished_at     $timestamp$,
    keep_until      $timestamp$ not null
);
create unique index broadcast_once on broadcast (place_id, once);
create index broadcast_busy on broadcast (state, starts_at) where state in ('waiting', 'filling', 'sending');
create index broadcast_subject on broadcast (place_id, subject);

alter table outbox add column broadcast_id bigint references broadcast (id);
create index outbox_broadcast on outbox (broadcast_id, state) where broadcast_id is not null;
