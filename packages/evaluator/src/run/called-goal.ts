/** A goal being debugged, as both machines know it. */
export interface CalledGoal {
  readonly parent: CalledGoal | null;
  /** The goal's number among those that are compiled for debugging. */
  readonly site: number;
  /** The event of its call: its identity. */
  readonly event: number;
  readonly depth: number;
}
