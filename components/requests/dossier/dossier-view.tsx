import type { ReactNode } from 'react';
import type { Dossier } from '@/lib/domain/dossier';
import { AudiencePanel } from './audience-panel';
import { ChangePanel } from './change-panel';
import { DeliveryPanel } from './delivery-panel';
import { EvidencePanel } from './evidence-panel';
import { HistoryPanel } from './history-panel';
import { IdentityPath } from './identity-path';
import { PoliciesPanel } from './policies-panel';
import { RiskPanel } from './risk-panel';
import { SimilarPanel } from './similar-panel';
import { SitePanel } from './site-panel';
import { SourcesPanel } from './sources-panel';
import { StoragePanel } from './storage-panel';

export interface DossierViewProps {
  dossier: Dossier;
  /** Whether the figures are those of `now`. */
  isCounted: boolean;
  /** What ages are counted from: in a record the instant of the decision, so that it reads the same for good. */
  now: string;
  evidenceActions?: ReactNode;
  siteActions?: ReactNode;
}

/** Everything that a decision rests on, what changes first. Shown from the dossier alone: the same on the day and in a record. */
export function DossierView({ dossier, isCounted, now, evidenceActions, siteActions }: DossierViewProps) {
  const { request, site, audience, change, risk, plan, sources, conflicts, delivery, bindings, keys, history, precedents } = dossier;
  return (
    <div className="min-w-0 space-y-4">
      {audience === null ? <ChangePanel change={change} /> : <AudiencePanel audience={audience} until={request.until} isCounted={isCounted} now={now} />}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {risk !== null && <RiskPanel risk={risk} />}
        {plan !== null && <PoliciesPanel {...plan} />}
      </div>
      {plan !== null && <EvidencePanel evidence={plan.evidence} siteId={site.id} now={now} actions={evidenceActions} />}
      <IdentityPath dossier={dossier} />
      <SourcesPanel sources={sources} conflicts={conflicts} note={site.dataSourceNote} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <DeliveryPanel delivery={delivery} url={site.url} now={now} />
        <StoragePanel bindings={bindings} keys={keys} now={now} />
        <SitePanel site={site} now={now} actions={siteActions} />
        <div className="min-w-0 space-y-4">
          <HistoryPanel history={history} owner={precedents?.owner ?? null} now={now} />
          {precedents !== null && audience !== null && <SimilarPanel similar={precedents.similar} now={now} />}
        </div>
      </div>
    </div>
  );
}
