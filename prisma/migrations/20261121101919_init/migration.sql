-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('member', 'reviewer', 'auditor', 'admin');

-- CreateEnum
CREATE TYPE "SiteState" AS ENUM ('draft', 'live', 'disabled', 'retiring', 'retired');

-- CreateEnum
CREATE TYPE "AudienceMode" AS ENUM ('admins_only', 'custom', 'workspace_all');

-- CreateEnum
CREATE TYPE "ObservedMode" AS ENUM ('admins_only', 'custom', 'workspace_all', 'public');

-- CreateEnum
CREATE TYPE "Drift" AS ENUM ('none', 'wider', 'narrower', 'different');

-- CreateEnum
CREATE TYPE "Classification" AS ENUM ('personal_draft', 'team_internal', 'company_wide', 'external_candidate');

-- CreateEnum
CREATE TYPE "Sensitivity" AS ENUM ('public', 'internal', 'customer', 'financial', 'employee', 'legal', 'security', 'production', 'regulated');

-- CreateEnum
CREATE TYPE "SourceMode" AS ENUM ('read_only', 'write_capable', 'confirmation_required', 'forbidden');

-- CreateEnum
CREATE TYPE "DisableReason" AS ENUM ('expired', 'inactive', 'owner_departed', 'project_completed', 'access_scope_mistake', 'wrong_data', 'policy_violation', 'platform_action', 'security_incident', 'other');

-- CreateEnum
CREATE TYPE "BindingKind" AS ENUM ('d1', 'r2');

-- CreateEnum
CREATE TYPE "DeploymentStatus" AS ENUM ('pending', 'building', 'publishing', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "RequestKind" AS ENUM ('widening', 'transfer', 'renewal', 're_enable', 'retirement');

-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('pending', 'changes_requested', 'approved', 'rejected', 'withdrawn');

-- CreateEnum
CREATE TYPE "DecisionAnswer" AS ENUM ('approve', 'reject', 'ask_changes');

-- CreateEnum
CREATE TYPE "TokenScope" AS ENUM ('read', 'write');

-- CreateTable
CREATE TABLE "department" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "lead_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "roles" "Role"[] DEFAULT ARRAY['member']::"Role"[],
    "department_id" UUID,
    "manager_id" UUID,
    "platform_user_id" TEXT,
    "oidc_issuer" TEXT,
    "oidc_subject" TEXT,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "deactivated_at" TIMESTAMPTZ(3),
    "last_signed_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people_group" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "external_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "people_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_member" (
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "group_member_pkey" PRIMARY KEY ("group_id","person_id")
);

-- CreateTable
CREATE TABLE "group_nesting" (
    "parent_id" UUID NOT NULL,
    "child_id" UUID NOT NULL,

    CONSTRAINT "group_nesting_pkey" PRIMARY KEY ("parent_id","child_id")
);

-- CreateTable
CREATE TABLE "data_source" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sensitivity" "Sensitivity" NOT NULL,
    "mode" "SourceMode" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "purpose" TEXT,
    "state" "SiteState" NOT NULL DEFAULT 'draft',
    "classification" "Classification" NOT NULL DEFAULT 'personal_draft',
    "department_id" UUID,
    "owner_id" UUID,
    "successor_id" UUID,
    "data_source_note" TEXT,
    "audience" "AudienceMode" NOT NULL DEFAULT 'admins_only',
    "audience_approved_at" TIMESTAMPTZ(3),
    "observed_mode" "ObservedMode",
    "observed_revision" BIGINT,
    "observed_at" TIMESTAMPTZ(3),
    "observed_access" JSONB,
    "drift" "Drift" NOT NULL DEFAULT 'none',
    "expires_at" TIMESTAMPTZ(3),
    "review_due_at" TIMESTAMPTZ(3),
    "last_reviewed_at" TIMESTAMPTZ(3),
    "last_visited_at" TIMESTAMPTZ(3),
    "official_since" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" "DisableReason",
    "disabled_note" TEXT,
    "disabled_from" "SiteState",
    "retired_at" TIMESTAMPTZ(3),
    "legal_hold_at" TIMESTAMPTZ(3),
    "legal_hold_reason" TEXT,
    "project_id" TEXT,
    "repository" TEXT,
    "manifest_path" TEXT,
    "static_directory" TEXT,
    "capabilities" JSONB,
    "manifest_extra" JSONB,
    "last_commit_sha" TEXT,
    "last_commit_at" TIMESTAMPTZ(3),
    "last_commit_author" TEXT,
    "platform_status" TEXT,
    "platform_updated_at" TIMESTAMPTZ(3),
    "live_url" TEXT,
    "expected_url" TEXT,
    "screenshot_url" TEXT,
    "environment_revision" BIGINT,
    "built_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_audience_person" (
    "site_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "audience" "AudienceMode" NOT NULL DEFAULT 'custom',

    CONSTRAINT "site_audience_person_pkey" PRIMARY KEY ("site_id","person_id")
);

-- CreateTable
CREATE TABLE "site_audience_group" (
    "site_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "audience" "AudienceMode" NOT NULL DEFAULT 'custom',

    CONSTRAINT "site_audience_group_pkey" PRIMARY KEY ("site_id","group_id")
);

-- CreateTable
CREATE TABLE "site_data_source" (
    "site_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "mode" "SourceMode" NOT NULL,

    CONSTRAINT "site_data_source_pkey" PRIMARY KEY ("site_id","source_id")
);

-- CreateTable
CREATE TABLE "storage_binding" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kind" "BindingKind" NOT NULL,
    "name" TEXT NOT NULL,
    "kept" TEXT,
    "location" TEXT,
    "readers" TEXT,
    "retention" TEXT,
    "removal" TEXT,
    "outage" TEXT,

    CONSTRAINT "storage_binding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "environment_key" (
    "site_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "is_secret" BOOLEAN NOT NULL,
    "declared" BOOLEAN NOT NULL DEFAULT false,
    "present" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "environment_key_pkey" PRIMARY KEY ("site_id","key")
);

-- CreateTable
CREATE TABLE "site_version" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "platform_id" TEXT NOT NULL,
    "number" INTEGER,
    "commit_sha" TEXT,
    "deployment_id" TEXT,
    "saved_at" TIMESTAMPTZ(3),

    CONSTRAINT "site_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deployment" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "platform_id" TEXT NOT NULL,
    "version_platform_id" TEXT,
    "status" "DeploymentStatus" NOT NULL,
    "url" TEXT,
    "failure_message" TEXT,
    "environment_revision" BIGINT,
    "platform_updated_at" TIMESTAMPTZ(3),

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request" (
    "id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kind" "RequestKind" NOT NULL,
    "state" "RequestState" NOT NULL DEFAULT 'pending',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "requester_id" UUID NOT NULL,
    "proposed_owner_id" UUID,
    "reason" TEXT NOT NULL,
    "proposal" JSONB NOT NULL,
    "before" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "answer" "DecisionAnswer" NOT NULL,
    "note" TEXT,
    "request_revision" INTEGER NOT NULL,
    "site_revision" INTEGER NOT NULL,
    "proposal" JSONB NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "seq" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "actor_id" UUID,
    "site_id" UUID,
    "request_id" UUID,
    "correlation_id" TEXT,
    "body" TEXT NOT NULL,
    "prev_hash" CHAR(64) NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "value" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "created_by_id" UUID,
    "name" TEXT NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "prefix" TEXT NOT NULL,
    "scopes" "TokenScope"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actor_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "fingerprint" CHAR(64) NOT NULL,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actor_id","key")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "person_platform_user_id_key" ON "person"("platform_user_id");

-- CreateIndex
CREATE INDEX "person_department_id_idx" ON "person"("department_id");

-- CreateIndex
CREATE INDEX "person_manager_id_idx" ON "person"("manager_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_oidc_issuer_oidc_subject_key" ON "person"("oidc_issuer", "oidc_subject");

-- CreateIndex
CREATE UNIQUE INDEX "people_group_external_id_key" ON "people_group"("external_id");

-- CreateIndex
CREATE INDEX "group_member_person_id_idx" ON "group_member"("person_id");

-- CreateIndex
CREATE INDEX "group_nesting_child_id_idx" ON "group_nesting"("child_id");

-- CreateIndex
CREATE UNIQUE INDEX "data_source_key_key" ON "data_source"("key");

-- CreateIndex
CREATE UNIQUE INDEX "site_slug_key" ON "site"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "site_project_id_key" ON "site"("project_id");

-- CreateIndex
CREATE INDEX "site_state_audience_expires_at_id_idx" ON "site"("state", "audience", "expires_at", "id");

-- CreateIndex
CREATE INDEX "site_expires_at_id_idx" ON "site"("expires_at", "id");

-- CreateIndex
CREATE INDEX "site_title_id_idx" ON "site"("title", "id");

-- CreateIndex
CREATE INDEX "site_updated_at_id_idx" ON "site"("updated_at", "id");

-- CreateIndex
CREATE INDEX "site_owner_id_idx" ON "site"("owner_id");

-- CreateIndex
CREATE INDEX "site_successor_id_idx" ON "site"("successor_id");

-- CreateIndex
CREATE INDEX "site_department_id_idx" ON "site"("department_id");

-- CreateIndex
CREATE UNIQUE INDEX "site_id_audience_key" ON "site"("id", "audience");

-- CreateIndex
CREATE INDEX "site_audience_person_person_id_idx" ON "site_audience_person"("person_id");

-- CreateIndex
CREATE INDEX "site_audience_group_group_id_idx" ON "site_audience_group"("group_id");

-- CreateIndex
CREATE INDEX "site_data_source_source_id_idx" ON "site_data_source"("source_id");

-- CreateIndex
CREATE UNIQUE INDEX "storage_binding_site_id_kind_key" ON "storage_binding"("site_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "site_version_platform_id_key" ON "site_version"("platform_id");

-- CreateIndex
CREATE INDEX "site_version_site_id_idx" ON "site_version"("site_id");

-- CreateIndex
CREATE UNIQUE INDEX "deployment_platform_id_key" ON "deployment"("platform_id");

-- CreateIndex
CREATE INDEX "deployment_site_id_idx" ON "deployment"("site_id");

-- CreateIndex
CREATE INDEX "request_state_created_at_id_idx" ON "request"("state", "created_at", "id");

-- CreateIndex
CREATE INDEX "request_site_id_idx" ON "request"("site_id");

-- CreateIndex
CREATE INDEX "request_requester_id_idx" ON "request"("requester_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_request_id_reviewer_id_request_revision_key" ON "decision"("request_id", "reviewer_id", "request_revision");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_id_key" ON "audit_event"("id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_hash_key" ON "audit_event"("hash");

-- CreateIndex
CREATE INDEX "audit_event_site_id_seq_idx" ON "audit_event"("site_id", "seq");

-- CreateIndex
CREATE INDEX "audit_event_type_seq_idx" ON "audit_event"("type", "seq");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_seq_idx" ON "audit_event"("actor_id", "seq");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_person_id_idx" ON "api_token"("person_id");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "people_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_nesting" ADD CONSTRAINT "group_nesting_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "people_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_nesting" ADD CONSTRAINT "group_nesting_child_id_fkey" FOREIGN KEY ("child_id") REFERENCES "people_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site" ADD CONSTRAINT "site_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site" ADD CONSTRAINT "site_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site" ADD CONSTRAINT "site_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_audience_person" ADD CONSTRAINT "site_audience_person_site_id_audience_fkey" FOREIGN KEY ("site_id", "audience") REFERENCES "site"("id", "audience") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "site_audience_person" ADD CONSTRAINT "site_audience_person_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_audience_group" ADD CONSTRAINT "site_audience_group_site_id_audience_fkey" FOREIGN KEY ("site_id", "audience") REFERENCES "site"("id", "audience") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "site_audience_group" ADD CONSTRAINT "site_audience_group_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "people_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_data_source" ADD CONSTRAINT "site_data_source_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_data_source" ADD CONSTRAINT "site_data_source_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "data_source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "storage_binding" ADD CONSTRAINT "storage_binding_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "environment_key" ADD CONSTRAINT "environment_key_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_version" ADD CONSTRAINT "site_version_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_requester_id_fkey" FOREIGN KEY ("requester_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_proposed_owner_id_fkey" FOREIGN KEY ("proposed_owner_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
