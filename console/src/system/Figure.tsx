/** One number of a server, with what it counts below it. */
export function Figure({ word, value }: { word: string; value: string }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd data-raw>{value}</dd>
    </div>
  );
}
