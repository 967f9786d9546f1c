export interface LockHolder {
  pid: number;
  purpose: string;
}
export function takeLock(file: string, purpose: string): { release: () => void } | { holder: LockHolder };
