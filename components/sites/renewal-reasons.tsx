import { usualRenewalReasons } from '@/lib/domain/renewal-reasons';
import { Button } from '../ui/button';

/** The reasons that people give most, a press away. */
export function RenewalReasons({ reason, onChoose }: { reason: string; onChoose: (reason: string) => void }) {
  return (
    <div role="group" aria-label="Usual reasons" className="flex flex-wrap gap-1.5">
      {usualRenewalReasons.map((usual) => (
        <Button key={usual} size="sm" aria-pressed={reason === usual} onClick={() => onChoose(usual)}>
          {usual}
        </Button>
      ))}
    </div>
  );
}
