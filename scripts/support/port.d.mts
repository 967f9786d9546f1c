export function requireFreePort(port: number, host: string): Promise<void>;
