-- CreateTable
CREATE TABLE "request_asked" (
    "person_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,

    CONSTRAINT "request_asked_pkey" PRIMARY KEY ("person_id","request_id")
);

-- CreateIndex
CREATE INDEX "decision_reviewer_id_idx" ON "decision"("reviewer_id");

-- CreateIndex
CREATE INDEX "decision_on_behalf_of_id_idx" ON "decision"("on_behalf_of_id");

-- CreateIndex
CREATE INDEX "request_comment_author_id_idx" ON "request_comment"("author_id");

-- AddForeignKey
ALTER TABLE "request_asked" ADD CONSTRAINT "request_asked_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_asked" ADD CONSTRAINT "request_asked_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Those whom the stages of closed requests named in person; who was in their groups then, nobody knows any more.
INSERT INTO request_asked (person_id, request_id)
SELECT p.id, a.request_id
  FROM (
    SELECT r.id AS request_id, unnest(r.asks_people) AS person_id FROM request r WHERE r.kind <> 'transfer' AND r.state NOT IN ('pending', 'changes_requested')
  ) a JOIN person p ON p.id = a.person_id
ON CONFLICT DO NOTHING;
