export function loadDotEnv(): void;
