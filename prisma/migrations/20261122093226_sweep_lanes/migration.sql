-- CreateTable
CREATE TABLE "lifecycle_sweep_lane" (
    "sweep_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "after" UUID,
    "until" UUID,
    "cursor" UUID,
    "is_through" BOOLEAN NOT NULL DEFAULT false,
    "counts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "lifecycle_sweep_lane_pkey" PRIMARY KEY ("sweep_id","number")
);

-- AddForeignKey
ALTER TABLE "lifecycle_sweep_lane" ADD CONSTRAINT "lifecycle_sweep_lane_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "lifecycle_sweep"("id") ON DELETE CASCADE ON UPDATE CASCADE;
