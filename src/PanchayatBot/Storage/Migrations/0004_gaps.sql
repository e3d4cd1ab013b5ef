-- Questions the content had no good answer to: masked, and without who asked. place_id is 0 where no panchayat is known.
-- kind: refused, declined (none of the choices was meant), unhelpful. closed: null, draft, known, removed; slug: the scheme that answers.
create table gap_question (
    id          $identity$,
    place_id    bigint not null,
    day         text not null,
    kind        text not null,
    language    text not null,
    question    text not null,
    key_words   text not null,
    scheme      text,
    asked       integer not null,
    wanted      integer not null default 0,
    closed      text,
    slug        text
);
create unique index gap_question_once on gap_question (place_id, day, kind, question);
create index gap_question_text on gap_question (place_id, question);
create index gap_question_day on gap_question (day);
create index gap_question_slug on gap_question (slug) where slug is not null;

-- Marks of who asked what on a day, so that nobody counts twice: hashes with the day's secret, which goes with the day.
create table gap_day (
    day     text primary key,
    secret  text not null
);
create table gap_mark (
    day     text not null references gap_day (day) on delete cascade,
    mark    text not null,
    times   integer not null,
    primary key (day, mark)
) $key_order$;

-- The last question of a chat, so that a button below the answer can speak of it; forgotten after a day.
create table gap_last (
    channel     text not null,
    chat_id     text not null,
    number      bigint not null,
    kind        text not null,
    language    text not null,
    question    text not null,
    key_words   text not null,
    scheme      text,
    gap_id      bigint references gap_question (id) on delete set null,
    at          $timestamp$ not null,
    primary key (channel, chat_id),
    foreign key (channel, chat_id) references chat (channel, chat_id) on update cascade on delete cascade
) $key_order$;
create index gap_last_age on gap_last (at);
create index gap_last_gap on gap_last (gap_id);

-- Chats that asked to be told when their question is answered.
create table gap_waiting (
    channel     text not null,
    chat_id     text not null,
    gap_id      bigint not null references gap_question (id) on delete cascade,
    primary key (channel, chat_id, gap_id),
    foreign key (channel, chat_id) references chat (channel, chat_id) on update cascade on delete cascade
) $key_order$;
create index gap_waiting_gap on gap_waiting (gap_id);

-- Drafts that were made: one slug, one draft.
create table gap_draft (
    slug    text primary key,
    gap_id  bigint not null,
    day     text not null
);
