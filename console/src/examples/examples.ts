import classic from './flows/classic.yaml?raw';
import hello from './flows/hello.yaml?raw';
import orders from './flows/orders.yaml?raw';
import retries from './flows/retries.yaml?raw';

/** Flows that run on a server as it is, each with an input. */
export const examples = [
  { name: 'hello', definition: hello, input: { name: 'Ada' } },
  { name: 'orders', definition: orders, input: { total: 120, items: ['pen', 'cap', 'book'] } },
  { name: 'retries', definition: retries, input: { sum: 12 } },
  { name: 'classic', definition: classic, input: { count: 20 } },
] as const;

export type Example = (typeof examples)[number];
