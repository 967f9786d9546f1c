/** What a colour may mean. There is no other reason to use one. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

export const toneText: Record<Tone, string> = {
  neutral: 'text-muted',
  info: 'text-accent-text',
  success: 'text-success',
  warning: 'text-warning',
  danger: 'text-danger',
};

export const toneSurface: Record<Tone, string> = {
  neutral: 'bg-hover text-muted',
  info: 'bg-accent-subtle text-accent-text',
  success: 'bg-success-subtle text-success',
  warning: 'bg-warning-subtle text-warning',
  danger: 'bg-danger-subtle text-danger',
};
