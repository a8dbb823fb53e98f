/** Hands the browser a text that was made here. */
export const download = (name: string, type: string, text: string): void => save(name, new Blob([text], { type }));

/** Hands the browser a file. */
export function save(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
