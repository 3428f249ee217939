-- Whose ways what was learned of speed is measured against; null: not noted yet.
alter table learned_to add column source text;
