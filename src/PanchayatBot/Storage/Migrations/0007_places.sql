-- What a panchayat calls its head, where that differs from its state's word; and its name as it sounds, for those who type it.
alter table place add column head_title_hi text;
alter table place add column head_title_en text;
alter table place add column sounds text not null default '';
create index place_children on place (parent_id, kind, name_hi);
create index place_kind on place (kind, state);
