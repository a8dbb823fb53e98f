export const pathOf = ({ flow, name }: { flow: string; name: string }): string =>
  `/executions/${encodeURIComponent(flow)}/${encodeURIComponent(name)}`;
