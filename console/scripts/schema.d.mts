export function schema(document?: URL): Promise<string>;
