-- CreateEnum
CREATE TYPE "SimulationState" AS ENUM ('running', 'done', 'stopped', 'failed');

-- CreateTable
CREATE TABLE "policy_simulation" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" "SimulationState" NOT NULL DEFAULT 'running',
    "in_force" JSONB NOT NULL,
    "proposed" JSONB NOT NULL,
    "part" TEXT NOT NULL DEFAULT 'requests',
    "cursor" UUID,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "tally" JSONB NOT NULL DEFAULT '{}',
    "message" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_simulation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "policy_simulation_person_id_started_at_idx" ON "policy_simulation"("person_id", "started_at");

-- AddForeignKey
ALTER TABLE "policy_simulation" ADD CONSTRAINT "policy_simulation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
