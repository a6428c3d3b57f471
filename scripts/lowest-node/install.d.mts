export function lowestNode(): string | undefined;
export function installLowestNode(): Promise<void>;
