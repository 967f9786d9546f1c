-- AlterTable
ALTER TABLE "drift_incident" ADD COLUMN     "end_told_at" TIMESTAMPTZ(3),
ADD COLUMN     "told_at" TIMESTAMPTZ(3);
