-- What people of a panchayat propose for its gram sabha.
-- state: open (gathers support), ready (has enough: goes on the next agenda), agenda (stood on a published agenda), answered (the panchayat
-- answered), removed (the secretary took it down, with a reason), withdrawn (its author took it back).
create table proposal (
    id              $identity$,
    place_id        bigint not null references place (id),
    -- Null once forgotten.
    person_id       bigint references person (id),
    body            text not null,
    state           text not null,
    proposed_at     $timestamp$ not null,
    -- The notice with whose agenda it was published, and when those who support it were told so.
    notice_id       bigint references notice (id),
    told_at         $timestamp$,
    -- The panchayat's answer, or why it was removed.
    answer          text,
    settled_by      bigint references person (id),
    settled_at      $timestamp$
);
create index proposal_place on proposal (place_id, state);
create index proposal_person on proposal (person_id);
create index proposal_notice on proposal (notice_id) where notice_id is not null;

-- Who supports it: its key stops the second support.
create table proposal_support (
    proposal_id     bigint not null references proposal (id),
    person_id       bigint not null references person (id),
    primary key (proposal_id, person_id)
) $key_order$;
create index proposal_support_person on proposal_support (person_id);
