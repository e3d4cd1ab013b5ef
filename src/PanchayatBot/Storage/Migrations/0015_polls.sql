-- A vote of a panchayat. What it asks (question, options, …) is JSON: only what is searched for has a column.
-- state: scheduled, open, closed, cancelled, withdrawn (taken back before it opened).
create table poll (
    id              $identity$,
    place_id        bigint not null references place (id),
    ward_id         bigint references place (id),
    kind            text not null,
    secret          integer not null,
    hidden          integer not null,
    state           text not null,
    content         text not null,
    opens_at        $timestamp$ not null,
    closes_at       $timestamp$ not null,
    -- When those who have not voted are reminded; null when they were, or are not to be.
    remind_at       $timestamp$,
    -- People on the roll, and people the bot knew in the panchayat, when it opened.
    roll            integer not null default 0,
    registered      integer not null default 0,
    created_by      bigint references person (id),
    published_at    $timestamp$ not null,
    closed_at       $timestamp$,
    reason          text,
    -- What was counted, as JSON, and the SHA-256 of the file of ballots.
    result          text,
    result_hash     text,
    outcome_hi      text,
    outcome_en      text,
    -- The name of the key that seals the ballots of a secret vote; null once it is destroyed.
    key_name        text
);
create index poll_place on poll (place_id, closes_at);
create index poll_due on poll (state, opens_at, closes_at) where state in ('scheduled', 'open');
create index poll_remind on poll (remind_at) where remind_at is not null;
create index poll_key on poll (state) where key_name is not null;

-- Who may vote, as it stood when the vote opened; late marks those who joined since.
create table poll_roll (
    poll_id     bigint not null references poll (id),
    person_id   bigint not null references person (id),
    late        integer not null default 0,
    primary key (poll_id, person_id)
) $key_order$;

-- Who has voted, and how: phone, hall or assisted. Its key stops the second vote. Of a moment it knows nothing.
create table poll_turnout (
    poll_id     bigint not null references poll (id),
    person_id   bigint not null references person (id),
    way         text not null,
    ward_id     bigint references place (id),
    primary key (poll_id, person_id)
) $key_order$;
create index poll_turnout_person on poll_turnout (person_id);

-- Chats of which somebody voted and was then forgotten; until the vote closes.
create table poll_gone (
    poll_id     bigint not null references poll (id),
    channel     text not null,
    chat_id     text not null,
    primary key (poll_id, channel, chat_id)
) $key_order$;

-- Open votes: what each voted; may be changed until the vote closes.
create table poll_vote (
    poll_id     bigint not null references poll (id),
    person_id   bigint not null references person (id),
    choices     text not null,
    primary key (poll_id, person_id)
) $key_order$;

-- Ballots without persons. Of a secret vote they are sealed until it closes; then all of them are opened, mixed and written anew under new
-- random keys. Those of an open vote come here when it closes, for the file that anybody can recount.
create table ballot (
    poll_id     bigint not null references poll (id),
    id          $bytes$ not null,
    sealed      $bytes$,
    choices     text,
    primary key (poll_id, id)
) $key_order$;

-- Codes that show that a secret vote was taken, and nothing else: no ballot knows its code.
create table poll_receipt (
    poll_id     bigint not null references poll (id),
    code        text not null,
    primary key (poll_id, code)
) $key_order$;
create index poll_receipt_code on poll_receipt (code);

-- Votes in the hall, by hand or on paper: totals as the secretary entered them.
create table poll_hall (
    poll_id     bigint primary key references poll (id),
    counts      text not null,
    people      integer not null,
    note        text,
    entered_by  bigint references person (id)
);
