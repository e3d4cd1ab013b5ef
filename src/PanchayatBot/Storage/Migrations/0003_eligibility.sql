-- What a person allowed, in which words, and when; a withdrawn consent stays as a proof of both.
create table consent (
    person_id       bigint not null references person (id),
    purpose         text not null,
    notice_version  text not null,
    language        text not null,
    channel         text not null,
    given_at        $timestamp$ not null,
    withdrawn_at    $timestamp$,
    primary key (person_id, purpose, given_at)
) $key_order$;

-- Answers of the eligibility check, kept only while the consent for them is in force.
create table eligibility_profile (
    person_id   bigint primary key references person (id),
    answers     text not null,
    updated_at  $timestamp$ not null
);
