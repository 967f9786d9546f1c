-- AlterTable
ALTER TABLE "request" ADD COLUMN     "asks_groups" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "asks_people" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "asks_roles" "Role"[] DEFAULT ARRAY['reviewer', 'admin']::"Role"[];

-- Those who govern are few among many: whom a stage asks by role is found without looking at everybody.
CREATE INDEX person_governs ON person (id) WHERE roles && '{reviewer,admin}'::"Role"[];

-- Nobody answers twice in one round. A new round can begin at the same revision: what the approvals rested on changed, the
-- proposal did not.
DROP INDEX "decision_request_id_reviewer_id_request_revision_key";
