import { CircleAlert, CircleCheck, CircleDashed, Info, TriangleAlert } from 'lucide-react';
import type { Tone } from './tone';

const shapes = {
  neutral: CircleDashed,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
} satisfies Record<Tone, unknown>;

/** The shape that goes with a tone, so that colour is never the only sign. */
export function ToneIcon({ tone, size = 14 }: { tone: Tone; size?: number }) {
  const Shape = shapes[tone];
  return <Shape aria-hidden="true" size={size} strokeWidth={2} className="shrink-0" />;
}
