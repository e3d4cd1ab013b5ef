-- The panchayat that a chat chose: whose notices and votes it hears. A person may hold an office somewhere else.
alter table chat add column panchayat_id bigint references place (id);
create index chat_panchayat on chat (panchayat_id) where panchayat_id is not null;
create index place_parent on place (parent_id);
create index role_grant_place on role_grant (place_id);
