import { Check, Circle, CircleDot } from 'lucide-react';
import { stageStateLabels } from '@/lib/domain/request-plan';
import type { StageView } from '@/lib/requests/plan-shape';
import { Badge } from '../ui/badge';
import { cx } from '../ui/cx';
import { DeciderList } from './decider-list';

const marks = { through: Check, open: CircleDot, waiting: Circle };

/** A request’s way through its stages: what is through, whose turn it is, who could answer. */
export function StagePath({ stages }: { stages: StageView[] }) {
  return (
    <ol aria-label="Stages">
      {stages.map((stage, at) => {
        const Mark = marks[stage.state];
        return (
          <li key={stage.key} className="relative flex gap-2 pb-3 last:pb-0">
            {at < stages.length - 1 && <span aria-hidden="true" className="absolute top-5 bottom-0 left-[9px] w-px bg-line" />}
            <span className={cx('grid size-5 shrink-0 place-items-center', stage.state === 'through' ? 'text-success' : stage.state === 'open' ? 'text-accent-text' : 'text-faint')}>
              <Mark aria-hidden="true" size={14} />
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{stage.name}</span>
                <span className="text-xs text-muted">
                  {stageStateLabels[stage.state]}, {stage.given} of {stage.approvals}
                </span>
              </p>
              <p className="text-muted">{stage.asks}</p>
              {stage.because.length > 0 && <p className="text-xs text-muted">Asked for by {stage.because.map(({ name }) => name).join(', ')}</p>}
              {stage.isOutOfReach && stage.state !== 'through' && <Badge tone="danger">Too few people can answer</Badge>}
              {stage.deciders.count > 0 && <DeciderList count={stage.deciders.count} first={stage.deciders.first.map(({ name, gains }) => ({ name, gains }))} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
