/** The events of one execution, each once, whatever order they come in and however often. */

export interface HistoryEvent {
  readonly Type: string;
  readonly EventId: number;
  readonly ScheduleEventId: number;
  readonly StepName: string;
  readonly Time: string;
  readonly EventDetail: string;
}

export class History {
  #slots: (HistoryEvent | undefined)[] = [];
  #last = 0;
  #version = 0;

  /** The newest number up to which nothing is missing: what a stream is resumed from. */
  get last(): number {
    return this.#last;
  }

  /** Changes with every event that was new. */
  get version(): number {
    return this.#version;
  }

  /** Adds what is new. Ids have no gaps, so the slot of an event says whether it was seen. */
  add(batch: readonly HistoryEvent[]): readonly HistoryEvent[] {
    const fresh = batch.filter((event) => {
      const slot = event.EventId - 1;
      if (slot < 0 || this.#slots[slot] !== undefined) {
        return false;
      }
      this.#slots[slot] = event;
      return true;
    });
    while (this.#slots[this.#last] !== undefined) {
      this.#last += 1;
    }
    this.#version += fresh.length > 0 ? 1 : 0;
    return fresh;
  }

  /** All up to `last`, in order. */
  all(): HistoryEvent[] {
    return this.#slots.slice(0, this.#last) as HistoryEvent[];
  }
}
