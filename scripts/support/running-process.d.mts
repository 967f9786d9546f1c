export function isAlive(pid: number): boolean;
export function startTimeOf(pid: number): string | undefined;
export function parentOf(pid: number): number | undefined;
export function waitUntil(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean>;
