import { Globe, User, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CampaignEntryView } from '@/lib/campaigns/campaign-shape';
import { AdviceBadge } from './campaign-badges';

/** One person, group or the whole workspace, with what is advised and why. */
export function EntryRow({ entry, children }: { entry: CampaignEntryView; children: ReactNode }) {
  const { personId, groupId, name, email, recommendation, reasons } = entry;
  const Icon = personId !== null ? User : groupId !== null ? Users : Globe;
  const kind = personId !== null ? null : groupId !== null ? 'Group' : null;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 px-4 py-2">
      <div className="min-w-0 flex-[1_1_18rem]">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <Icon aria-hidden="true" size={14} className="shrink-0 text-muted" />
          <span className="font-medium break-words">{name}</span>
          <span className="text-muted">{kind ?? email}</span>
          <AdviceBadge recommendation={recommendation} />
        </div>
        <p className="text-muted">{reasons.join(' ')}</p>
      </div>
      {children}
    </li>
  );
}
