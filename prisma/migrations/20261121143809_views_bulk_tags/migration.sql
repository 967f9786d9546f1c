-- CreateEnum
CREATE TYPE "BulkKind" AS ENUM ('assign_owner', 'name_successor', 'set_department', 'set_classification', 'set_expiry', 'add_tags', 'remove_tags', 'narrow', 'disable', 'record_review', 'ask_attestation', 'undo');

-- CreateEnum
CREATE TYPE "BulkState" AS ENUM ('planning', 'planned', 'running', 'stopping', 'stopped', 'done', 'discarded');

-- CreateEnum
CREATE TYPE "BulkItemState" AS ENUM ('waiting', 'will_change', 'will_stay', 'will_refuse', 'changed', 'unchanged', 'refused');

-- CreateEnum
CREATE TYPE "TaskKind" AS ENUM ('export', 'import');

-- CreateEnum
CREATE TYPE "TaskState" AS ENUM ('running', 'done', 'failed');

-- DropIndex
DROP INDEX "site_state_audience_expires_at_id_idx";

-- DropIndex
DROP INDEX "site_expires_at_id_idx";

-- DropIndex
DROP INDEX "site_title_id_idx";

-- DropIndex
DROP INDEX "site_updated_at_id_idx";

-- AlterTable
ALTER TABLE "site" ADD COLUMN     "attestation_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "default_for" "Role",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_action" (
    "id" UUID NOT NULL,
    "kind" "BulkKind" NOT NULL,
    "change" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "selection" JSONB NOT NULL,
    "actor_id" UUID NOT NULL,
    "via" TEXT NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "state" "BulkState" NOT NULL DEFAULT 'planning',
    "plan_cursor" UUID,
    "total" INTEGER NOT NULL DEFAULT 0,
    "will_change" INTEGER NOT NULL DEFAULT 0,
    "will_stay" INTEGER NOT NULL DEFAULT 0,
    "will_refuse" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "planned_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "undo_of_id" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "bulk_action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_item" (
    "bulk_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "state" "BulkItemState" NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "before" JSONB,
    "revision_after" INTEGER,

    CONSTRAINT "bulk_item_pkey" PRIMARY KEY ("bulk_id","site_id")
);

-- CreateTable
CREATE TABLE "task_progress" (
    "id" UUID NOT NULL,
    "kind" "TaskKind" NOT NULL,
    "person_id" UUID NOT NULL,
    "state" "TaskState" NOT NULL DEFAULT 'running',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "message" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "task_progress_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_default_for_key" ON "saved_view"("default_for");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_owner_id_name_key" ON "saved_view"("owner_id", "name");

-- CreateIndex
CREATE INDEX "bulk_action_actor_id_created_at_idx" ON "bulk_action"("actor_id", "created_at");

-- CreateIndex
CREATE INDEX "bulk_action_created_at_id_idx" ON "bulk_action"("created_at", "id");

-- CreateIndex
CREATE INDEX "bulk_item_bulk_id_state_site_id_idx" ON "bulk_item"("bulk_id", "state", "site_id");

-- CreateIndex
CREATE INDEX "task_progress_person_id_started_at_idx" ON "task_progress"("person_id", "started_at");

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_action" ADD CONSTRAINT "bulk_action_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_action" ADD CONSTRAINT "bulk_action_undo_of_id_fkey" FOREIGN KEY ("undo_of_id") REFERENCES "bulk_action"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_bulk_id_fkey" FOREIGN KEY ("bulk_id") REFERENCES "bulk_action"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_progress" ADD CONSTRAINT "task_progress_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
