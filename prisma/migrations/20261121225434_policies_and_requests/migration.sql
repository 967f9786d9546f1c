-- CreateEnum
CREATE TYPE "PolicyTrigger" AS ENUM ('create', 'widen', 'renew', 'deploy', 're_enable', 'transfer', 'change', 'drift', 'sweep');

-- CreateEnum
CREATE TYPE "AudienceTermState" AS ENUM ('active', 'suspended', 'ended', 'superseded');

-- CreateEnum
CREATE TYPE "IncidentEnding" AS ENUM ('resolved', 'approved', 'disabled');

-- CreateEnum
CREATE TYPE "CampaignState" AS ENUM ('running', 'closed', 'cancelled');

-- CreateEnum
CREATE TYPE "CampaignSilence" AS ENUM ('keep', 'narrow_to_owner', 'disable');

-- CreateEnum
CREATE TYPE "CampaignItemState" AS ENUM ('waiting', 'answered', 'silent', 'gone');

-- CreateEnum
CREATE TYPE "CampaignVerdict" AS ENUM ('certify', 'revoke');

-- CreateEnum
CREATE TYPE "Recommendation" AS ENUM ('certify', 'revoke', 'look');

-- AlterEnum
ALTER TYPE "RequestKind" ADD VALUE 're_review';

-- AlterEnum
ALTER TYPE "RequestState" ADD VALUE 'timed_out';

-- AlterTable
ALTER TABLE "data_source" ADD COLUMN     "note" TEXT,
ADD COLUMN     "owner_id" UUID,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "site" ADD COLUMN     "uses" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "environment_key" ADD COLUMN     "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "rotated_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "request" ADD COLUMN     "claimed_at" TIMESTAMPTZ(3),
ADD COLUMN     "claimed_by_id" UUID,
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "escalated_at" TIMESTAMPTZ(3),
ADD COLUMN     "is_low_risk" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "plan" JSONB,
ADD COLUMN     "reminded_at" TIMESTAMPTZ(3),
ADD COLUMN     "risk" INTEGER,
ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "on_behalf_of_id" UUID,
ADD COLUMN     "round" INTEGER,
ADD COLUMN     "stage" TEXT NOT NULL DEFAULT 'review';
-- Each answer so far was one of the revision that it saw.
UPDATE "decision" SET "round" = "request_revision";
ALTER TABLE "decision" ALTER COLUMN "round" SET NOT NULL;
UPDATE "request" SET "round" = "revision";

-- CreateTable
CREATE TABLE "source_conflict" (
    "a_id" UUID NOT NULL,
    "b_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_conflict_pkey" PRIMARY KEY ("a_id","b_id")
);

-- CreateTable
CREATE TABLE "decision_record" (
    "decision_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "digest" CHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_record_pkey" PRIMARY KEY ("decision_id")
);

-- CreateTable
CREATE TABLE "request_comment" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_draft" (
    "site_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "body" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_draft_pkey" PRIMARY KEY ("site_id","person_id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "digest" CHAR(64) NOT NULL,
    "content" BYTEA NOT NULL,
    "uploaded_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delegation" (
    "id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "policy_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "is_enabled" BOOLEAN NOT NULL,
    "triggers" "PolicyTrigger"[],
    "condition" TEXT NOT NULL,
    "effects" JSONB NOT NULL,
    "why" TEXT NOT NULL,
    "author_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("policy_id","number")
);

-- CreateTable
CREATE TABLE "audience_term" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "fallback" JSONB NOT NULL,
    "state" "AudienceTermState" NOT NULL DEFAULT 'active',
    "told_days" INTEGER,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "audience_term_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "record_change" (
    "site_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "record_change_pkey" PRIMARY KEY ("site_id","what")
);

-- CreateTable
CREATE TABLE "drift_incident" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "drift" "Drift" NOT NULL,
    "observed_mode" "ObservedMode" NOT NULL,
    "observed_revision" BIGINT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" UUID,
    "note" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "ending" "IncidentEnding",

    CONSTRAINT "drift_incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "instructions" TEXT,
    "query" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "silence" "CampaignSilence" NOT NULL,
    "state" "CampaignState" NOT NULL DEFAULT 'running',
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_item" (
    "campaign_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "reviewer_id" UUID,
    "state" "CampaignItemState" NOT NULL DEFAULT 'waiting',
    "note" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by_id" UUID,

    CONSTRAINT "campaign_item_pkey" PRIMARY KEY ("campaign_id","site_id")
);

-- CreateTable
CREATE TABLE "campaign_entry" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "person_id" UUID,
    "group_id" UUID,
    "name" TEXT NOT NULL,
    "recommendation" "Recommendation" NOT NULL,
    "reasons" TEXT[],
    "verdict" "CampaignVerdict",

    CONSTRAINT "campaign_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "source_conflict_b_id_idx" ON "source_conflict"("b_id");

-- CreateIndex
CREATE INDEX "request_comment_request_id_created_at_idx" ON "request_comment"("request_id", "created_at");

-- CreateIndex
CREATE INDEX "attachment_site_id_idx" ON "attachment"("site_id");

-- CreateIndex
CREATE INDEX "delegation_from_id_ends_at_idx" ON "delegation"("from_id", "ends_at");

-- CreateIndex
CREATE INDEX "delegation_to_id_ends_at_idx" ON "delegation"("to_id", "ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "policy_key_key" ON "policy"("key");

-- CreateIndex
CREATE UNIQUE INDEX "audience_term_request_id_key" ON "audience_term"("request_id");

-- CreateIndex
CREATE INDEX "audience_term_site_id_idx" ON "audience_term"("site_id");

-- CreateIndex
CREATE INDEX "drift_incident_opened_at_idx" ON "drift_incident"("opened_at");

-- CreateIndex
CREATE INDEX "campaign_state_due_at_idx" ON "campaign"("state", "due_at");

-- CreateIndex
CREATE INDEX "campaign_item_campaign_id_state_idx" ON "campaign_item"("campaign_id", "state");

-- CreateIndex
CREATE INDEX "campaign_item_reviewer_id_state_idx" ON "campaign_item"("reviewer_id", "state");

-- CreateIndex
CREATE INDEX "campaign_entry_campaign_id_site_id_idx" ON "campaign_entry"("campaign_id", "site_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_request_id_reviewer_id_round_key" ON "decision"("request_id", "reviewer_id", "round");

-- AddForeignKey
ALTER TABLE "data_source" ADD CONSTRAINT "data_source_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_conflict" ADD CONSTRAINT "source_conflict_a_id_fkey" FOREIGN KEY ("a_id") REFERENCES "data_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_conflict" ADD CONSTRAINT "source_conflict_b_id_fkey" FOREIGN KEY ("b_id") REFERENCES "data_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_claimed_by_id_fkey" FOREIGN KEY ("claimed_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_on_behalf_of_id_fkey" FOREIGN KEY ("on_behalf_of_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_record" ADD CONSTRAINT "decision_record_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_comment" ADD CONSTRAINT "request_comment_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_comment" ADD CONSTRAINT "request_comment_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_draft" ADD CONSTRAINT "request_draft_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_draft" ADD CONSTRAINT "request_draft_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_uploaded_by_id_fkey" FOREIGN KEY ("uploaded_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audience_term" ADD CONSTRAINT "audience_term_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audience_term" ADD CONSTRAINT "audience_term_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "record_change" ADD CONSTRAINT "record_change_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drift_incident" ADD CONSTRAINT "drift_incident_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drift_incident" ADD CONSTRAINT "drift_incident_acknowledged_by_id_fkey" FOREIGN KEY ("acknowledged_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_item" ADD CONSTRAINT "campaign_item_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_item" ADD CONSTRAINT "campaign_item_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_item" ADD CONSTRAINT "campaign_item_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_item" ADD CONSTRAINT "campaign_item_answered_by_id_fkey" FOREIGN KEY ("answered_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_entry" ADD CONSTRAINT "campaign_entry_campaign_id_site_id_fkey" FOREIGN KEY ("campaign_id", "site_id") REFERENCES "campaign_item"("campaign_id", "site_id") ON DELETE CASCADE ON UPDATE CASCADE;
