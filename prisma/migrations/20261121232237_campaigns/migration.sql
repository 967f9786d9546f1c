-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "CampaignState" ADD VALUE 'starting';
ALTER TYPE "CampaignState" ADD VALUE 'closing';

-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "end_reason" TEXT,
ADD COLUMN     "ended_by" TEXT,
ADD COLUMN     "left_out" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "plan_cursor" UUID,
ADD COLUMN     "problem" TEXT,
ALTER COLUMN "state" DROP DEFAULT;

-- AlterTable
ALTER TABLE "campaign_item" ADD COLUMN     "answered_by_name" TEXT,
ADD COLUMN     "effect" TEXT,
ADD COLUMN     "effect_note" TEXT,
ADD COLUMN     "reviewer_name" TEXT,
ADD COLUMN     "site_slug" TEXT NOT NULL,
ADD COLUMN     "site_title" TEXT NOT NULL,
ADD COLUMN     "why" TEXT;

-- AlterTable
ALTER TABLE "campaign_entry" ADD COLUMN     "email" TEXT;
