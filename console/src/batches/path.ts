export const batchPath = (batch: string): string => `/batches/${encodeURIComponent(batch)}`;
