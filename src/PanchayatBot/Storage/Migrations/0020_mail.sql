-- Officers who want the weekly report by mail. The address counts once its owner typed the code that was sent to it.
create table mail_subscription (
    person_id       bigint primary key references person (id),
    -- Null until the first one is confirmed.
    address         text,
    confirmed_at    $timestamp$,
    language        text not null,
    -- An address to which a code was sent, the hash of that code until it is typed, and how many wrong ones were.
    asked           text,
    code_hash       text,
    code_until      $timestamp$,
    wrong           integer not null default 0,
    -- How many codes were sent on a day, yyyy-MM-dd.
    codes_on        text,
    codes           integer not null default 0
);

-- Mails that are to go out. A report is written when it is sent; of a code the words stand here until then.
create table mail_outbox (
    id              $identity$,
    person_id       bigint not null references person (id),
    address         text not null,
    -- The Monday of the report, yyyy-MM-dd; null for a code. Kept without the address when the report is stopped, so that no week comes twice.
    week            text,
    code            text,
    state           text not null,
    attempts        integer not null default 0,
    due             $timestamp$ not null,
    give_up_at      $timestamp$ not null
);
create unique index mail_outbox_week on mail_outbox (person_id, week) where week is not null;
create index mail_outbox_due on mail_outbox (due) where state = 'waiting';
