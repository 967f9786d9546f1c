-- AlterTable
ALTER TABLE "request" ADD COLUMN     "asks_groups" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "asks_people" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "asks_roles" "Role"[] DEFAULT ARRAY['reviewer', 'admin']::"Role"[];
