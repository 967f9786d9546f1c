export class Fatal extends Error {}
export function reportFatal(error: unknown): void;
