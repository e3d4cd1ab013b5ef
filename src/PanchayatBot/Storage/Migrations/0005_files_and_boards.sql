-- What messages carry besides words. The key is random: it is also the address at which the web page fetches the file.
create table file (
    key         text primary key,
    name        text not null,
    media_type  text not null,
    bytes       $bytes$ not null,
    created_at  $timestamp$ not null,
    keep_until  $timestamp$
);
create index file_keep on file (keep_until) where keep_until is not null;

-- Messages of one board in a chat are one message to the person: a newer one takes the place of the older.
alter table outbox add column board text;
create index outbox_board on outbox (channel, chat_id, board, id) where board is not null;
