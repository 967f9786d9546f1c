-- DropIndex
DROP INDEX "mail_state_created_at_idx";

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "kept_here" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "sent_with_id" UUID;

-- CreateTable
CREATE TABLE "digest_day" (
    "day" DATE NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digest_day_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE INDEX "mail_state_next_attempt_at_idx" ON "mail"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "mail_created_at_id_idx" ON "mail"("created_at", "id");

-- CreateIndex
CREATE INDEX "mail_sent_with_id_idx" ON "mail"("sent_with_id");

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_sent_with_id_fkey" FOREIGN KEY ("sent_with_id") REFERENCES "mail"("id") ON DELETE SET NULL ON UPDATE CASCADE;
