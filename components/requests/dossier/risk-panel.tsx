import { riskPartLabels, type Risk } from '@/lib/domain/risk';
import { Panel } from '../../ui/panel';
import { RiskBadge } from '../risk-badge';

/** The risk as a sum: each part with its points and why. */
export function RiskPanel({ risk: { score, sum, reasons } }: { risk: Risk }) {
  return (
    <Panel title="Risk" actions={<RiskBadge score={score} />}>
      {reasons.length === 0 ? (
        <p className="text-muted">Nothing that the workspace weighs is at stake: no sensitive source, no write, no storage, no old secret.</p>
      ) : (
        <table className="w-full text-left">
          <thead className="sr-only">
            <tr>
              <th scope="col">What</th>
              <th scope="col">Points</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {reasons.map(({ part, points, text }) => (
              <tr key={part}>
                <th scope="row" className="py-1.5 pr-4 font-normal">
                  <span className="font-medium">{riskPartLabels[part]}</span>
                  <span className="block text-muted">{text}</span>
                </th>
                <td className="py-1.5 text-right align-top font-medium">{points}</td>
              </tr>
            ))}
          </tbody>
          <tfoot className="border-t border-edge">
            <tr>
              <th scope="row" className="pt-1.5 font-normal text-muted">
                {sum > score ? `Together ${sum}, of which 100 at most count` : 'Together, of 100'}
              </th>
              <td className="pt-1.5 text-right font-semibold">{score}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </Panel>
  );
}
