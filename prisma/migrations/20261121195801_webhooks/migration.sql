-- DropIndex
DROP INDEX "webhook_delivery_state_next_attempt_at_idx";

-- AlterTable
ALTER TABLE "webhook_endpoint" ADD COLUMN     "rests_until" TIMESTAMPTZ(3),
ADD COLUMN     "secret_rotated_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "webhook_delivery" ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "webhook_delivery_created_at_idx" ON "webhook_delivery"("created_at");
