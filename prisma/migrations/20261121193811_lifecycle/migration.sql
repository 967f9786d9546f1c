-- CreateEnum
CREATE TYPE "QuarantineReason" AS ENUM ('owner_departed', 'unregistered');

-- CreateEnum
CREATE TYPE "SweepState" AS ENUM ('running', 'stopped', 'done', 'abandoned');

-- CreateEnum
CREATE TYPE "ReminderKind" AS ENUM ('expiry', 'review', 'inactivity', 'deletion');

-- CreateEnum
CREATE TYPE "NotificationKind" AS ENUM ('digest', 'handover', 'successor_named', 'retirement_notice', 'alert');

-- CreateEnum
CREATE TYPE "MailState" AS ENUM ('waiting', 'sent', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "DigestFrequency" AS ENUM ('weekly', 'daily');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('waiting', 'delivered', 'failed');

-- CreateEnum
CREATE TYPE "EnforcementAspect" AS ENUM ('access', 'availability', 'ownership', 'existence');

-- CreateEnum
CREATE TYPE "EnforcementState" AS ENUM ('requested', 'unconfirmed', 'confirmed', 'failed', 'superseded');

-- CreateEnum
CREATE TYPE "EnforcementProof" AS ENUM ('feed', 'edge', 'person');

-- CreateEnum
CREATE TYPE "HandoverAnswer" AS ENUM ('waiting', 'kept', 'retiring', 'reassigned');

-- CreateEnum
CREATE TYPE "RetirementState" AS ENUM ('notice', 'closed', 'deleting', 'done', 'stopped');

-- CreateEnum
CREATE TYPE "ExportState" AS ENUM ('open', 'exported', 'waived');

-- AlterTable
ALTER TABLE "site" ADD COLUMN     "fallback_note" TEXT,
ADD COLUMN     "guessed_owner_id" UUID,
ADD COLUMN     "kept_at" TIMESTAMPTZ(3),
ADD COLUMN     "missing_since" TIMESTAMPTZ(3),
ADD COLUMN     "quarantine_reason" "QuarantineReason",
ADD COLUMN     "quarantined_at" TIMESTAMPTZ(3),
ADD COLUMN     "successor_accepted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "lifecycle_sweep" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" "SweepState" NOT NULL DEFAULT 'running',
    "phase" TEXT NOT NULL,
    "cursor" UUID,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "would_close" INTEGER,
    "open_sites" INTEGER,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "lifecycle_sweep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kind" "ReminderKind" NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "days_before" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" "NotificationKind" NOT NULL,
    "occasion" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "notification_id" UUID NOT NULL,
    "state" "MailState" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_to" TEXT,
    "subject" TEXT,
    "text" TEXT,
    "html" TEXT,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_preference" (
    "person_id" UUID NOT NULL,
    "frequency" "DigestFrequency" NOT NULL DEFAULT 'weekly',
    "weekday" INTEGER NOT NULL DEFAULT 1,
    "by_mail" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_preference_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "calendar_feed" (
    "person_id" UUID NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_read_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "event_types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "secret_version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_seq" BIGINT NOT NULL,
    "failing_since" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_seq" BIGINT NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'waiting',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_attempt_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enforcement" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "aspect" "EnforcementAspect" NOT NULL,
    "wanted" JSONB NOT NULL,
    "state" "EnforcementState" NOT NULL DEFAULT 'requested',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by" TEXT NOT NULL,
    "overdue_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "proof" "EnforcementProof",
    "settled_by_id" UUID,
    "note" TEXT,
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "enforcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handover" (
    "id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "handover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handover_item" (
    "handover_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "why" TEXT NOT NULL,
    "answer" "HandoverAnswer" NOT NULL DEFAULT 'waiting',
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "handover_item_pkey" PRIMARY KEY ("handover_id","site_id")
);

-- CreateTable
CREATE TABLE "retirement" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "state" "RetirementState" NOT NULL DEFAULT 'notice',
    "reason" TEXT NOT NULL,
    "graduated_into" TEXT,
    "graduated_site_id" UUID,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "began_from" "SiteState" NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "deletes_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "held_since" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "retirement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "retirement_export" (
    "retirement_id" UUID NOT NULL,
    "kind" "BindingKind" NOT NULL,
    "name" TEXT NOT NULL,
    "state" "ExportState" NOT NULL DEFAULT 'open',
    "location" TEXT,
    "checksum" TEXT,
    "waiver" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "retirement_export_pkey" PRIMARY KEY ("retirement_id","kind")
);

-- CreateTable
CREATE TABLE "retirement_secret" (
    "retirement_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "powered" TEXT,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" TEXT,
    "note" TEXT,

    CONSTRAINT "retirement_secret_pkey" PRIMARY KEY ("retirement_id","key")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "site_id" UUID NOT NULL,
    "record" JSONB NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "redacted_at" TIMESTAMPTZ(3),

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("site_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "lifecycle_sweep_at_key" ON "lifecycle_sweep"("at");

-- CreateIndex
CREATE INDEX "reminder_made_at_idx" ON "reminder"("made_at");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_site_id_kind_due_at_days_before_key" ON "reminder"("site_id", "kind", "due_at", "days_before");

-- CreateIndex
CREATE INDEX "notification_person_id_created_at_idx" ON "notification"("person_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_person_id_occasion_key" ON "notification"("person_id", "occasion");

-- CreateIndex
CREATE UNIQUE INDEX "mail_notification_id_key" ON "mail"("notification_id");

-- CreateIndex
CREATE INDEX "mail_state_created_at_idx" ON "mail"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feed_hash_key" ON "calendar_feed"("hash");

-- CreateIndex
CREATE INDEX "webhook_delivery_state_next_attempt_at_idx" ON "webhook_delivery"("state", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_endpoint_id_event_seq_key" ON "webhook_delivery"("endpoint_id", "event_seq");

-- CreateIndex
CREATE INDEX "webhook_attempt_delivery_id_at_idx" ON "webhook_attempt"("delivery_id", "at");

-- CreateIndex
CREATE INDEX "enforcement_state_requested_at_idx" ON "enforcement"("state", "requested_at");

-- CreateIndex
CREATE INDEX "enforcement_site_id_idx" ON "enforcement"("site_id");

-- CreateIndex
CREATE INDEX "handover_to_id_made_at_idx" ON "handover"("to_id", "made_at");

-- CreateIndex
CREATE INDEX "handover_item_site_id_idx" ON "handover_item"("site_id");

-- CreateIndex
CREATE INDEX "retirement_site_id_idx" ON "retirement"("site_id");

-- CreateIndex
CREATE INDEX "retirement_state_idx" ON "retirement"("state");

-- AddForeignKey
ALTER TABLE "site" ADD CONSTRAINT "site_guessed_owner_id_fkey" FOREIGN KEY ("guessed_owner_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lifecycle_sweep" ADD CONSTRAINT "lifecycle_sweep_approved_by_id_fkey" FOREIGN KEY ("approved_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_notification_id_fkey" FOREIGN KEY ("notification_id") REFERENCES "notification"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enforcement" ADD CONSTRAINT "enforcement_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enforcement" ADD CONSTRAINT "enforcement_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover_item" ADD CONSTRAINT "handover_item_handover_id_fkey" FOREIGN KEY ("handover_id") REFERENCES "handover"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover_item" ADD CONSTRAINT "handover_item_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retirement" ADD CONSTRAINT "retirement_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retirement" ADD CONSTRAINT "retirement_graduated_site_id_fkey" FOREIGN KEY ("graduated_site_id") REFERENCES "site"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retirement_export" ADD CONSTRAINT "retirement_export_retirement_id_fkey" FOREIGN KEY ("retirement_id") REFERENCES "retirement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "retirement_secret" ADD CONSTRAINT "retirement_secret_retirement_id_fkey" FOREIGN KEY ("retirement_id") REFERENCES "retirement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tombstone" ADD CONSTRAINT "tombstone_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
