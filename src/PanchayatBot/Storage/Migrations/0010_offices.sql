-- What a panchayat calls an office (mukhiya, pradhan, sarpanch) where that differs from its state's word.
create table place_title (
    place_id    bigint not null references place (id),
    title       text not null,
    name_hi     text not null,
    name_en     text not null,
    primary key (place_id, title)
) $key_order$;
insert into place_title (place_id, title, name_hi, name_en)
    select id, 'Head', head_title_hi, coalesce(head_title_en, head_title_hi) from place where head_title_hi is not null;
alter table place drop column head_title_hi;
alter table place drop column head_title_en;

-- An invitation may be taken back, and whoever made it is told in this chat what became of it.
alter table invitation add column withdrawn_at $timestamp$;
alter table invitation add column channel text;
alter table invitation add column chat_id text;

-- Papers that were asked for and are being laid out: that takes longer than a turn may.
create table paper_order (
    id          $identity$,
    paper       text not null,
    subject     text not null,
    channel     text not null,
    chat_id     text not null,
    language    text not null,
    attempts    integer not null default 0,
    due         $timestamp$ not null
);
create index paper_order_due on paper_order (due, id);
