-- Files that people sent and the channel still has: fetched one by one, and then a row of the table file under the same key.
-- state: waiting, refused (reason says why). A claim moves "due" to the end of its lease.
create table inbound_file (
    key         text primary key,
    channel     text not null,
    chat_id     text not null,
    reference   text not null,
    name        text not null,
    state       text not null default 'waiting',
    reason      text,
    attempts    integer not null default 0,
    created_at  $timestamp$ not null,
    due         $timestamp$ not null,
    leased_by   text,
    keep_until  $timestamp$
);
create index inbound_file_due on inbound_file (channel, due) where state = 'waiting';
