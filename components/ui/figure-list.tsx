import { FormattedNumber } from './number';

/** Numbers beside each other, each over what it counts. */
export function FigureList({ items }: { items: readonly { label: string; value: number }[] }) {
  return (
    <dl className="flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line">
      {items.map(({ label, value }) => (
        <div key={label} className="flex flex-[1_1_6.5rem] flex-col-reverse bg-canvas px-4 py-2">
          <dt className="text-muted">{label}</dt>
          <dd className="text-lg font-semibold">
            <FormattedNumber value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
