-- What a panchayat publishes. The content is JSON: only what is searched for has a column.
-- state: published, postponed (to a day still to be named), cancelled, withdrawn (taken back before anybody got it).
create table notice (
    id              $identity$,
    place_id        bigint not null references place (id),
    ward_id         bigint references place (id),
    year            integer not null,
    serial          integer not null,
    kind            text not null,
    state           text not null,
    version         integer not null,
    content         text not null,
    -- First and last day of meeting, yyyy-MM-dd in India; null when there is none.
    meets_on        text,
    meets_until     text,
    created_by      bigint references person (id),
    published_at    $timestamp$ not null,
    remind_at       $timestamp$
);
create unique index notice_number on notice (place_id, year, serial);
create index notice_meets on notice (place_id, meets_on);
create index notice_remind on notice (remind_at) where remind_at is not null;

-- Every version that was published, with what was done; undone_at tells that it was taken back before anybody got it.
create table notice_version (
    notice_id       bigint not null references notice (id),
    version         integer not null,
    place_id        bigint not null references place (id),
    act             text not null,
    state           text not null,
    content         text not null,
    reason          text,
    done_by         bigint references person (id),
    done_at         $timestamp$ not null,
    broadcast_id    bigint references broadcast (id),
    undone_at       $timestamp$,
    -- What became of the broadcast, counted when it was over: its messages are forgotten some day.
    counted_at      $timestamp$,
    sent            integer,
    unreachable     integer,
    unclear         integer,
    primary key (notice_id, version)
) $key_order$;
create index notice_version_open on notice_version (broadcast_id) where counted_at is null and undone_at is null;

-- The last number given to a notice of a panchayat in a year.
create table notice_serial (
    place_id        bigint not null references place (id),
    year            integer not null,
    last            integer not null,
    primary key (place_id, year)
) $key_order$;

-- Who means to come; a person may change it until the meeting.
create table notice_reply (
    notice_id       bigint not null references notice (id),
    person_id       bigint not null references person (id),
    place_id        bigint not null references place (id),
    ward_id         bigint references place (id),
    answer          text not null,
    replied_at      $timestamp$ not null,
    primary key (notice_id, person_id)
) $key_order$;
create index notice_reply_person on notice_reply (person_id);

-- What people would like to have talked about.
create table agenda_suggestion (
    id              $identity$,
    place_id        bigint not null references place (id),
    notice_id       bigint not null references notice (id),
    person_id       bigint references person (id),
    body            text not null,
    suggested_at    $timestamp$ not null,
    taken_at        $timestamp$
);
create index agenda_suggestion_open on agenda_suggestion (place_id, id) where taken_at is null;
create index agenda_suggestion_person on agenda_suggestion (person_id);

-- Voters on the electoral roll of a panchayat, as its secretary entered them: the quorum counts from there.
create table electoral_roll (
    place_id        bigint primary key references place (id),
    voters          integer not null,
    entered_at      $timestamp$ not null,
    entered_by      bigint references person (id)
);
