-- What came of a meeting that was called: one row for each sitting of a notice, entered by the secretary.
-- state: held (its minutes are being written), adjourned (for want of a quorum), approved (its minutes are published and change no more).
create table meeting (
    id              $identity$,
    place_id        bigint not null references place (id),
    notice_id       bigint not null references notice (id),
    kind            text not null,
    -- yyyy-MM-dd and HH:mm in India.
    held_on         text not null,
    held_at         text not null,
    venue           text not null,
    state           text not null,
    people          integer not null,
    women           integer not null,
    sc              integer not null,
    st              integer not null,
    obc             integer not null,
    other           integer not null,
    -- The quorum as it was counted then; null where the roll or the rule was not known.
    voters          integer,
    needed          integer,
    needed_women    integer,
    quorum          text not null,
    -- Grows with every change of the minutes, so that only what was seen is approved.
    revision        integer not null,
    recorded_by     bigint references person (id),
    recorded_at     $timestamp$ not null,
    approved_by     bigint references person (id),
    approved_at     $timestamp$
);
create unique index meeting_once on meeting (notice_id, held_on);
create index meeting_place on meeting (place_id, held_on);

-- Every item of the agenda and what became of it; outcome is null until that was entered.
-- status is that of a passed resolution once the minutes are approved: open, started, done, failed.
create table minute_item (
    id              $identity$,
    place_id        bigint not null references place (id),
    meeting_id      bigint not null references meeting (id),
    position        integer not null,
    title_hi        text,
    title_en        text,
    outcome         text,
    body            text,
    responsible     text,
    due             text,
    status          text,
    status_at       $timestamp$
);
create index minute_item_meeting on minute_item (meeting_id, position);
create index minute_item_status on minute_item (place_id, status) where status is not null;

-- What was reported of a resolution, for good.
create table resolution_step (
    item_id         bigint not null references minute_item (id),
    number          integer not null,
    place_id        bigint not null references place (id),
    status          text not null,
    note            text,
    done_by         bigint references person (id),
    done_at         $timestamp$ not null,
    primary key (item_id, number)
) $key_order$;

-- Approved minutes stay as they are: what has to be put right stands below them.
create table minutes_correction (
    meeting_id      bigint not null references meeting (id),
    number          integer not null,
    place_id        bigint not null references place (id),
    body            text not null,
    entered_by      bigint references person (id),
    entered_at      $timestamp$ not null,
    primary key (meeting_id, number)
) $key_order$;

-- Chats that asked to be told when something changes.
create table follower (
    place_id        bigint not null references place (id),
    subject         text not null,
    channel         text not null,
    chat_id         text not null,
    since           $timestamp$ not null,
    primary key (place_id, subject, channel, chat_id)
) $key_order$;
create index follower_chat on follower (channel, chat_id);

-- Photos of the register and of the meeting; the file may still be on its way.
create table meeting_photo (
    meeting_id      bigint not null references meeting (id),
    number          integer not null,
    place_id        bigint not null references place (id),
    file_key        text not null,
    added_by        bigint references person (id),
    added_at        $timestamp$ not null,
    primary key (meeting_id, number)
) $key_order$;
