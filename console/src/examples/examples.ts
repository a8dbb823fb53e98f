import retries from '../../../gallery/backoff/flow.yaml?raw';
import retriesInput from '../../../gallery/backoff/inputs/demo.json';
import classic from '../../../gallery/count-classic/flow.yaml?raw';
import classicInput from '../../../gallery/count-classic/inputs/demo.json';
import hello from '../../../gallery/hello/flow.yaml?raw';
import helloInput from '../../../gallery/hello/inputs/demo.json';
import orders from '../../../gallery/order-stages/flow.yaml?raw';
import ordersInput from '../../../gallery/order-stages/inputs/demo.json';

/** Flows of the gallery that run on a server as it is, each with its input. */
export const examples = [
  { name: 'hello', definition: hello, input: helloInput },
  { name: 'orders', definition: orders, input: ordersInput },
  { name: 'retries', definition: retries, input: retriesInput },
  { name: 'classic', definition: classic, input: classicInput },
] as const;

export type Example = (typeof examples)[number];
