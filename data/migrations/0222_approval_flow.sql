-- +goose Up
-- Steps of approvals carry what they forbid and when they are chased.
ALTER TABLE approval_seat ADD COLUMN deny TEXT{{c}} NOT NULL DEFAULT '';
ALTER TABLE approval_seat ADD COLUMN remind_hours {{int}} NOT NULL DEFAULT 0;
ALTER TABLE approval_seat ADD COLUMN escalate_hours {{int}} NOT NULL DEFAULT 0;
ALTER TABLE approval ADD COLUMN flow_version {{int}} NOT NULL DEFAULT 0;
CREATE INDEX approval_running ON approval (state, flow) WHERE archived = 0;
CREATE INDEX approval_seat_decided ON approval_seat (person_id, decided_at) WHERE archived = 0;
