-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "former_id" UUID,
ADD COLUMN     "repeat_at" TIMESTAMPTZ(3),
ADD COLUMN     "repeat_end_reason" TEXT,
ADD COLUMN     "repeat_ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "repeat_ended_by" TEXT,
ADD COLUMN     "repeat_months" INTEGER;

-- CreateIndex
CREATE UNIQUE INDEX "campaign_former_id_key" ON "campaign"("former_id");

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_former_id_fkey" FOREIGN KEY ("former_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
