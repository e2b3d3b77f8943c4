export function buildPromlite(root: string, options?: { readonly onBuild?: () => void }): Promise<string>;
