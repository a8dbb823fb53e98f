export const pathOf = ({ flow, name }: { flow: string; name: string }): string =>
  `/executions/${encodeURIComponent(flow)}/${encodeURIComponent(name)}`;

export const mapRunPathOf = (execution: { flow: string; name: string }, run: string): string =>
  `${pathOf(execution)}/map-runs/${encodeURIComponent(run)}`;
